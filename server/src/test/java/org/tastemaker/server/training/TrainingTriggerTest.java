package org.tastemaker.server.training;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.tastemaker.server.job.JobBench;
import org.tastemaker.server.job.JobFilter;
import org.tastemaker.server.job.Jobs;

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

  private TrainingTrigger trigger(Duration later) {
    return new TrainingTrigger(
        jobs.jobs(),
        bench.rows,
        bench.jdbc,
        bench.settings,
        Clock.fixed(Instant.now().plus(later), ZoneOffset.UTC));
  }

  @Test
  void nothingIsDueWhereNothingHappened() {
    assertThat(trigger(Duration.ofDays(9)).reason()).isEmpty();
  }

  @Test
  void firstInteractionsAreTrainedOn() {
    bench.tastes(20, 20);
    assertThat(trigger(Duration.ZERO).reason()).contains("the first interactions came in");
  }

  @Test
  void trainingIsDueWhenEnoughIsNew() {
    bench.tastes(60, 40);
    bench.train("{}");
    assertThat(trigger(Duration.ZERO).reason()).isEmpty();
    for (int item = 100; item < 149; item++) {
      bench.rate(1, item, 400);
    }
    assertThat(trigger(Duration.ZERO).reason()).isEmpty();
    bench.rate(1, 149, 400);
    assertThat(trigger(Duration.ZERO).reason()).contains("50 new interactions");
  }

  @Test
  void trainingIsDueAfterAWhileIfAnythingHappened() {
    bench.tastes(60, 40);
    bench.train("{}");
    assertThat(trigger(Duration.ofHours(7)).reason()).isEmpty();
    bench.rate(1, 100, 400);
    assertThat(trigger(Duration.ofHours(5)).reason()).isEmpty();
    assertThat(trigger(Duration.ofHours(7)).reason()).contains("the last training is long ago");
  }

  @Test
  void trainingThatWentWrongIsNotTriedAgainAtOnce() {
    bench.tastes(20, 20);
    Jobs all = jobs.jobs();
    all.cancel(all.request("train", Map.of(), "test").id());
    assertThat(trigger(Duration.ZERO).reason()).isEmpty();
    assertThat(trigger(Duration.ofHours(1)).reason()).isPresent();
  }

  @Test
  void atMostOneTrainingIsAskedFor() {
    bench.tastes(20, 20);
    trigger(Duration.ZERO).run();
    trigger(Duration.ZERO).run();
    assertThat(jobs.jobs().recent(JobFilter.newest(10))).hasSize(1);
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
