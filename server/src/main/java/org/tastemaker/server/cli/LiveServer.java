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
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.tastemaker.server.http.ApiKey;
import org.tastemaker.server.json.Json;
import tools.jackson.databind.JsonNode;

/// A server that runs on the data folder, as another process of the same person sees it.
final class LiveServer {
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final String url;
  private final ApiKey key;
  private final HttpClient client =
      HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();

  private LiveServer(String url, ApiKey key) {
    this.url = url;
    this.key = key;
  }

  /// The server on that folder, when one lives.
  static Optional<LiveServer> on(Path data) {
    try {
      var url = Files.readString(data.resolve(Server.ADDRESS_FILE)).strip();
      var server = new LiveServer(url, ApiKey.in(data.resolve("api-key")));
      return server.isAlive() ? Optional.of(server) : Optional.empty();
    } catch (IOException e) {
      return Optional.empty(); // no address, no server
    }
  }

  /// The server on the folder that the settings name.
  static LiveServer require(Settings settings) {
    var data = dataOf(settings);
    return on(data)
        .orElseThrow(() ->
            new CommandException(
                ExitCode.UNAVAILABLE,
                "No server runs on the data folder %s. Start one: ./tastemaker serve"
                    .formatted(data.toAbsolutePath().normalize())));
  }

  private static Path dataOf(Settings settings) {
    @Nullable Object given = settings.given().get("tastemaker.data");
    var variable = System.getenv("TASTEMAKER_DATA");
    if (given != null) {
      return Path.of(given.toString());
    }
    return Path.of(variable == null || variable.isBlank() ? "data" : variable);
  }

  String url() {
    return url;
  }

  private boolean isAlive() {
    try {
      return send(request("/api/v1/health/live").GET().build()).statusCode() == 200;
    } catch (CommandException e) {
      return false;
    }
  }

  /// Posts a value as JSON.
  JsonNode post(String path, Object body) {
    return answerTo(
        request(path)
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(Json.mapper().writeValueAsString(body)))
            .build());
  }

  /// What is at that path.
  JsonNode at(String path) {
    return answerTo(request(path).GET().build());
  }

  /// The status of the answer to a GET, whatever it is.
  int ask(String path) {
    return send(request(path).GET().build()).statusCode();
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create(url + path))
        .timeout(PATIENCE)
        .header("X-API-Key", key.text());
  }

  private JsonNode answerTo(HttpRequest request) {
    var answer = send(request);
    var body = Json.mapper().readTree(answer.body());
    if (answer.statusCode() >= 400) {
      throw new CommandException(
          answer.statusCode() >= 500 ? ExitCode.UNAVAILABLE : ExitCode.REFUSED,
          body.path("detail").asString("The server answered " + answer.statusCode()));
    }
    return body;
  }

  private HttpResponse<String> send(HttpRequest request) {
    try {
      return client.send(request, BodyHandlers.ofString());
    } catch (IOException e) {
      throw new CommandException(
          ExitCode.UNAVAILABLE, "The server on %s does not answer.".formatted(url), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CommandException(ExitCode.FAILED, "Interrupted", e);
    }
  }
}
