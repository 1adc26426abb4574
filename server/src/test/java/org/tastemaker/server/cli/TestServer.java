package org.tastemaker.server.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.tastemaker.server.http.ApiKey;
import org.tastemaker.server.json.Json;
import org.tastemaker.server.sql.DataFolder;
import org.tastemaker.server.sql.Database;
import org.tastemaker.server.sql.TestDatabase;
import tools.jackson.databind.JsonNode;

/// The whole server on a free port and a database of its own, and a client that shows its API key.
///
/// ```java
/// try (var server = TestServer.start()) {
///   var answer = server.get("/api/v1/items?kind=movie");
///   assertThat(answer.status()).isEqualTo(200);
///   assertThat(answer.json().path("items")).hasSize(3);
/// }
/// ```
public final class TestServer implements AutoCloseable {
  private final HttpClient client = HttpClient.newHttpClient();
  private final TestDatabase database;
  private final Path folder;
  private final Server server;

  private final boolean guest;

  private TestServer(Map<String, Object> settings, TestDatabase database, boolean guest) {
    try {
      this.folder = Files.createTempDirectory("tastemaker-test-data");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    this.database = database;
    this.guest = guest;
    var given = new HashMap<String, Object>(Map.of("tastemaker.port", 0));
    // tests come from one address and in a hurry
    List.of("sign-in", "read", "write", "expensive", "comment", "stranger", "failures")
        .forEach(limit -> given.put("tastemaker.limits." + limit, "1000000/1m"));
    // expected are this algorithm's lists, whichever was the best on so few made-up tastes
    given.put("tastemaker.training.ranking", "{\"type\": \"ImplicitAls\"}");
    given.putAll(settings);
    this.server =
        Server.start(
            new Settings(given, null, Profile.TEST),
            context -> {
              context.registerBean(DataFolder.class, () -> DataFolder.open(folder));
              context.registerBean(Database.class, database::database);
            });
  }

  public static TestServer start() {
    return start(Map.of());
  }

  /// With settings such as `tastemaker.http.largest-body`.
  public static TestServer start(Map<String, Object> settings) {
    return new TestServer(settings, TestDatabase.fresh(), false);
  }

  /// A second node on the database of another, with a data folder of its own.
  public static TestServer beside(TestServer other, Map<String, Object> settings) {
    return new TestServer(settings, other.database, true);
  }

  /// What the server answered.
  public record Answer(int status, HttpHeaders headers, String body) {
    public JsonNode json() {
      return Json.mapper().readTree(body);
    }

    public String header(String name) {
      return headers.firstValue(name).orElse("");
    }
  }

  public Answer get(String path) {
    return send(request(path).GET());
  }

  public Answer delete(String path) {
    return send(request(path).DELETE());
  }

  /// Posts JSON; name and value pairs of further headers may follow.
  public Answer post(String path, String json, String... headers) {
    var request = request(path).POST(BodyPublishers.ofString(json));
    return send(with(request.header("Content-Type", "application/json"), headers));
  }

  /// Puts JSON; name and value pairs of further headers may follow.
  public Answer put(String path, String json, String... headers) {
    var request = request(path).PUT(BodyPublishers.ofString(json));
    return send(with(request.header("Content-Type", "application/json"), headers));
  }

  private static HttpRequest.Builder with(HttpRequest.Builder request, String... headers) {
    return headers.length == 0 ? request : request.headers(headers);
  }

  /// A request that shows the API key.
  public HttpRequest.Builder request(String path) {
    return stranger(path).header("X-API-Key", apiKey());
  }

  /// A request that shows nothing.
  public HttpRequest.Builder stranger(String path) {
    return HttpRequest.newBuilder(URI.create(url() + path));
  }

  public Answer send(HttpRequest.Builder request) {
    try {
      var answer = client.send(request.build(), BodyHandlers.ofString());
      return new Answer(answer.statusCode(), answer.headers(), answer.body());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  public String url() {
    return server.url();
  }

  public String apiKey() {
    return ApiKey.in(folder.resolve("api-key")).text();
  }

  /// The data folder.
  public Path folder() {
    return folder;
  }

  public TestDatabase database() {
    return database;
  }

  /// The part of that type, as the server uses it.
  public <T> T of(Class<T> type) {
    return server.of(type);
  }

  @Override
  public void close() {
    server.close();
    if (!guest) {
      database.close();
    }
    delete(folder);
  }

  private static void delete(Path folder) {
    try (var files = Files.walk(folder)) {
      for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
