package org.tastemaker.browser;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// `tastemaker demo` as a process of its own, on a free port and an empty data folder.
final class DemoServer implements AutoCloseable {
  private static final Pattern LINK = Pattern.compile("http://\\S+/signin\\?token=\\S+");

  private static final HttpClient CLIENT = HttpClient.newHttpClient();

  private final Process process;
  private final Path data;
  private final String link;

  private DemoServer(Process process, Path data, String link) {
    this.process = process;
    this.data = data;
    this.link = link;
  }

  static DemoServer start() {
    return start(Map.of());
  }

  /// With settings such as `tastemaker.limits.stranger`.
  static DemoServer start(Map<String, String> settings) {
    try {
      Path data = Files.createTempDirectory("tastemaker demo");
      Files.write(data.resolve("settings.yaml"), lines(settings));
      Process process =
          new ProcessBuilder(
                  command(
                      "demo", "--port=0", "--config=" + data.resolve("settings.yaml"), in(data)))
              .redirectError(data.resolve("stderr.log").toFile())
              .start();
      return new DemoServer(process, data, linkOf(process, data));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<String> lines(Map<String, String> settings) {
    return settings.entrySet().stream()
        .map(one -> one.getKey() + ": '" + one.getValue() + "'")
        .toList();
  }

  private static String in(Path data) {
    return "--data=" + data.resolve("data");
  }

  private static List<String> command(String... arguments) {
    Path jar = Path.of(System.getProperty("tastemaker.root"), "server/target/app/tastemaker.jar");
    Path java = Path.of(System.getProperty("java.home"), "bin", "java");
    var command =
        new ArrayList<>(
            List.of(
                java.toString(),
                "--add-modules=jdk.incubator.vector",
                "--enable-native-access=ALL-UNNAMED",
                "-jar",
                jar.toString()));
    command.addAll(List.of(arguments));
    return command;
  }

  private static String linkOf(Process process, Path data) throws IOException {
    var lines = new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8));
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      Matcher link = LINK.matcher(line);
      if (link.find()) {
        return link.group();
      }
    }
    throw new IllegalStateException(
        "The demo ended without a link:\n" + Files.readString(data.resolve("stderr.log")));
  }

  /// The one-time link that signs a browser in.
  String link() {
    return link;
  }

  /// Where it is.
  String url() {
    return link.substring(0, link.indexOf("/signin"));
  }

  /// Runs statements on its database.
  void sql(String statements) {
    try {
      var process =
          new ProcessBuilder(command("sql", in(data), statements))
              .redirectErrorStream(true)
              .start();
      var said = new String(process.getInputStream().readAllBytes(), UTF_8);
      if (process.waitFor() != 0) {
        throw new IllegalStateException(said);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /// What the API answers the operator, who must be right.
  String call(String method, String path, String json) {
    try {
      var request =
          HttpRequest.newBuilder(URI.create(url() + path))
              .header("X-API-Key", Files.readString(data.resolve("data/api-key")).strip())
              .header("Content-Type", "application/json")
              .method(method, BodyPublishers.ofString(json))
              .build();
      var answer = CLIENT.send(request, BodyHandlers.ofString());
      if (answer.statusCode() >= 300) {
        throw new IllegalStateException(method + " " + path + ": " + answer.body());
      }
      return answer.body();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /// Gives a role to whoever has that username.
  void grant(String username, String role) {
    var accounts = call("GET", "/api/v1/accounts?limit=200", "");
    var account =
        Pattern.compile("\"id\":(\\d+)[^{}]*\"username\":\"%s\"".formatted(username))
            .matcher(accounts);
    if (!account.find()) {
      throw new IllegalStateException("There is no " + username + " in " + accounts);
    }
    call(
        "PUT",
        "/api/v1/accounts/%s/role".formatted(account.group(1)),
        "{\"role\":\"%s\"}".formatted(role));
  }

  @Override
  public void close() {
    try (var files = Files.walk(data)) {
      process.destroy();
      if (!process.waitFor(1, TimeUnit.MINUTES)) {
        process.destroyForcibly();
      }
      files.sorted(Comparator.reverseOrder()).forEach(file -> file.toFile().delete());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
