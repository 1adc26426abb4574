package org.tastemaker.server.cli;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.tastemaker.server.job.Job;
import org.tastemaker.server.job.JobLine;
import org.tastemaker.server.training.Measured;
import org.tastemaker.server.training.TrainedModel;

/// Jobs and models in lines for people.
final class JobTexts {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss", Locale.ROOT)
          .withZone(ZoneId.systemDefault());

  private JobTexts() {}

  static String table(List<Job> jobs) {
    if (jobs.isEmpty()) {
      return "There are no jobs.";
    }
    return jobs.stream().map(JobTexts::line).collect(Collectors.joining("\n"));
  }

  private static String line(Job job) {
    return String.format(
        Locale.ROOT,
        "%5d  %-8s %-9s %3.0f %%  %s  %s",
        job.id(),
        job.kind(),
        job.state().label(),
        100 * job.progress(),
        TIME.format(job.requestedAt()),
        job.state().ended() ? ending(job) : job.step().isEmpty() ? job.reason() : job.step());
  }

  private static String ending(Job job) {
    var outcome = job.outcome();
    if (job.problem() != null) {
      return job.problem();
    }
    return outcome == null ? job.reason() : outcome.path("summary").asString(job.reason());
  }

  static String whole(Job job, List<JobLine> log) {
    var text = new StringBuilder();
    text.append("Job %d (%s) %s%n".formatted(job.id(), job.kind(), job.state().label()));
    text.append("  asked for   %s, %s%n".formatted(TIME.format(job.requestedAt()), job.reason()));
    text.append("  parameters  %s%n".formatted(job.parameters()));
    if (job.startedAt() != null) {
      text.append(
          "  began       %s, attempt %d%s%n"
              .formatted(
                  TIME.format(job.startedAt()),
                  job.attempts(),
                  job.owner() == null ? "" : " on " + job.owner()));
    }
    if (job.finishedAt() != null) {
      text.append("  ended       %s%s%n".formatted(TIME.format(job.finishedAt()), took(job)));
    }
    text.append("  at          %.0f %% %s%n".formatted(100 * job.progress(), job.step()));
    text.append("  result      %s%n".formatted(job.state().ended() ? ending(job) : "none yet"));
    log.forEach(line -> text.append("  %s  %s%n".formatted(TIME.format(line.at()), line.line())));
    return text.toString().stripTrailing();
  }

  private static String took(Job job) {
    Instant begun = job.startedAt();
    Instant ended = job.finishedAt();
    return begun == null || ended == null
        ? ""
        : String.format(
            Locale.ROOT, " after %.1f s", Duration.between(begun, ended).toMillis() / 1000.0);
  }

  static String models(List<TrainedModel> models) {
    if (models.isEmpty()) {
      return "There are no models yet. Train some: ./tastemaker train";
    }
    return models.stream().map(JobTexts::line).collect(Collectors.joining("\n"));
  }

  private static String line(TrainedModel model) {
    return String.format(
        Locale.ROOT,
        "%5d %s %-8s %-11s %s  %s  %s",
        model.id(),
        model.live() ? "*" : " ",
        model.role().label(),
        model.algorithm().path("type").asString(""),
        TIME.format(model.trainedAt()),
        measures(model.metrics()),
        model.verdict());
  }

  private static String measures(List<Measured> metrics) {
    return metrics.stream()
        .map(measured ->
            String.format(
                Locale.ROOT,
                "%s %.4f [%.4f, %.4f]",
                measured.metric(),
                measured.model().value(),
                measured.model().low(),
                measured.model().high()))
        .collect(Collectors.joining(" "));
  }
}
