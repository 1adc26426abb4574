package org.tastemaker.server.training;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tastemaker.engine.algorithm.BiasedMf;
import org.tastemaker.engine.algorithm.ImplicitAls;
import org.tastemaker.engine.data.PreferenceMapping;
import org.tastemaker.server.catalogue.Catalogue;
import org.tastemaker.server.catalogue.ItemDraft;
import org.tastemaker.server.catalogue.Kind;
import org.tastemaker.server.catalogue.PutResult;
import org.tastemaker.server.catalogue.TestCatalogue;
import org.tastemaker.server.id.SourceKey;
import org.tastemaker.server.job.JobBench;
import org.tastemaker.server.job.JobFilter;
import org.tastemaker.server.job.Jobs;
import org.tastemaker.server.training.TrainingSettings.ThresholdSettings;

final class TrainingTriggerTest {
  private JobBench jobs;
  private TrainingBench bench;

  @BeforeEach
  void open() {
    jobs = new JobBench();
    bench = new TrainingBench(jobs.database());
    jobs.add(bench.kind());
  }

  @AfterEach
  void close() {
    jobs.close();
    bench.close();
  }

  private TrainingPlanner planner(Duration later) {
    return new TrainingPlanner(
        jobs.jobs(),
        bench.rows,
        new NewsRows(bench.jdbc),
        bench.settings,
        Clock.fixed(Instant.now().plus(later), ZoneOffset.UTC));
  }

  private TrainingTrigger trigger(Duration later) {
    return new TrainingTrigger(jobs.jobs(), planner(later), Duration.ofSeconds(30));
  }

  /// Why a training is due; empty while none is.
  private Optional<String> reason(Duration later) {
    var plan = planner(later).plan();
    return plan.waitsFor() != null || plan.due().isEmpty()
        ? Optional.empty()
        : Optional.of(plan.reason());
  }

  @Test
  void nothingIsDueWhereNothingHappened() {
    assertThat(reason(Duration.ofDays(9))).isEmpty();
  }

  @Test
  void firstInteractionsAreTrainedOn() {
    bench.tastes(20, 20);
    assertThat(reason(Duration.ZERO)).contains("the first interactions came in");
  }

  @Test
  void trainingIsDueWhenEnoughIsNew() {
    bench.tastes(60, 40);
    bench.train("{}");
    assertThat(reason(Duration.ZERO)).isEmpty();
    for (int item = 100; item < 149; item++) {
      bench.rate(1, item, 400);
    }
    assertThat(reason(Duration.ZERO)).isEmpty();
    bench.rate(1, 149, 400);
    assertThat(reason(Duration.ZERO)).contains("50 new interactions");
  }

  @Test
  void trainingIsDueAfterAWhileIfAnythingHappened() {
    bench.tastes(60, 40);
    bench.train("{}");
    assertThat(reason(Duration.ofHours(7))).isEmpty();
    bench.rate(1, 100, 400);
    assertThat(reason(Duration.ofHours(5))).isEmpty();
    assertThat(reason(Duration.ofHours(7))).contains("the last training is long ago");
  }

  @Test
  void trainingThatWentWrongIsNotTriedAgainAtOnce() {
    bench.tastes(20, 20);
    Jobs all = jobs.jobs();
    all.cancel(all.request("train", Map.of(), "test").id());
    assertThat(reason(Duration.ZERO)).isEmpty();
    assertThat(reason(Duration.ofHours(1))).isPresent();
  }

  @Test
  void atMostOneTrainingIsAskedFor() {
    bench.tastes(20, 20);
    trigger(Duration.ZERO).run();
    trigger(Duration.ZERO).run();
    assertThat(jobs.jobs().recent(JobFilter.newest(10))).hasSize(1);
  }

  @Test
  void onlyWhatHasSomethingNewIsTrained() {
    bench.tastes(60, 40);
    bench.train("{}");
    for (int item = 100; item < 150; item++) {
      bench.rate(1, item, 400);
    }
    bench.train("{\"roles\": [\"ranking\", \"similar\", \"popular\"]}");

    var plan = planner(Duration.ZERO).plan();
    assertThat(plan.due()).containsExactly(ModelRole.RATING);
    trigger(Duration.ZERO).run();
    var asked = jobs.jobs().recent(JobFilter.newest(1)).getFirst();
    assertThat(asked.parameters().path("roles").toString()).isEqualTo("[\"rating\"]");
    assertThat(asked.reason()).isEqualTo("50 new interactions");
    assertThat(planner(Duration.ZERO).plan().waitsFor())
        .isEqualTo("job %d (train) is waiting".formatted(asked.id()));
  }

  /// Comments, watchlists, progress and declines, as the log numbers them.
  @ParameterizedTest
  @ValueSource(ints = {7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21})
  void whatNoModelLearnsFromIsNoReason(int type) {
    log(type, 60);
    var plan = planner(Duration.ofDays(1)).plan();
    assertThat(plan.due()).isEmpty();
    assertThat(plan.trainings())
        .allSatisfy(role -> {
          assertThat(role.newInteractions()).isZero();
          assertThat(role.reason()).isEqualTo("nothing new");
        });
  }

  @ParameterizedTest
  @ValueSource(ints = {3, 4, 5, 6})
  void activitiesAreNewToThoseThatLearnFromThem(int type) {
    log(type, 60);
    assertThat(planner(Duration.ZERO).plan().due())
        .containsExactly(ModelRole.RANKING, ModelRole.SIMILAR, ModelRole.POPULAR);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void ratingsAndTheirWithdrawalAreNewToAll(int type) {
    log(type, 60);
    assertThat(planner(Duration.ZERO).plan().due()).containsExactly(ModelRole.values());
  }

  @Test
  void activitiesWithoutWeightTrainNothing() {
    assertThat(Evidence.types(new ImplicitAls(), new PreferenceMapping()))
        .containsExactly(1, 2, 3, 4, 5, 6);
    assertThat(Evidence.types(new ImplicitAls(), new PreferenceMapping(3.5, 0, 0, 0.5, 1, 0)))
        .containsExactly(1, 2, 4, 5);
    assertThat(Evidence.types(new BiasedMf(), new PreferenceMapping())).containsExactly(1, 2);
  }

  @Test
  void theShareIsOfWhatTheRolesOwnModelLearntFrom() {
    bench.tastes(60, 40);
    for (int person = 1; person <= 60; person++) {
      for (int item = 100; item < 160; item++) {
        bench.act(person, item, 4, 1);
      }
    }
    bench.train("{}");
    log(1, 60);
    assertThat(planner(Duration.ZERO).plan().due()).containsExactly(ModelRole.RATING);
  }

  /// So many interactions of a type, as the log has them.
  private void log(int type, int count) {
    bench
        .jdbc
        .sql(
            """
            insert into interaction_log (occurred_at, person, item, value, type)
            select now(), 1, n, 1, :type from generate_series(1, :count) n
            """)
        .param("type", type)
        .param("count", count)
        .update();
  }

  @Test
  void aKindMayHaveThresholdsOfItsOwn() {
    bench.settings =
        TrainingBench.settings(
            3,
            0,
            Map.of(
                ModelRole.SIMILAR, Map.of("game", new ThresholdSettings(2L, null)),
                ModelRole.RANKING, Map.of("game", new ThresholdSettings(null, 3L))));
    bench.tastes(60, 40);
    bench.train("{}");
    var catalogue = TestCatalogue.on(jobs.database()).catalogue();
    int movie = put(catalogue, Kind.MOVIE, "a");
    int game = put(catalogue, Kind.GAME, "b");
    bench.rate(101, movie, 400);
    bench.rate(102, game, 400);
    bench.rate(103, game, 400);
    assertThat(planner(Duration.ZERO).plan().due()).isEmpty();

    bench.rate(104, game, 400);
    assertThat(reason(Duration.ZERO)).contains("3 new interactions with items of the kind game");
    put(catalogue, Kind.GAME, "c");
    var plan = planner(Duration.ZERO).plan();
    assertThat(plan.due()).containsExactly(ModelRole.RANKING, ModelRole.SIMILAR);
    assertThat(plan.reason())
        .isEqualTo(
            "ranking: 3 new interactions with items of the kind game; similar: 2 new items of the kind game");
    var ranking = plan.trainings().getFirst();
    assertThat(ranking.newItems()).isEqualTo(3);
    assertThat(ranking.newInteractions()).isEqualTo(4);
    assertThat(ranking.kinds())
        .containsExactly(
            new TrainingPlan.KindNews("game", 2, 3, null, 3L),
            new TrainingPlan.KindNews("movie", 1, 1, null, null));
  }

  private static int put(Catalogue catalogue, Kind kind, String name) {
    return switch (catalogue.put(new SourceKey("test", name), ItemDraft.of(kind, name), null)) {
      case PutResult.Created(int id) -> id;
      case PutResult.Changed(int id, var _) -> id;
      case PutResult.Unchanged(int id) -> id;
    };
  }

  @Test
  void newItemsAloneAreAReasonWhereTheSettingsSaySo() {
    bench.settings = TrainingBench.settings(3, 2, Map.of());
    bench.tastes(60, 40);
    bench.train("{}");
    var catalogue = TestCatalogue.on(jobs.database());
    catalogue.movies(1);
    assertThat(reason(Duration.ZERO)).isEmpty();
    catalogue.movies(2);
    assertThat(reason(Duration.ZERO)).contains("2 new items");
  }

  @Test
  void aRoleThatHasNothingToLearnFromIsNotTriedAllTheTime() {
    for (int person = 1; person <= 30; person++) {
      bench.act(person, 1 + person % 7, 3, 2);
      jobs.database()
          .jdbc()
          .sql(
              "insert into interaction_log (occurred_at, person, item, value, type) values (now(), :p, 1, 2, 3)")
          .param("p", person)
          .update();
    }
    log(2, 30);
    trigger(Duration.ZERO).run();
    jobs.worker().start();
    long id = jobs.jobs().recent(JobFilter.newest(1)).getFirst().id();
    var done = jobs.await(id, job -> job.state().ended());
    assertThat(String.valueOf(done.outcome())).contains("skipped");
    assertThat(planner(Duration.ZERO).plan().due()).isEmpty();
  }

  @Test
  void workerTrainsByItself() {
    bench.tastes(60, 40);
    trigger(Duration.ZERO).run();
    jobs.worker().start();
    long id = jobs.jobs().recent(JobFilter.newest(1)).getFirst().id();
    assertThat(jobs.await(id, job -> job.state().ended()).problem()).isNull();
    assertThat(bench.live.of(ModelRole.RANKING)).isPresent();
    assertThat(bench.models.history(null, 1).getFirst().job()).isEqualTo(id);
  }

  @Test
  void trainingIsCancelledInTheMiddle() {
    bench.tastes(60, 40);
    var endless =
        Map.of(
            "roles",
            java.util.List.of("rating"),
            "algorithms",
            Map.of("rating", Map.of("type", "BiasedMf", "iterations", 10_000, "factors", 1000)));
    long id = jobs.jobs().request("train", endless, "test").id();
    jobs.worker().start();
    jobs.await(id, job -> job.step().contains("pass"));
    long asked = System.nanoTime();
    jobs.jobs().cancel(id);
    assertThat(jobs.await(id, job -> job.state().ended()).state().label()).isEqualTo("cancelled");
    assertThat(Duration.ofNanos(System.nanoTime() - asked)).isLessThan(Duration.ofSeconds(2));
    assertThat(bench.models.history(null, 1)).isEmpty();
  }
}
