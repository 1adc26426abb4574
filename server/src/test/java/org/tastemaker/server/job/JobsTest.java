package org.tastemaker.server.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Jobs on a real database, with real workers.
final class JobsTest {
  private JobBench bench;

  @BeforeEach
  void open() {
    bench = new JobBench();
  }

  @AfterEach
  void close() {
    bench.close();
  }

  @Test
  void jobRunsAndItsOutcomeStays() {
    bench.kind("greet", context -> Map.of("greeting", "hello " + name(context)));
    bench.worker().start();
    long id = bench.jobs().request("greet", Map.of("name", "Ada"), "test").id();

    var job = bench.await(id, JobsTest::ended);

    assertThat(job.state()).isEqualTo(JobState.SUCCEEDED);
    assertThat(String.valueOf(job.outcome())).isEqualTo("{\"greeting\":\"hello Ada\"}");
    assertThat(job.progress()).isEqualTo(1);
    assertThat(job.attempts()).isEqualTo(1);
    assertThat(job.owner()).isNull();
    assertThat(job.finishedAt()).isNotNull();
  }

  private static String name(JobContext context) {
    return context.parameters().path("name").asString();
  }

  @Test
  void jobThatWasQueuedIsBegunAtOnce() {
    var begun = new ConcurrentLinkedQueue<Instant>();
    bench.kind("now", _ -> begun.add(Instant.now()));
    bench.worker().start();
    bench.await(bench.jobs().request("now", Map.of(), "test").id(), JobsTest::ended);
    var asked = Instant.now();
    bench.await(bench.jobs().request("now", Map.of(), "test").id(), JobsTest::ended);
    assertThat(Duration.between(asked, List.copyOf(begun).getLast()))
        .isLessThan(Duration.ofMillis(900));
  }

  @Test
  void progressAndLogAreSeenWhileItRuns() {
    var go = new CountDownLatch(1);
    bench.kind(
        "long",
        context -> {
          context.log("half way");
          context.progress(0.5, "waiting for you");
          await(go);
          return Map.of();
        });
    bench.worker().start();
    long id = bench.jobs().request("long", Map.of(), "test").id();

    var running = bench.await(id, job -> job.progress() == 0.5);

    assertThat(running.state()).isEqualTo(JobState.RUNNING);
    assertThat(running.step()).isEqualTo("waiting for you");
    assertThat(bench.jobs().log(id, 10)).extracting(JobLine::line).containsExactly("half way");
    go.countDown();
    assertThat(bench.await(id, JobsTest::ended).state()).isEqualTo(JobState.SUCCEEDED);
  }

  @Test
  void exceptionFailsTheJobWithItsMessage() {
    bench.kind(
        "bad",
        _ -> {
          throw new IllegalStateException("The moon is in the wrong place.");
        });
    bench.worker().start();
    var job = bench.await(bench.jobs().request("bad", Map.of(), "test").id(), JobsTest::ended);
    assertThat(job.state()).isEqualTo(JobState.FAILED);
    assertThat(job.problem()).isEqualTo("The moon is in the wrong place.");
    assertThat(job.attempts()).isEqualTo(1);
  }

  @Test
  void evenAnErrorLeavesNoJobRunning() {
    bench.kind(
        "worse",
        _ -> {
          throw new StackOverflowError();
        });
    bench.worker().start();
    var job = bench.await(bench.jobs().request("worse", Map.of(), "test").id(), JobsTest::ended);
    assertThat(job.state()).isEqualTo(JobState.FAILED);
    assertThat(job.problem()).contains("StackOverflowError");
  }

  @Test
  void runningJobIsCancelledWithinASecond() {
    bench.kind("endless", JobsTest::untilCancelled);
    bench.worker().start();
    long id = bench.jobs().request("endless", Map.of(), "test").id();
    bench.await(id, job -> job.state() == JobState.RUNNING);
    var asked = Instant.now();

    assertThat(bench.jobs().cancel(id)).isEqualTo(new CancelResult.Cancelling());

    assertThat(bench.await(id, JobsTest::ended).state()).isEqualTo(JobState.CANCELLED);
    assertThat(Duration.between(asked, Instant.now())).isLessThan(Duration.ofSeconds(1));
    assertThat(bench.jobs().cancel(id))
        .isEqualTo(new CancelResult.AlreadyEnded(JobState.CANCELLED));
  }

  @Test
  void cancelledQueuedJobNeverRuns() {
    var ran = new ConcurrentLinkedQueue<Long>();
    bench.kind("note", context -> ran.add(context.id()));
    long cancelled = bench.jobs().request("note", Map.of(), "test").id();
    long other = bench.jobs().request("note", Map.of(), "test").id();
    assertThat(bench.jobs().cancel(cancelled)).isEqualTo(new CancelResult.Cancelled());
    bench.worker().start();
    bench.await(other, JobsTest::ended);
    bench.awaitEmptyQueue();
    assertThat(ran).containsExactly(other);
    assertThat(bench.jobs().find(cancelled).orElseThrow().attempts()).isZero();
  }

  @Test
  void nobodyCancelsWhatThereIsNot() {
    assertThat(bench.jobs().cancel(4711)).isEqualTo(new CancelResult.NoSuchJob());
  }

  @Test
  void unknownKindIsRefusedByName() {
    bench.kind("known", _ -> Map.of());
    assertThatThrownBy(() -> bench.jobs().request("unknown", Map.of(), "test"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("There is no kind of job \"unknown\"; there are known.");
    assertThatThrownBy(() -> bench.jobs().request("known", List.of(1), "test"))
        .hasMessage("The parameters of a job are an object.");
  }

  @Test
  void waitingJobOfAnExclusiveKindIsNotQueuedTwice() {
    bench.exclusive("train", _ -> Map.of());
    bench.kind("copy", _ -> Map.of());
    var first = bench.jobs().request("train", Map.of("seed", 1), "test");
    assertThat(first.alreadyQueued()).isFalse();
    assertThat(bench.jobs().request("train", Map.of("seed", 1), "again"))
        .isEqualTo(new Requested(first.id(), true));
    assertThat(bench.jobs().request("train", Map.of("seed", 2), "other").alreadyQueued()).isFalse();
    assertThat(bench.jobs().request("copy", Map.of(), "test").id())
        .isNotEqualTo(bench.jobs().request("copy", Map.of(), "test").id());
  }

  @Test
  void oneJobOfAnExclusiveKindRunsAtATime() {
    var together = new ConcurrentLinkedQueue<Integer>();
    var inside = new java.util.concurrent.atomic.AtomicInteger();
    bench.exclusive(
        "train",
        _ -> {
          together.add(inside.incrementAndGet());
          sleep(300);
          return inside.decrementAndGet();
        });
    bench.worker().start();
    bench.worker().start();
    var ids = new ArrayList<Long>();
    for (int seed = 0; seed < 4; seed++) {
      ids.add(bench.jobs().request("train", Map.of("seed", seed), "test").id());
    }
    ids.forEach(id -> bench.await(id, JobsTest::ended));
    assertThat(together).containsExactly(1, 1, 1, 1);
  }

  @Test
  void twoWorkersNeverRunTheSameJob() {
    var runs = new ConcurrentLinkedQueue<Long>();
    bench.kind("note", context -> runs.add(context.id()));
    bench.worker().start();
    bench.worker().start();
    var ids = new ArrayList<Long>();
    for (int i = 0; i < 60; i++) {
      ids.add(bench.jobs().request("note", Map.of(), "test").id());
    }
    ids.forEach(id -> bench.await(id, JobsTest::ended));
    assertThat(runs).containsExactlyInAnyOrderElementsOf(ids);
  }

  @Test
  void workerOfOneJobLeavesTheOthersAndTheChoresAlone() throws InterruptedException {
    var runs = new ConcurrentLinkedQueue<Long>();
    var swept = new CountDownLatch(1);
    bench.kind("note", context -> runs.add(context.id()));
    bench.chore("sweep", Duration.ofMillis(100), swept::countDown);
    long other = bench.jobs().request("note", Map.of(), "test").id();
    long asked = bench.jobs().request("note", Map.of(), "test").id();

    bench.worker().startOnly(asked);
    bench.await(asked, JobsTest::ended);
    assertThat(bench.jobs().find(other).orElseThrow().state()).isEqualTo(JobState.QUEUED);
    assertThat(runs).containsExactly(asked);
    assertThat(swept.await(500, TimeUnit.MILLISECONDS)).isFalse();

    bench.worker().start();
    bench.await(other, JobsTest::ended);
    assertThat(runs).containsExactly(asked, other);
    assertThat(swept.await(10, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void workerOfOneJobGivesItBackWhenStopped() {
    bench.kind("endless", JobsTest::untilCancelled);
    long id = bench.jobs().request("endless", Map.of(), "test").id();
    var worker = bench.worker();
    worker.startOnly(id);
    bench.await(id, job -> job.state() == JobState.RUNNING);
    worker.close();
    assertThat(bench.jobs().find(id).orElseThrow().state()).isEqualTo(JobState.QUEUED);
  }

  @Test
  void stoppingWorkerGivesItsJobBack() {
    bench.kind("endless", JobsTest::untilCancelled);
    var worker = bench.worker();
    worker.start();
    long id = bench.jobs().request("endless", Map.of(), "test").id();
    bench.await(id, job -> job.state() == JobState.RUNNING);
    worker.close();
    var job = bench.jobs().find(id).orElseThrow();
    assertThat(job.state()).isEqualTo(JobState.QUEUED);
    assertThat(job.attempts()).isZero();
    bench.worker().start();
    bench.await(id, again -> again.state() == JobState.RUNNING);
  }

  @Test
  void jobOfADeadWorkerIsTakenOverAndTheDeadIsFencedOff() {
    bench.kind("brief", _ -> Map.of());
    long id = bench.jobs().request("brief", Map.of(), "test").id();
    var claim = bench.beginAsADyingWorker(id);

    bench.worker().start();
    var job = bench.await(id, JobsTest::ended);

    assertThat(job.state()).isEqualTo(JobState.SUCCEEDED);
    assertThat(job.attempts()).isEqualTo(2);
    assertThat(bench.jobs().log(id, 5)).extracting(JobLine::line).anyMatch(l -> l.contains("died"));
    assertThat(bench.rows().fail(claim, "I am back from the dead")).isFalse();
    assertThat(bench.rows().beat(claim, 0.1, "zombie")).isEmpty();
    assertThat(bench.jobs().find(id)).contains(job);
  }

  @Test
  void jobWhoseWorkersKeepDyingFailsInTheEnd() {
    bench.kind("deadly", _ -> Map.of());
    long id = bench.jobs().request("deadly", Map.of(), "test").id();
    for (int attempt = 1; attempt <= 3; attempt++) {
      bench.beginAsADyingWorker(id);
      bench.upkeep().run();
    }
    var job = bench.jobs().find(id).orElseThrow();
    assertThat(job.state()).isEqualTo(JobState.FAILED);
    assertThat(job.problem()).contains("died").contains("3 times");
  }

  @Test
  void jobThatLostItsPlaceInTheQueueGetsItBack() {
    bench.kind("brief", _ -> Map.of());
    long id = bench.jobs().request("brief", Map.of(), "test").id();
    bench.sql("delete from job_queue");
    bench.worker().start();
    assertThat(bench.await(id, JobsTest::ended).state()).isEqualTo(JobState.SUCCEEDED);
  }

  @Test
  void jobThatAsksForItIsTriedAgainAtThatTime() {
    var begun = new ConcurrentLinkedQueue<Instant>();
    bench.kind(
        "patient",
        _ -> {
          begun.add(Instant.now());
          return begun.size() < 3
              ? new RetryLater(Instant.now().plusMillis(700), "The moon is down.")
              : Map.of("tries", begun.size());
        });
    bench.worker().start();
    long id = bench.jobs().request("patient", Map.of(), "test").id();

    var waiting =
        bench.await(id, job -> job.state() == JobState.QUEUED && job.step().contains("moon"));
    assertThat(waiting.owner()).isNull();
    assertThat(waiting.dueAt()).isAfter(waiting.requestedAt());
    var job = bench.await(id, JobsTest::ended);

    assertThat(String.valueOf(job.outcome())).isEqualTo("{\"tries\":3}");
    assertThat(job.attempts()).isEqualTo(3);
    var times = List.copyOf(begun);
    assertThat(times.get(1)).isAfterOrEqualTo(times.get(0).plusMillis(700));
    assertThat(times.get(2)).isAfterOrEqualTo(times.get(1).plusMillis(700));
    assertThat(bench.jobs().log(id, 9))
        .extracting(JobLine::line)
        .hasSize(2)
        .allMatch(line -> line.startsWith("Waits until ") && line.endsWith("The moon is down."));
  }

  @Test
  void jobThatWaitsForAnotherTryIsCancelledAtOnce() {
    long id = waitingForAnHour();
    assertThat(bench.jobs().cancel(id)).isEqualTo(new CancelResult.Cancelled());
    assertThat(bench.jobs().find(id).orElseThrow().state()).isEqualTo(JobState.CANCELLED);
  }

  @Test
  void jobThatLostItsPlaceInTheQueueStillWaitsForItsTime() {
    long id = waitingForAnHour();
    bench.sql("delete from job_queue where task_name = 'job'");
    bench.upkeep().run();
    bench.await(id, _ -> picked() == 0);
    sleep(1000);
    assertThat(bench.jobs().find(id).orElseThrow().attempts()).isEqualTo(1);
    bench.sql("update job set due_at = now()");
    bench.sql("update job_queue set execution_time = now()");
    bench.await(id, job -> job.attempts() == 2);
  }

  private int picked() {
    return bench
        .database()
        .jdbc()
        .sql("select count(*) from job_queue where picked or execution_time < now()")
        .query(Integer.class)
        .single();
  }

  private long waitingForAnHour() {
    var due = Instant.now().plusSeconds(3600);
    bench.kind("patient", _ -> new RetryLater(due, "Not before an hour has passed."));
    bench.worker().start();
    long id = bench.jobs().request("patient", Map.of(), "test").id();
    bench.await(id, job -> job.dueAt().isAfter(job.requestedAt().plusSeconds(60)));
    return id;
  }

  @Test
  void jobThatIsToStopIsNotTriedAgain() {
    bench.kind(
        "patient",
        context -> {
          while (!context.cancelled()) {
            sleep(20);
          }
          return new RetryLater(Instant.now(), "Once more.");
        });
    bench.worker().start();
    long id = bench.jobs().request("patient", Map.of(), "test").id();
    bench.await(id, job -> job.state() == JobState.RUNNING);
    bench.jobs().cancel(id);
    assertThat(bench.await(id, JobsTest::ended).state()).isEqualTo(JobState.CANCELLED);
  }

  @Test
  void triesThatWerePutOffAreNoDeathsOfWorkers() {
    bench.kind("patient", _ -> Map.of());
    long id = bench.jobs().request("patient", Map.of(), "test").id();
    for (int i = 0; i < 5; i++) {
      var claim = bench.beginAsADyingWorker(id);
      assertThat(bench.rows().postpone(claim, new RetryLater(Instant.EPOCH, "later"))).isTrue();
      assertThat(bench.rows().postpone(claim, new RetryLater(Instant.EPOCH, "again"))).isFalse();
    }
    bench.beginAsADyingWorker(id);
    bench.upkeep().run();
    assertThat(bench.jobs().find(id).orElseThrow().state()).isEqualTo(JobState.QUEUED);
  }

  @Test
  void whyAJobIsTriedAgainIsSaid() {
    assertThatThrownBy(() -> new RetryLater(Instant.now(), " "))
        .hasMessage("Say why the job is to be tried again later.");
  }

  @Test
  void historyKeepsTheNewest() {
    bench.kind("brief", _ -> Map.of());
    bench.worker().start();
    long last = 0;
    for (int i = 0; i < 5; i++) {
      last = bench.jobs().request("brief", Map.of(), "test").id();
      bench.await(last, JobsTest::ended);
    }
    assertThat(bench.rows().forget(2)).isEqualTo(3);
    assertThat(bench.jobs().recent(JobFilter.newest(10)))
        .extracting(Job::id)
        .containsExactly(last, last - 1);
  }

  @Test
  void requestOfATransactionThatFailsIsNone() {
    bench.kind("brief", _ -> Map.of());
    assertThatThrownBy(() ->
            bench
                .database()
                .transactions()
                .executeWithoutResult(_ -> {
                  bench.jobs().request("brief", Map.of(), "test");
                  throw new IllegalStateException("no");
                }))
        .hasMessage("no");
    assertThat(bench.jobs().recent(JobFilter.newest(10))).isEmpty();
    bench.awaitEmptyQueue();
  }

  @Test
  void choresAreDone() throws InterruptedException {
    var done = new CountDownLatch(3);
    bench.chore("tick", Duration.ofMillis(100), done::countDown);
    bench.worker().start();
    assertThat(done.await(15, TimeUnit.SECONDS)).isTrue();
  }

  private static boolean ended(Job job) {
    return job.state().ended();
  }

  private static Object untilCancelled(JobContext context) {
    while (true) {
      context.stopIfCancelled();
      sleep(20);
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      assertThat(latch.await(20, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void sleep(long millis) {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
