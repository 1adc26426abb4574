package org.tastemaker.server.cli;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.tastemaker.server.http.ApiKey;

/// `tastemaker serve` as a process of its own, to be killed.
final class ServerProcess implements AutoCloseable {
  private static final Duration LONGEST_START = Duration.ofMinutes(2);

  private final Process process;
  private final String url;
  private final String key;
  private final HttpClient client = HttpClient.newHttpClient();

  private ServerProcess(Process process, String url, String key) {
    this.process = process;
    this.url = url;
    this.key = key;
  }

  static ServerProcess start(Path data, String... options) throws Exception {
    return start(data, Map.of(), options);
  }

  static ServerProcess start(Path data, Map<String, String> environment, String... options)
      throws Exception {
    Files.createDirectories(data);
    Path address = data.resolve(Server.ADDRESS_FILE);
    Files.deleteIfExists(address);
    var builder =
        new ProcessBuilder(command(data, options))
            .redirectErrorStream(true)
            .redirectOutput(data.resolveSibling("server.log").toFile());
    builder.environment().putAll(environment);
    Process process = builder.start();
    String url = awaitAddress(process, address, data.resolveSibling("server.log"));
    return new ServerProcess(process, url, ApiKey.in(data.resolve("api-key")).text());
  }

  static List<String> command(Path data, String... options) {
    var command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--add-modules=jdk.incubator.vector",
                "--enable-native-access=ALL-UNNAMED",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName(),
                "serve",
                "--port=0",
                "--data=" + data));
    command.addAll(List.of(options));
    return command;
  }

  private static String awaitAddress(Process process, Path file, Path log) throws Exception {
    Instant end = Instant.now().plus(LONGEST_START);
    while (Instant.now().isBefore(end) && process.isAlive()) {
      if (Files.exists(file) && !Files.readString(file).isBlank()) {
        return Files.readString(file).strip();
      }
      TimeUnit.MILLISECONDS.sleep(20);
    }
    throw new IllegalStateException("The server did not start:\n" + Files.readString(log));
  }

  /// Where it listens.
  String url() {
    return url;
  }

  /// With name and value pairs of further headers.
  HttpResponse<String> send(String method, String path, String json, String... headers)
      throws IOException, InterruptedException {
    var request =
        HttpRequest.newBuilder(URI.create(url + path))
            .header("X-API-Key", key)
            .header("Content-Type", "application/json")
            .timeout(Duration.ofSeconds(30))
            .method(
                method, json.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(json));
    if (headers.length > 0) {
      request.headers(headers);
    }
    return client.send(request.build(), BodyHandlers.ofString());
  }

  /// `kill -9` of the server alone: its worker and its PostgreSQL are orphans now.
  void kill() {
    process.destroyForcibly().onExit().join();
  }

  /// `kill -9` of the server and of every process that it started.
  void killAll() {
    var children = process.descendants().toList();
    kill();
    children.forEach(ProcessHandle::destroyForcibly);
  }

  /// `kill -9` of its workers, while it goes on.
  void killWorkers() {
    process
        .descendants()
        .filter(child -> child.info().commandLine().orElse("").contains(" worker"))
        .forEach(ProcessHandle::destroyForcibly);
  }

  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(1, TimeUnit.MINUTES)) {
        killAll();
      }
    } catch (InterruptedException e) {
      killAll();
      Thread.currentThread().interrupt();
    }
  }
}
