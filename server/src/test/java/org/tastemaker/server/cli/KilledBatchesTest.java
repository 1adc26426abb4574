package org.tastemaker.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;

/// Batches with an `Idempotency-Key` while the server is killed: nothing that was acknowledged is
/// lost, and when everything is sent again nothing counts twice.
final class KilledBatchesTest {
  private static final String BATCH = "/api/v1/interactions:batch";
  private static final int WRITERS = 3;
  private static final int ITEMS = 200;
  private static final int ENOUGH = 6;

  @TempDir private Path folder;
  private final SplittableRandom random = new SplittableRandom(20_261_126);

  /// By key, of what each was the answer.
  private final Map<String, String> acknowledged = new ConcurrentHashMap<>();

  private final Set<String> sent = ConcurrentHashMap.newKeySet();

  @Test
  @Timeout(value = 5, unit = TimeUnit.MINUTES)
  void eachBatchCountsOnceHoweverOftenItIsSentAndWhateverDies() throws Exception {
    Path data = folder.resolve("the data");
    for (int round = 0; round < 2; round++) {
      try (var server = ServerProcess.start(data)) {
        sendUntil(server, round, round == 0 ? server::kill : server::killAll);
      }
    }
    assertThat(sent).hasSizeGreaterThan(acknowledged.size());
    var before = stored(data);
    assertThat(before).allSatisfy((key, times) -> assertThat(times).as(key).isEqualTo(1));
    assertThat(before.keySet()).containsAll(acknowledged.keySet());

    try (var server = ServerProcess.start(data)) {
      for (var key : sent) {
        var answer = send(server, key);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        boolean repeated = answer.headers().firstValue("Idempotency-Replayed").isPresent();
        assertThat(repeated).as(key).isEqualTo(before.containsKey(key));
        if (acknowledged.containsKey(key)) {
          assertThat(answer.body()).isEqualTo(acknowledged.get(key));
        }
      }
    }
    var after = stored(data);
    assertThat(after.keySet()).isEqualTo(sent);
    assertThat(after).allSatisfy((key, times) -> assertThat(times).as(key).isEqualTo(1));
    assertThat(plays(data)).isEqualTo(expectedPlays());
  }

  /// Writers send batch after batch; when enough is through, after a moment, the blow falls.
  private void sendUntil(ServerProcess server, int round, Runnable blow) throws Exception {
    int before = acknowledged.size();
    var writers = new ArrayList<Thread>();
    for (int writer = 0; writer < WRITERS; writer++) {
      int w = writer;
      writers.add(Thread.ofVirtual().start(() -> sendAll(server, round, w)));
    }
    while (acknowledged.size() < before + ENOUGH) {
      TimeUnit.MILLISECONDS.sleep(5);
    }
    TimeUnit.MILLISECONDS.sleep(random.nextInt(0, 150));
    blow.run();
    for (var writer : writers) {
      writer.join();
    }
  }

  private void sendAll(ServerProcess server, int round, int writer) {
    try {
      for (int n = 0; ; n++) {
        var key = "batch-%d-%d-%d".formatted(writer, round, n);
        sent.add(key);
        var answer = send(server, key);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        acknowledged.put(key, answer.body());
      }
    } catch (IOException e) {
      // the blow fell
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static HttpResponse<String> send(ServerProcess server, String key)
      throws IOException, InterruptedException {
    return server.send("POST", BATCH, body(key), "Idempotency-Key", key);
  }

  /// A play of everything and a comment by the writer; the same for the same key.
  private static String body(String key) {
    var user = "kill:" + writer(key);
    List<String> rows = new ArrayList<>();
    for (int item = 1; item <= ITEMS; item++) {
      rows.add("{\"user\":\"%s\",\"item\":\"kill:%d\",\"type\":\"play\"}".formatted(user, item));
    }
    rows.add(
        "{\"user\":\"%s\",\"item\":\"kill:1\",\"type\":\"comment\",\"text\":\"%s\"}"
            .formatted(user, key));
    return "{\"interactions\":[" + String.join(",", rows) + "]}";
  }

  private static int writer(String key) {
    return Integer.parseInt(key.split("-", -1)[1]);
  }

  /// How often each batch's comment is there.
  private static Map<String, Integer> stored(Path data) {
    var stored = new HashMap<String, Integer>();
    try (var facades = Facades.open(KillTest.settings(data))) {
      facades
          .of(JdbcClient.class)
          .sql("select body, count(*) as times from comment_text group by body")
          .query(row -> {
            stored.put(row.getString("body"), row.getInt("times"));
          });
    }
    return stored;
  }

  /// How often each writer has played each item, by the counts and by the log.
  private static Map<String, String> plays(Path data) {
    var plays = new HashMap<String, String>();
    try (var facades = Facades.open(KillTest.settings(data))) {
      facades
          .of(JdbcClient.class)
          .sql(
              """
              select p.value || ' ' || i.value as what, a.count || ' ' || l.count as counts
              from activity a
              join person_key p on p.person = a.person and p.source = 'kill'
              join item_key i on i.item = a.item and i.source = 'kill'
              join (select person, item, sum(value) as count from interaction_log where type = 4
                    group by person, item) l on l.person = a.person and l.item = a.item
              where a.type = 4
              """)
          .query(row -> {
            plays.put(row.getString("what"), row.getString("counts"));
          });
    }
    return plays;
  }

  private Map<String, String> expectedPlays() {
    var batches = sent.stream().collect(Collectors.groupingBy(KilledBatchesTest::writer));
    var plays = new HashMap<String, String>();
    batches.forEach((writer, keys) ->
        IntStream.rangeClosed(1, ITEMS)
            .forEach(item -> plays.put(writer + " " + item, keys.size() + " " + keys.size())));
    return plays;
  }
}
