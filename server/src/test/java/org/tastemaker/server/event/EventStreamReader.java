package org.tastemaker.server.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.http.HttpClient;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.tastemaker.server.cli.TestServer;
import org.tastemaker.server.json.Json;
import tools.jackson.databind.JsonNode;

/// A client of the stream of events.
public final class EventStreamReader implements AutoCloseable {

  /// An event that came.
  public record Told(long id, JsonNode data) {}

  private final HttpClient client;
  private final InputStream body;
  private final BufferedReader lines;
  private long place = -1;
  private boolean alive;

  private EventStreamReader(HttpClient client, InputStream body) {
    this.client = client;
    this.body = body;
    this.lines = new BufferedReader(new InputStreamReader(body, StandardCharsets.UTF_8));
  }

  /// Connects, and waits until the stream has begun.
  public static EventStreamReader open(TestServer server, String query, String... headers)
      throws IOException, InterruptedException {
    var client = HttpClient.newHttpClient();
    var request = server.request("/api/v1/events/stream" + query);
    var answer =
        client.send(
            (headers.length == 0 ? request : request.headers(headers)).GET().build(),
            BodyHandlers.ofInputStream());
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.headers().firstValue("Content-Type").orElse(""))
        .startsWith("text/event-stream");
    var reader = new EventStreamReader(client, answer.body());
    reader.awaitPlaceAfter(-1);
    return reader;
  }

  /// Where the client is: the last id that it was sent.
  public long place() {
    return place;
  }

  /// Whether a sign of life came.
  boolean wasAlive() {
    return alive;
  }

  /// The next event, however long it takes.
  public Told next() throws IOException {
    return Objects.requireNonNull(read(), "the stream ended");
  }

  /// All events up to the end of the stream.
  public List<Told> rest() throws IOException {
    var rest = new ArrayList<Told>();
    for (Told told = read(); told != null; told = read()) {
      rest.add(told);
    }
    return rest;
  }

  /// Reads until a greater place is told, without an event.
  long awaitPlaceAfter(long earlier) throws IOException {
    while (place <= earlier) {
      note(Objects.requireNonNull(lines.readLine(), "the stream ended"));
    }
    while (!Objects.requireNonNull(lines.readLine(), "the stream ended").isEmpty()) {}
    return place;
  }

  private @Nullable Told read() throws IOException {
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      note(line);
      if (line.startsWith("data: ")) {
        return new Told(place, Json.mapper().readTree(line.substring(6)));
      }
    }
    return null;
  }

  private void note(String line) {
    if (line.startsWith("id: ")) {
      place = Long.parseLong(line.substring(4));
    }
    alive |= line.equals(": alive");
  }

  @Override
  public void close() throws IOException {
    body.close();
    client.shutdownNow();
  }
}
