package org.tastemaker.server.cli;

import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.tastemaker.server.job.CancelResult;
import org.tastemaker.server.job.JobFilter;
import org.tastemaker.server.job.JobState;
import org.tastemaker.server.job.Jobs;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "jobs",
    description = "Lists background work, newest first; shows or cancels a job.",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    subcommands = {JobsCommand.Show.class, JobsCommand.Cancel.class},
    footerHeading = "%nExamples:%n",
    footer = {
      "  ./tastemaker jobs --state running",
      "  ./tastemaker jobs show 7",
      "  ./tastemaker jobs cancel 7"
    })
final class JobsCommand implements Callable<Integer> {
  private static final int LINES = 200;

  @Mixin private final Where where = new Where();
  @Mixin private final Output output = new Output();

  @Option(names = "--kind", paramLabel = "KIND", description = "Of this kind only, as in train.")
  private @Nullable String kind;

  @Option(
      names = "--state",
      paramLabel = "STATE",
      description = "In this state only: queued, running, succeeded, failed or cancelled.")
  private @Nullable JobState state;

  @Mixin private final Newest newest = new Newest();

  JobsCommand() {}

  @Override
  public Integer call() {
    var limit = newest.limit();
    try (var facades = where.facades()) {
      var jobs = facades.of(Jobs.class).recent(new JobFilter(kind, state, Long.MAX_VALUE, limit));
      output.print(Map.of("jobs", jobs), JobTexts.table(jobs));
    }
    return ExitCode.DONE.code();
  }

  private static CommandException noSuchJob(long id) {
    return new CommandException(ExitCode.REFUSED, "There is no job " + id + ".");
  }

  @Command(
      name = "show",
      description = "Shows a job and its log.",
      mixinStandardHelpOptions = true,
      footerHeading = "%nExample:%n",
      footer = "  ./tastemaker jobs show 7")
  static final class Show implements Callable<Integer> {
    @Mixin private final Where where = new Where();
    @Mixin private final Output output = new Output();

    @Parameters(paramLabel = "ID", description = "The job's number.")
    private long id;

    Show() {}

    @Override
    public Integer call() {
      try (var facades = where.facades()) {
        var jobs = facades.of(Jobs.class);
        var job = jobs.find(id).orElseThrow(() -> noSuchJob(id));
        var log = jobs.log(id, LINES);
        output.print(Map.of("job", job, "log", log), JobTexts.whole(job, log));
      }
      return ExitCode.DONE.code();
    }
  }

  @Command(
      name = "cancel",
      description = "Cancels a job that waits, or tells one that runs to stop.",
      mixinStandardHelpOptions = true,
      footerHeading = "%nExample:%n",
      footer = "  ./tastemaker jobs cancel 7")
  static final class Cancel implements Callable<Integer> {
    @Mixin private final Where where = new Where();
    @Mixin private final Output output = new Output();

    @Parameters(paramLabel = "ID", description = "The job's number.")
    private long id;

    Cancel() {}

    @Override
    public Integer call() {
      try (var facades = where.facades()) {
        var jobs = facades.of(Jobs.class);
        var sentence = sentence(jobs.cancel(id));
        output.print(jobs.find(id).orElseThrow(), sentence);
      }
      return ExitCode.DONE.code();
    }

    private String sentence(CancelResult result) {
      return switch (result) {
        case CancelResult.Cancelled _ -> "Job " + id + " is cancelled.";
        case CancelResult.Cancelling _ -> "Job " + id + " was told to stop.";
        case CancelResult.AlreadyEnded(var ended) ->
            throw new CommandException(
                ExitCode.REFUSED, "Job %d has %s already.".formatted(id, ended.label()));
        case CancelResult.NoSuchJob _ -> throw noSuchJob(id);
      };
    }
  }
}
