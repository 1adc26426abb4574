package org.tastemaker.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.tastemaker.server.json.Json;

/// Rating traffic and training while processes are killed.
final class KillTest {
  private static final int ITEMS = 60;
  private static final int WRITERS = 4;

  @TempDir private Path folder;
  private final Map<String, Integer> acknowledged = new ConcurrentHashMap<>();
  private final SplittableRandom random = new SplittableRandom(20_261_121);
  private int round;

  @Test
  @Timeout(value = 5, unit = TimeUnit.MINUTES)
  void nothingAcknowledgedIsLostNoJobIsStuckAndTheLiveModelServes() throws Exception {
    Path data = folder.resolve("the data");
    try (var server = ServerProcess.start(data)) {
      load(server);
      train(server);
      awaitJobs(server);
      disturb(server, server::kill);
    }
    for (int i = 0; i < 2; i++) {
      try (var server = ServerProcess.start(data)) {
        disturb(server, i == 0 ? server::killAll : server::kill);
      }
    }
    try (var server = ServerProcess.start(data)) {
      disturb(server, server::killWorkers);
      awaitJobs(server);
      assertThat(served(server)).isNotEmpty();
      assertThat(stored(data)).containsAllEntriesOf(acknowledged);
      assertTotalsAreExact(data);
    }
  }

  /// Writers rate and a training runs; after a moment the blow falls.
  private void disturb(ServerProcess server, Runnable blow) throws Exception {
    round++;
    var stop = new AtomicBoolean();
    var writers = new ArrayList<Thread>();
    for (int writer = 0; writer < WRITERS; writer++) {
      String person = "kill:%d-%d".formatted(round, writer);
      writers.add(Thread.ofVirtual().start(() -> rateEverything(server, person, stop)));
    }
    train(server);
    TimeUnit.MILLISECONDS.sleep(random.nextInt(300, 2500));
    int before = acknowledged.size();
    blow.run();
    stop.set(true);
    for (Thread writer : writers) {
      writer.join();
    }
    assertThat(before).isPositive();
  }

  private void rateEverything(ServerProcess server, String person, AtomicBoolean stop) {
    for (int item = 1; item <= ITEMS && !stop.get(); item++) {
      int stars = 1 + (item + person.hashCode() & 3);
      try {
        var answer =
            server.send(
                "PUT",
                "/api/v1/items/kill:%d/rating?user=%s".formatted(item, person),
                "{\"stars\": %d}".formatted(stars));
        if (answer.statusCode() == 201) {
          acknowledged.put(person + " " + item, stars * 100);
        }
      } catch (IOException e) {
        return; // the blow fell
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      }
    }
  }

  /// People of two tastes and their items.
  private static void load(ServerProcess server) throws Exception {
    var rows = new ArrayList<Map<String, Object>>();
    for (int person = 0; person < 80; person++) {
      for (int item = 1; item <= ITEMS; item++) {
        if ((person * 7 + item * 3) % 5 < 2) {
          double stars = (person + item) % 2 == 0 ? 4.5 : 1.5;
          rows.add(
              Map.of(
                  "type",
                  "rating",
                  "user",
                  "taste:" + person,
                  "item",
                  "kill:" + item,
                  "stars",
                  stars));
        }
      }
    }
    var answer =
        server.send(
            "POST",
            "/api/v1/interactions:batch",
            Json.mapper().writeValueAsString(Map.of("interactions", rows)));
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
  }

  private static void train(ServerProcess server) throws Exception {
    var answer = server.send("POST", "/api/v1/jobs", "{\"kind\": \"train\"}");
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
  }

  /// Every job comes to an end by itself.
  private static void awaitJobs(ServerProcess server) throws Exception {
    Instant end = Instant.now().plus(Duration.ofMinutes(2));
    List<String> states = states(server);
    while (states.contains("queued") || states.contains("running")) {
      assertThat(Instant.now()).as("jobs are stuck: %s", states).isBefore(end);
      TimeUnit.MILLISECONDS.sleep(200);
      states = states(server);
    }
    assertThat(states).contains("succeeded");
  }

  private static List<String> states(ServerProcess server) throws Exception {
    var states = new ArrayList<String>();
    for (var job :
        Json.mapper().readTree(server.send("GET", "/api/v1/jobs", "").body()).path("jobs")) {
      states.add(job.path("state").asString());
    }
    return states;
  }

  private static List<String> served(ServerProcess server) throws Exception {
    var answer =
        Json.mapper()
            .readTree(
                server.send("GET", "/api/v1/recommendations?user=taste:0&limit=5", "").body());
    var titles = new ArrayList<String>();
    for (var item : answer.path("items")) {
      titles.add(item.path("title").asString());
    }
    assertThat(answer.path("model").isObject()).as(answer.toString()).isTrue();
    return titles;
  }

  private static Map<String, Integer> stored(Path data) {
    var stored = new HashMap<String, Integer>();
    try (var facades = Facades.open(settings(data))) {
      facades
          .of(JdbcClient.class)
          .sql(
              """
              select p.source || ':' || p.value || ' ' || i.value as what, r.hundredths
              from rating r
              join person_key p on p.person = r.person
              join item_key i on i.item = r.item
              where p.source = 'kill' and i.source = 'kill'
              """)
          .query(row -> {
            stored.put(row.getString("what"), row.getInt("hundredths"));
          });
    }
    return stored;
  }

  private static void assertTotalsAreExact(Path data) {
    try (var facades = Facades.open(settings(data))) {
      long wrong =
          facades
              .of(JdbcClient.class)
              .sql(
                  """
                  select count(*) from item_rating t
                  full join (
                    select item, sum(hundredths) as hundredths, count(hundredths) as count
                    from rating group by item
                  ) r on r.item = t.item
                  where t.hundredths is distinct from r.hundredths or t.count is distinct from r.count
                  """)
              .query(Long.class)
              .single();
      assertThat(wrong).isZero();
    }
  }

  static Settings settings(Path data) {
    return new Settings(Map.of("tastemaker.data", data.toString()), null, Profile.TEST);
  }
}
