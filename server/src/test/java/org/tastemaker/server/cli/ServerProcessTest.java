package org.tastemaker.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tastemaker.server.json.Json;
import tools.jackson.databind.JsonNode;

/// The program as a process of its own, as an operator sees it.
final class ServerProcessTest {
  @TempDir private Path folder;

  @Test
  void productionLogsJsonWithoutSecretsAndStopsInOrder() throws Exception {
    var log = folder.resolve("log");
    var process = serve(log);
    try {
      var facts = Json.mapper().readTree(firstLine(process.inputReader()));
      var key = Files.readString(folder.resolve("data/api-key")).strip();
      var password = facts.path("adminPassword").asString();
      assertThat(signIn(facts.path("url").asString(), password)).isEqualTo(200);
      assertThat(statusOf(facts.path("url").asString() + "/nothing", key)).isEqualTo(404);
      assertThat(statusOf(facts.path("url").asString() + "/signin?token=" + key, key))
          .isEqualTo(401);
      process.destroy();
      assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
      assertLog(Files.readAllLines(log), key, password);
      assertThat(Files.readString(folder.resolve("classes-" + process.pid())))
          .contains("org.tastemaker.server.http.RateLimits ")
          .doesNotContain(" io.lettuce.", " io.netty.");
      assertThat(folder.resolve("data/server-address")).doesNotExist();
    } finally {
      process.destroyForcibly();
    }
  }

  private Process serve(Path log) throws IOException {
    var process =
        new ProcessBuilder(
                ProcessHandle.current().info().command().orElseThrow(),
                "--add-modules",
                "jdk.incubator.vector",
                "--enable-native-access=ALL-UNNAMED",
                "-XX:TieredStopAtLevel=1",
                "-Xlog:class+load:file=" + folder.resolve("classes-%p"), // the worker has one too
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName(),
                "serve",
                "--json",
                "--profile",
                "production",
                "--port",
                "0",
                "--data",
                folder.resolve("data").toString())
            .redirectError(log.toFile());
    process.environment().put("TASTEMAKER_MAIL_TOFOLDER", "true");
    return process.start();
  }

  private static String firstLine(BufferedReader reader) throws IOException {
    var line = reader.readLine();
    assertThat(line).isNotNull();
    return String.valueOf(line);
  }

  private static int statusOf(String url, String key) throws IOException, InterruptedException {
    try (var client = HttpClient.newHttpClient()) {
      var request = HttpRequest.newBuilder(URI.create(url)).header("X-API-Key", key).build();
      return client.send(request, BodyHandlers.ofString()).statusCode();
    }
  }

  @Test
  void theFirstPasswordIsShownAtTheFirstStartOnly() throws Exception {
    var log = folder.resolve("log");
    var password = "";
    for (int start = 1; start <= 2; start++) {
      var process = serve(log);
      try {
        var facts = Json.mapper().readTree(firstLine(process.inputReader()));
        assertThat(facts.has("adminPassword")).isEqualTo(start == 1);
        password = start == 1 ? facts.path("adminPassword").asString() : password;
        assertThat(password).hasSizeGreaterThanOrEqualTo(20);
        assertThat(signIn(facts.path("url").asString(), password)).isEqualTo(200);
        process.toHandle().destroy(); // leaves open what it printed
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(process.inputReader().lines()).noneMatch(line -> line.contains("admin"));
        assertThat(Files.readString(log)).doesNotContain(password);
      } finally {
        process.destroyForcibly();
      }
    }
  }

  private static int signIn(String url, String password) throws IOException, InterruptedException {
    try (var client = HttpClient.newHttpClient()) {
      var body = "{\"login\":\"admin\",\"password\":\"%s\"}".formatted(password);
      var request =
          HttpRequest.newBuilder(URI.create(url + "/api/v1/auth/login"))
              .header("Content-Type", "application/json")
              .POST(BodyPublishers.ofString(body))
              .build();
      return client.send(request, BodyHandlers.ofString()).statusCode();
    }
  }

  private static void assertLog(List<String> lines, String key, String password) {
    var messages =
        lines.stream()
            .filter(line -> !line.startsWith("WARNING:")) // the JVM's own words
            .map(line -> Json.mapper().readTree(line))
            .map((JsonNode line) -> line.path("message").asString())
            .toList();
    assertThat(messages).anyMatch(message -> message.contains("listens on http://localhost:"));
    assertThat(messages).anyMatch(message -> message.equals("Tastemaker stops"));
    assertThat(String.join("\n", lines)).doesNotContain(key, password);
  }
}
