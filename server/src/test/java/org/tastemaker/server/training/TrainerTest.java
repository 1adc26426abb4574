package org.tastemaker.server.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.tastemaker.engine.data.Profile;
import org.tastemaker.server.json.Json;
import org.tastemaker.server.training.RollbackResult.CannotServe;
import org.tastemaker.server.training.RollbackResult.NoSuchModel;
import org.tastemaker.server.training.RollbackResult.NoneBefore;
import org.tastemaker.server.training.RollbackResult.NothingLive;
import org.tastemaker.server.training.RollbackResult.RolledBack;
import org.tastemaker.server.training.TrainOutcome.Result;
import org.tastemaker.server.training.TrainOutcome.RoleOutcome;
import org.tastemaker.server.training.TrainingBench.Listener;

/// From interactions to models that serve, on a real database.
final class TrainerTest {
  private static final String RANKING = "{\"roles\": [\"ranking\"]}";
  private static final String POOR =
      "{\"roles\": [\"ranking\"], \"algorithms\": {\"ranking\": {\"type\": \"ImplicitAls\","
          + " \"factors\": 1, \"iterations\": 1, \"regularisation\": 10}}}";

  private TrainingBench bench;

  @BeforeEach
  void open() {
    bench = new TrainingBench();
  }

  @AfterEach
  void close() {
    bench.close();
  }

  @Test
  void everyRoleGetsAModelThatServes() {
    bench.tastes(120, 80);
    var outcome = bench.train("{}");
    assertThat(outcome.models()).extracting(RoleOutcome::result).containsOnly(Result.PUBLISHED);
    assertThat(outcome.people()).isEqualTo(120);
    for (var role : ModelRole.values()) {
      var model = bench.live.of(role).orElseThrow();
      assertThat(model.role()).isEqualTo(role);
      assertThat(model.items().size()).isEqualTo(80);
    }
  }

  @Test
  void publishedModelKnowsTastes() {
    bench.tastes(120, 80);
    bench.train(RANKING);
    var model = bench.live.of(ModelRole.RANKING).orElseThrow();
    var likesOnes = new int[] {model.items().indexOf(1), model.items().indexOf(5)};
    var taste = model.model().foldIn(new Profile(likesOnes, new float[] {1, 1}));
    assertThat(taste.score(model.items().indexOf(9)))
        .isGreaterThan(2 * taste.score(model.items().indexOf(10)));
  }

  @Test
  void historyTellsHowGoodAModelIs() {
    bench.tastes(120, 80);
    bench.train("{\"roles\": [\"ranking\", \"rating\"]}");
    var ranking = bench.models.history(ModelRole.RANKING, 10).getFirst();
    assertThat(ranking.metrics())
        .extracting(Measured::metric)
        .containsExactly("ndcg@10", "recall@20");
    var ndcg = ranking.metrics().getFirst();
    assertThat(ndcg.model().value()).isGreaterThan(ndcg.baseline().value());
    assertThat(ndcg.model().low()).isLessThan(ndcg.model().value());
    assertThat(ndcg.baselineName()).isEqualTo("popularity");
    assertThat(ranking.verdict()).startsWith("Accepted: its ndcg@10 of 0.");
    assertThat(ranking.algorithm().path("factors").asInt()).isEqualTo(16);
    assertThat(ranking.live()).isTrue();
    assertThat(ranking.stored()).isTrue();
    var rmse = bench.models.history(ModelRole.RATING, 10).getFirst().metrics().getFirst();
    assertThat(rmse.metric()).isEqualTo("rmse");
    assertThat(rmse.model().value()).isLessThan(rmse.baseline().value());
  }

  @Test
  void worseModelIsRefusedAndTheLiveOneServesOn() {
    bench.tastes(120, 80);
    bench.train(RANKING);
    var serving = bench.live.of(ModelRole.RANKING).orElseThrow();

    var refused = bench.train(POOR).models().getFirst();

    assertThat(refused.result()).isEqualTo(Result.REFUSED);
    assertThat(refused.verdict()).startsWith("Refused:");
    bench.live.refresh();
    assertThat(bench.live.of(ModelRole.RANKING)).containsSame(serving);
    var row = bench.models.find(idOf(refused)).orElseThrow();
    assertThat(row.accepted()).isFalse();
    assertThat(row.sha256()).isNull();
  }

  @Test
  void worseThanTheLiveOneThoughBetterThanPopularityIsRefused() {
    bench.tastes(120, 80);
    bench.train(RANKING);
    var weak =
        "{\"roles\": [\"ranking\"], \"algorithms\": {\"ranking\": {\"type\": \"ImplicitAls\","
            + " \"factors\": 2, \"iterations\": 2}}}";
    var outcome = bench.train(weak).models().getFirst();
    assertThat(outcome.metrics().getFirst().live()).isNotNull();
    assertThat(outcome.verdict()).contains("than that of the live model's algorithm");
    assertThat(outcome.result()).isEqualTo(Result.REFUSED);
  }

  @Test
  void firstModelOfTinyDataIsNotJudged() {
    bench.tastes(8, 12);
    var outcome = bench.train(RANKING).models().getFirst();
    assertThat(outcome.result()).isEqualTo(Result.PUBLISHED);
    assertThat(outcome.verdict()).startsWith("Not judged: only ");
    assertThat(bench.live.of(ModelRole.RANKING)).isPresent();
  }

  @Test
  void oneRatingIsEnoughForAllRoles() {
    bench.rate(1, 1, 500);
    assertThat(bench.train("{}").models())
        .extracting(RoleOutcome::result)
        .containsOnly(Result.PUBLISHED);
  }

  @Test
  void nothingAtAllIsAnOutcome() {
    var outcome = bench.train("{}");
    assertThat(outcome.models()).isEmpty();
    assertThat(outcome.summary()).contains("nothing to learn from");
    assertThat(bench.live.of(ModelRole.RANKING)).isEmpty();
  }

  @Test
  void playsAloneTrainAllButRatings() {
    for (int person = 1; person <= 20; person++) {
      bench.act(person, 1 + person % 5, 4, 3);
      bench.act(person, 6, 4, 1);
    }
    var outcome = bench.train("{}");
    assertThat(outcome.models())
        .filteredOn(role -> role.result() == Result.SKIPPED)
        .extracting(RoleOutcome::role)
        .containsExactly(ModelRole.RATING);
    assertThat(outcome.summary()).isEqualTo("ranking, similar, popular published; rating skipped.");
  }

  @Test
  void progressRisesAndSaysWhatIsDone() {
    bench.tastes(60, 40);
    var listener = new Listener(Json.mapper().createObjectNode());
    bench.kind().run(listener);
    assertThat(listener.shares).isSorted();
    assertThat(listener.steps)
        .anyMatch(step -> step.matches("reading [0-9,]+ ratings and activities"))
        .anyMatch(step -> step.matches("ImplicitAls .*5 of 8"))
        .anyMatch(step -> step.startsWith("testing ImplicitAls on "))
        .anyMatch(step -> step.startsWith("publishing ImplicitAls"));
    assertThat(listener.lines).anyMatch(line -> line.startsWith("ranking: Accepted"));
  }

  @Test
  void cancelledTrainingPublishesNothing() {
    bench.tastes(120, 80);
    for (var step : new String[] {"reading", "ImplicitAls, for", "testing", "publishing"}) {
      var listener = new Listener(Json.mapper().readTree(RANKING)).cancelAt(step);
      assertThatThrownBy(() -> bench.kind().run(listener))
          .isInstanceOf(CancellationException.class);
    }
    assertThat(bench.models.history(null, 10)).isEmpty();
  }

  @Test
  void sameDataAndSeedGiveTheSameBytes() {
    bench.tastes(60, 40);
    bench.train(RANKING);
    bench.train(RANKING);
    var hashes =
        bench.models.history(ModelRole.RANKING, 2).stream().map(TrainedModel::sha256).toList();
    assertThat(hashes).hasSize(2).doesNotContainNull();
    assertThat(hashes.getFirst()).isEqualTo(hashes.getLast());
  }

  @Test
  void rollingBackServesTheModelBefore() {
    bench.tastes(60, 40);
    assertThat(bench.models.rollBack(ModelRole.RANKING, Optional.empty(), null))
        .isEqualTo(new NothingLive());
    long first = published("{}");
    assertThat(bench.models.rollBack(ModelRole.RANKING, Optional.empty(), null))
        .isEqualTo(new NoneBefore(first));
    long second = published("{}");
    long third = published("{}");
    assertThat(serving()).isEqualTo(third);

    var back = bench.models.rollBack(ModelRole.RANKING, Optional.empty(), null);

    assertThat(back)
        .isInstanceOfSatisfying(RolledBack.class, it -> assertThat(it.to().id()).isEqualTo(second));
    assertThat(serving()).isEqualTo(second);
    bench.models.rollBack(ModelRole.RANKING, Optional.empty(), null);
    assertThat(serving()).isEqualTo(first);
    bench.models.rollBack(ModelRole.RANKING, Optional.of(third), null);
    assertThat(serving()).isEqualTo(third);
  }

  @Test
  void refusedAndUnknownModelsCannotServe() {
    bench.tastes(120, 80);
    bench.train(RANKING);
    long refused = idOf(bench.train(POOR).models().getFirst());
    assertThat(bench.models.rollBack(ModelRole.RANKING, Optional.of(refused), null))
        .isInstanceOf(CannotServe.class);
    assertThat(bench.models.rollBack(ModelRole.RANKING, Optional.of(4711L), null))
        .isEqualTo(new NoSuchModel());
  }

  @Test
  void bytesOfOldModelsAreClearedAwayButTheLiveOnesStay() {
    bench.settings = TrainingBench.settings(2);
    bench.tastes(60, 40);
    long first = published("{\"seed\": 1}");
    published("{\"seed\": 2}");
    bench.models.rollBack(ModelRole.RANKING, Optional.of(first), null);
    published("{\"seed\": 3}");
    bench.models.rollBack(ModelRole.RANKING, Optional.of(first + 1), null);
    published("{\"seed\": 4}");
    assertThat(bench.models.history(ModelRole.RANKING, 10))
        .extracting(TrainedModel::stored)
        .containsExactly(true, true, false, false);
    assertThat(bench.models.rollBack(ModelRole.RANKING, Optional.of(first), null))
        .isInstanceOf(CannotServe.class);
  }

  private long published(String parameters) {
    var json =
        parameters.equals("{}")
            ? "{\"roles\": [\"ranking\"]}"
            : parameters.replace("{", "{\"roles\": [\"ranking\"], ");
    var outcome = bench.train(json).models().getFirst();
    assertThat(outcome.result()).isEqualTo(Result.PUBLISHED);
    return idOf(outcome);
  }

  private static long idOf(RoleOutcome outcome) {
    return Objects.requireNonNull(outcome.model());
  }

  private long serving() {
    bench.live.refresh();
    return bench.live.of(ModelRole.RANKING).orElseThrow().id();
  }

  @Test
  void bytesWithoutAPointerChangeNothing() {
    bench.tastes(60, 40);
    long first = published("{}");
    var orphan = bench.store.put(out -> out.write(new byte[3_000_000]));
    assertThat(bench.store.isWhole(orphan)).isTrue();
    assertThat(serving()).isEqualTo(first);
    bench.publisher.clear(3);
    assertThat(bench.store.isWhole(orphan)).isFalse();
    assertThat(serving()).isEqualTo(first);
  }

  @Test
  void modelWhoseBytesAreNotAllThereIsNotPublished() {
    bench.tastes(60, 40);
    long first = published("{}");
    var blob = bench.store.put(out -> out.write(new byte[3_000_000]));
    bench
        .jdbc
        .sql("delete from model_chunk where sha256 = :h and number = 1")
        .param("h", blob.sha256())
        .update();
    var row = bench.models.find(first).orElseThrow();
    var draft =
        new ModelRows.Draft(
            ModelRole.RANKING,
            row.algorithm(),
            null,
            row.preference(),
            1,
            1,
            1,
            1,
            1,
            row.metrics(),
            new Verdict(true, "yes"),
            blob,
            null);
    assertThatThrownBy(() -> bench.publisher.publish(draft, blob))
        .isInstanceOf(DamagedBlobException.class);
    assertThat(bench.models.history(null, 10)).hasSize(1);
    assertThat(serving()).isEqualTo(first);
  }

  @Test
  void damagedChunkIsRefusedAndTheOldModelServesOn() {
    bench.tastes(60, 40);
    long first = published("{\"seed\": 1}");
    assertThat(serving()).isEqualTo(first);
    long second = published("{\"seed\": 2}");
    var sha256 = bench.models.find(second).orElseThrow().sha256();
    bench
        .jdbc
        .sql(
            "update model_chunk set bytes = set_byte(bytes, 100, 255 - get_byte(bytes, 100)) where sha256 = :h")
        .param("h", sha256)
        .update();
    var otherNode = new ModelStore(bench.jdbc, bench.folder.resolve("other"));
    var live = new LiveModels(bench.rows, otherNode);
    assertThat(live.of(ModelRole.RANKING)).isEmpty();
    bench.models.rollBack(ModelRole.RANKING, Optional.empty(), null);
    live.refresh();
    assertThat(live.of(ModelRole.RANKING).orElseThrow().id()).isEqualTo(first);
    bench.models.rollBack(ModelRole.RANKING, Optional.of(second), null);
    live.refresh();
    assertThat(live.of(ModelRole.RANKING).orElseThrow().id()).isEqualTo(first);
  }

  @Test
  void damagedCacheFileIsFetchedAnew() throws IOException {
    bench.tastes(60, 40);
    long id = published("{}");
    var row = bench.models.find(id).orElseThrow();
    var file = bench.folder.resolve(String.valueOf(row.sha256()));
    var bytes = Files.readAllBytes(file);
    bytes[bytes.length / 2] ^= 1;
    Files.write(file, bytes);
    assertThat(serving()).isEqualTo(id);
    assertThat(ByteBuffer.wrap(Files.readAllBytes(file))).isNotEqualTo(ByteBuffer.wrap(bytes));
  }

  @Test
  void badParametersAreRefusedBySentence() {
    var kind = bench.kind();
    assertRefused(kind, "{\"rolls\": []}", "no parameter \"rolls\"");
    assertRefused(kind, "{\"roles\": []}", "at least one role");
    assertRefused(kind, "{\"roles\": [\"magic\"]}", "roles");
    assertRefused(kind, "{\"seed\": \"x\"}", "seed");
    assertRefused(
        kind,
        "{\"algorithms\": {\"ranking\": {\"type\": \"Magic\"}}}",
        "There is no algorithm \"Magic\"");
    assertRefused(
        kind, "{\"algorithms\": {\"rating\": {\"type\": \"ItemKnn\"}}}", "cannot be the algorithm");
    assertRefused(
        kind,
        "{\"roles\": [\"rating\"], \"algorithms\": {\"ranking\": {\"type\": \"ItemKnn\"}}}",
        "not to be trained");
    assertRefused(kind, "{\"algorithms\": {\"ranking\": []}}", "at least one");
    assertRefused(
        kind,
        "{\"algorithms\": {\"popular\": [{\"type\": \"MostPopular\"}, {\"type\": \"RandomOrder\"}]}}",
        "popular takes one algorithm");
    assertRefused(kind, "{\"search\": \"perhaps\"}", "search");
  }

  private static void assertRefused(TrainKind kind, String parameters, String sentence) {
    assertThatThrownBy(() -> kind.check(Json.mapper().readTree(parameters)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(sentence);
  }

  @Test
  void followersHearOfANewModel() throws InterruptedException {
    bench.tastes(60, 40);
    try (var follower =
        new ModelFollower(bench.live, bench.database.notifications(), Duration.ofMinutes(5))) {
      follower.start();
      assertThat(bench.live.of(ModelRole.RANKING)).isEmpty();
      long id = published("{}");
      for (int i = 0; i < 200 && bench.live.of(ModelRole.RANKING).isEmpty(); i++) {
        Thread.sleep(20);
      }
      assertThat(bench.live.of(ModelRole.RANKING).orElseThrow().id()).isEqualTo(id);
    }
  }
}
