package org.tastemaker.server.training;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tastemaker.server.cli.TestServer;
import org.tastemaker.server.job.Worker;
import org.tastemaker.server.json.Json;
import tools.jackson.databind.JsonNode;

/// Jobs and models over HTTP, with a real port, database and worker.
final class TrainingRoutesTest {
  private static TestServer server;

  @BeforeAll
  static void start() {
    server = TestServer.start();
    TestTastes.fill(server.database().jdbc(), 60, 40);
    server.of(Worker.class).start();
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  private static JsonNode trained(String parameters) {
    var asked =
        server.post("/api/v1/jobs", "{\"kind\": \"train\", \"parameters\": " + parameters + "}");
    assertThat(asked.status()).isEqualTo(202);
    var address = asked.header("Location");
    assertThat(address).isEqualTo("/api/v1/jobs/" + asked.json().path("id").asLong());
    var deadline = Instant.now().plusSeconds(60);
    while (true) {
      var job = server.get(address).json();
      if (job.path("finishedAt").isString()) {
        return job;
      }
      assertThat(Instant.now()).isBefore(deadline);
      pause();
    }
  }

  private static void pause() {
    try {
      Thread.sleep(50);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void trainingIsAskedForAndItsModelsAreListed() {
    var job = trained("{\"roles\": [\"ranking\", \"popular\"]}");
    assertThat(job.path("state").asString()).isEqualTo("succeeded");
    assertThat(job.path("outcome").path("summary").asString())
        .isEqualTo("ranking, popular published.");
    var model = server.get("/api/v1/models?role=ranking&limit=1").json().path("models").path(0);
    assertThat(model.path("live").asBoolean()).isTrue();
    assertThat(model.path("metrics").path(0).path("metric").asString()).isEqualTo("ndcg@10");
    assertThat(server.get("/api/v1/models/" + model.path("id").asLong()).json()).isEqualTo(model);
    assertThat(server.get("/api/v1/health/ready").body())
        .contains("serving ")
        .contains("0 running");
    var log = server.get("/api/v1/jobs/" + job.path("id").asLong() + "/log").json();
    assertThat(log.path("lines").toString()).contains("ratings and activities of 60 people");
  }

  @Test
  void planSaysWhatWouldBeTrainedAndWhy() {
    trained("{\"roles\": [\"popular\"]}");
    var answer = server.get("/api/v1/jobs/plan");
    assertThat(answer.status()).isEqualTo(200);
    var plans = answer.json().path("trainings");
    assertThat(plans)
        .extracting(plan -> plan.path("role").asString())
        .containsExactly("ranking", "rating", "similar", "popular");
    var popular = plans.path(3);
    assertThat(popular.path("due").asBoolean()).isFalse();
    assertThat(popular.path("reason").asString()).isEqualTo("nothing new");
    assertThat(popular.path("since").asLong()).isPositive();

    server.put("/api/v1/items/test:planned", "{\"kind\":\"game\",\"title\":\"Planned\"}");
    server.post("/api/v1/items/test:planned/comments?user=test:planner", "{\"text\":\"Later.\"}");
    server.put("/api/v1/items/test:planned/watchlist?user=test:planner", "{}");
    server.post("/api/v1/items/test:planned/plays?user=test:planner", "{}");
    var after = server.get("/api/v1/jobs/plan").json().path("trainings").path(3);
    assertThat(after.path("newInteractions").asLong()).isEqualTo(1);
    assertThat(after.path("newItems").asLong()).isEqualTo(1);
    assertThat(after.path("kinds").path(0).path("kind").asString()).isEqualTo("game");
    assertThat(after.path("reason").asString()).isEqualTo("too little is new");
    assertThat(server.get("/api/v1/jobs/plan?role=popular").status()).isEqualTo(400);
    assertThat(server.get("/api/v1/jobs/plans").status()).isEqualTo(400);
  }

  @Test
  void thresholdsAreSettings() {
    try (var set =
        TestServer.start(
            Map.of(
                "tastemaker.training.thresholds.ranking.game.interactions", 7,
                "tastemaker.training.thresholds.similar.game.items", 3))) {
      var plans = set.get("/api/v1/jobs/plan").json().path("trainings");
      assertThat(plans.path(0).path("kinds"))
          .hasToString(
              "[{\"kind\":\"game\",\"newItems\":0,\"newInteractions\":0,\"interactionsNeeded\":7}]");
      assertThat(plans.path(1).path("kinds")).isEmpty();
      assertThat(plans.path(2).path("kinds"))
          .hasToString(
              "[{\"kind\":\"game\",\"newItems\":0,\"newInteractions\":0,\"itemsNeeded\":3}]");
    }
  }

  @Test
  void rollingBackMovesThePointer() {
    trained("{\"roles\": [\"ranking\"]}");
    trained("{\"roles\": [\"ranking\"]}");
    var before = server.get("/api/v1/models?role=ranking").json().path("models");
    var answer = server.post("/api/v1/models/rollback", "{\"role\": \"ranking\"}");
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.json().path("id").asLong()).isLessThan(before.path(0).path("id").asLong());
    assertThat(answer.json().path("live").asBoolean()).isTrue();
    var missing = server.post("/api/v1/models/rollback", "{\"role\": \"similar\"}");
    assertThat(missing.status()).isEqualTo(409);
    var unknown =
        server.post("/api/v1/models/rollback", "{\"role\": \"ranking\", \"model\": 4711}");
    assertThat(unknown.status()).isEqualTo(404);
  }

  @Test
  void eventsTellTheWayToTheEnd() throws IOException, InterruptedException {
    var asked =
        server.post(
            "/api/v1/jobs",
            "{\"kind\": \"train\", \"parameters\": {\"roles\": [\"rating\"], \"algorithms\": {\"rating\": {\"type\": \"BiasedMf\", \"iterations\": 20}}}}");
    long id = asked.json().path("id").asLong();
    var events = events(id);
    assertThat(events).first().extracting(Event::name).isEqualTo("job");
    assertThat(events).last().extracting(Event::name).isEqualTo("end");
    assertThat(events.getLast().data().path("state").asString()).isEqualTo("succeeded");
    assertThat(events).extracting(event -> event.data().path("progress").asDouble()).isSorted();

    var again = events(id);
    assertThat(again).extracting(Event::name).containsExactly("job", "end");
  }

  private record Event(String name, JsonNode data) {}

  private static List<Event> events(long id) throws IOException, InterruptedException {
    var request = server.request("/api/v1/jobs/" + id + "/events").timeout(Duration.ofSeconds(60));
    var events = new ArrayList<Event>();
    try (var client = HttpClient.newHttpClient()) {
      var answer = client.send(request.build(), BodyHandlers.ofLines());
      assertThat(answer.headers().firstValue("Content-Type").orElse(""))
          .startsWith("text/event-stream");
      var name = new String[] {""};
      answer
          .body()
          .forEach(line -> {
            if (line.startsWith("event: ")) {
              name[0] = line.substring(7);
            } else if (line.startsWith("data: ")) {
              events.add(new Event(name[0], Json.mapper().readTree(line.substring(6))));
            }
          });
    }
    return events;
  }

  @Test
  void jobsAreListedPageByPage() {
    for (int seed = 0; seed < 3; seed++) {
      trained("{\"roles\": [\"popular\"], \"seed\": " + seed + "}");
    }
    var first = server.get("/api/v1/jobs?kind=train&limit=2").json();
    assertThat(first.path("jobs")).hasSize(2);
    var next =
        server.get("/api/v1/jobs?kind=train&limit=2&cursor=" + first.path("next").asString());
    assertThat(next.json().path("jobs").path(0).path("id").asLong())
        .isLessThan(first.path("jobs").path(1).path("id").asLong());
    assertThat(server.get("/api/v1/jobs?limit=2&cursor=" + first.path("next").asString()).status())
        .isEqualTo(400);
  }

  @Test
  void endedJobCannotBeCancelled() {
    var job = trained("{\"roles\": [\"popular\"]}");
    var answer = server.delete("/api/v1/jobs/" + job.path("id").asLong());
    assertThat(answer.status()).isEqualTo(409);
    assertThat(answer.json().path("type").asString()).isEqualTo("/problems/job-has-ended");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{\"kind\": \"magic\"}                                       | 400 | There is no kind of job \"magic\"",
        "{\"kind\": \"train\", \"parameters\": {\"rolls\": []}}      | 400 | no parameter \"rolls\"",
        "{\"kind\": \"train\", \"parameters\": []}                   | 400 | are an object",
        "{\"kind\": \"train\", \"params\": {}}                       | 400 | There is no field \"params\"",
        "{\"kind\": \"train\", \"parameters\": {\"roles\": [\"x\"]}} | 400 | parameters",
        "{}                                                          | 400 | kind",
        "nonsense                                                    | 400 | not JSON",
      })
  void wrongRequestsAreRefused(String body, int status, String sentence) {
    var answer = server.post("/api/v1/jobs", body);
    assertThat(answer.status()).isEqualTo(status);
    assertThat(answer.header("Content-Type")).startsWith("application/problem+json");
    assertThat(answer.json().path("detail").asString()).contains(sentence);
  }

  @ParameterizedTest
  @CsvSource({
    "/api/v1/jobs/4711,404", "/api/v1/jobs/x,400", "/api/v1/jobs?state=idle,400",
    "/api/v1/jobs?kind=magic,400", "/api/v1/jobs?limit=0,400", "/api/v1/jobs?limits=3,400",
    "/api/v1/jobs?cursor=zzz,400", "/api/v1/jobs/4711/events,404", "/api/v1/jobs/4711/log,404",
    "/api/v1/models/4711,404", "/api/v1/models?role=magic,400", "/api/v1/models?limit=1000,400"
  })
  void wrongQuestionsAreRefused(String path, int status) {
    var answer = server.get(path);
    assertThat(answer.status()).isEqualTo(status);
    assertThat(answer.header("Content-Type")).startsWith("application/problem+json");
  }

  @Test
  void wrongRollbacksAreRefused() {
    assertThat(server.post("/api/v1/models/rollback", "{}").status()).isEqualTo(400);
    assertThat(server.post("/api/v1/models/rollback", "{\"role\": \"x\"}").status()).isEqualTo(400);
    assertThat(
            server.post("/api/v1/models/rollback", "{\"role\": \"ranking\", \"to\": 1}").status())
        .isEqualTo(400);
  }
}
