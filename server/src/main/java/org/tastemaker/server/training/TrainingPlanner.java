package org.tastemaker.server.training;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.tastemaker.server.job.Job;
import org.tastemaker.server.job.JobFilter;
import org.tastemaker.server.job.JobState;
import org.tastemaker.server.job.Jobs;
import org.tastemaker.server.json.Json;
import org.tastemaker.server.training.ModelRows.LastTraining;
import org.tastemaker.server.training.NewsRows.Question;
import org.tastemaker.server.training.TrainOutcome.Result;
import org.tastemaker.server.training.TrainingPlan.KindNews;
import org.tastemaker.server.training.TrainingPlan.RolePlan;
import org.tastemaker.server.training.TrainingSettings.ThresholdSettings;

/// Decides what is to be trained by what happened since its last training: role by role, so that
/// only what has something new to learn is trained.
final class TrainingPlanner {
  private static final Duration AFTER_FAILURE = Duration.ofMinutes(15);
  private static final long FIRST = 20;
  private static final int JOBS_LOOKED_AT = 20;

  private final Jobs jobs;
  private final ModelRows rows;
  private final NewsRows news;
  private final TrainingSettings settings;
  private final Clock clock;

  TrainingPlanner(
      Jobs jobs, ModelRows rows, NewsRows news, TrainingSettings settings, Clock clock) {
    this.jobs = jobs;
    this.rows = rows;
    this.news = news;
    this.settings = settings;
    this.clock = clock;
  }

  TrainingPlan plan() {
    var trainings = jobs.recent(JobFilter.newest(TrainKind.NAME, JOBS_LOOKED_AT));
    var last = rows.last();
    skipped(trainings, last);
    var came = news.since(questions(last));
    var plans =
        Arrays.stream(ModelRole.values())
            .map(role -> plan(role, last.get(role), came.getOrDefault(role, News.NONE)))
            .toList();
    return new TrainingPlan(waitsFor(trainings), plans);
  }

  private Map<ModelRole, Question> questions(Map<ModelRole, LastTraining> last) {
    var mapping = settings.preferenceMapping();
    var questions = new EnumMap<ModelRole, Question>(ModelRole.class);
    for (var role : ModelRole.values()) {
      var before = last.get(role);
      questions.put(
          role,
          new Question(
              before == null ? 0 : before.position(),
              Evidence.types(settings.candidates(role).getFirst(), mapping)));
    }
    return questions;
  }

  /// A role for which a training found nothing to learn from has no model, but looked.
  private static void skipped(List<Job> trainings, Map<ModelRole, LastTraining> last) {
    for (Job job : trainings) {
      if (job.outcome() == null || job.finishedAt() == null) {
        continue;
      }
      var outcome = Json.mapper().treeToValue(job.outcome(), TrainOutcome.class);
      for (var one : outcome.models()) {
        if (one.result() == Result.SKIPPED) {
          last.merge(
              one.role(),
              new LastTraining(outcome.logPosition(), job.finishedAt(), 0),
              (known, looked) -> looked.position() > known.position() ? looked : known);
        }
      }
    }
  }

  private RolePlan plan(ModelRole role, @Nullable LastTraining last, News came) {
    var thresholds = settings.thresholds().getOrDefault(role, Map.of());
    var reason = last == null ? first(came) : reason(thresholds, last, came);
    return new RolePlan(
        role,
        reason.isPresent(),
        reason.orElse(came.total().interactions() == 0 ? "nothing new" : "too little is new"),
        last == null ? null : last.position(),
        last == null ? null : last.at(),
        came.total().items(),
        came.total().interactions(),
        kinds(thresholds, came));
  }

  private static Optional<String> first(News came) {
    return came.total().interactions() >= FIRST
        ? Optional.of("the first interactions came in")
        : Optional.empty();
  }

  private Optional<String> reason(
      Map<String, ThresholdSettings> thresholds, LastTraining last, News came) {
    for (String kind : new TreeSet<>(thresholds.keySet())) {
      var enough = enough(Objects.requireNonNull(thresholds.get(kind)), came.of(kind), kind);
      if (enough.isPresent()) {
        return enough;
      }
    }
    var total = came.total();
    if (total.interactions() >= settings.minNew()
        && total.interactions() >= settings.minNewShare() * last.interactions()) {
      return counted(total.interactions(), "new interactions");
    }
    if (settings.minNewItems() > 0 && total.items() >= settings.minNewItems()) {
      return counted(total.items(), "new items");
    }
    return total.interactions() > 0 && clock.instant().isAfter(last.at().plus(settings.every()))
        ? Optional.of("the last training is long ago")
        : Optional.empty();
  }

  private static Optional<String> enough(
      ThresholdSettings threshold, News.Counts counts, String kind) {
    if (threshold.interactions() != null && counts.interactions() >= threshold.interactions()) {
      return counted(counts.interactions(), "new interactions with items of the kind " + kind);
    }
    if (threshold.items() != null && counts.items() >= threshold.items()) {
      return counted(counts.items(), "new items of the kind " + kind);
    }
    return Optional.empty();
  }

  private static Optional<String> counted(long count, String what) {
    return Optional.of(String.format(Locale.ROOT, "%,d %s", count, what));
  }

  private static List<KindNews> kinds(Map<String, ThresholdSettings> thresholds, News came) {
    var kinds = new TreeSet<>(came.kinds().keySet());
    kinds.addAll(thresholds.keySet());
    return kinds.stream()
        .map(kind -> {
          var counts = came.of(kind);
          var threshold = thresholds.get(kind);
          return new KindNews(
              kind,
              counts.items(),
              counts.interactions(),
              threshold == null ? null : threshold.items(),
              threshold == null ? null : threshold.interactions());
        })
        .toList();
  }

  private @Nullable String waitsFor(List<Job> trainings) {
    var running = jobs.recent(new JobFilter(null, JobState.RUNNING, Long.MAX_VALUE, 1));
    if (!running.isEmpty()) {
      return "job %d (%s) is running".formatted(running.getFirst().id(), running.getFirst().kind());
    }
    var queued = trainings.stream().filter(job -> job.state() == JobState.QUEUED).findFirst();
    if (queued.isPresent()) {
      return "job %d (%s) is waiting".formatted(queued.get().id(), TrainKind.NAME);
    }
    return trainings.stream()
        .findFirst()
        .filter(this::hasJustGoneWrong)
        .map(job -> "training %d went wrong less than 15 minutes ago".formatted(job.id()))
        .orElse(null);
  }

  private boolean hasJustGoneWrong(Job job) {
    Instant ended = job.finishedAt();
    return ended != null
        && job.state() != JobState.SUCCEEDED
        && clock.instant().isBefore(ended.plus(AFTER_FAILURE));
  }
}
