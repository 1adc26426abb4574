package org.tastemaker.server.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.tastemaker.server.job.Job;
import org.tastemaker.server.job.JobState;
import org.tastemaker.server.job.Jobs;
import org.tastemaker.server.job.Worker;
import org.tastemaker.server.json.Json;
import org.tastemaker.server.sql.Database;
import org.tastemaker.server.training.AlgorithmJson;
import org.tastemaker.server.training.ModelRole;
import org.tastemaker.server.training.TrainOutcome;
import org.tastemaker.server.training.TrainParameters;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;

@Command(
    name = "train",
    description = {
      "Trains the models, tests them on held-out interactions and publishes those that pass.",
      "",
      "The worker of a running server does it; where none does, it is done here. Of several"
          + " algorithms for a role the best is found by a search on held-out interactions, and"
          + " kept until the data have doubled.",
      ""
    },
    mixinStandardHelpOptions = true,
    sortOptions = false,
    footerHeading = "%nExamples:%n",
    footer = {
      "  ./tastemaker train",
      "  ./tastemaker train --role ranking --search",
      "  ./tastemaker train --role ranking --algorithm ItemKnn --algorithm Ease",
      "  ./tastemaker train --role ranking --algorithm '{\"type\": \"ImplicitAls\", \"factors\": 128}'"
    })
final class TrainCommand implements Callable<Integer> {
  private static final long LOOK_MILLIS = 150;
  private static final long PATIENCE_MILLIS = 10_000;

  @Mixin private final Where where = new Where();
  @Mixin private final Output output = new Output();
  @Spec private CommandSpec spec;

  @Option(
      names = "--role",
      paramLabel = "ROLE",
      description = "ranking, rating, similar or popular; may be repeated. All when left out.")
  private List<ModelRole> roles = new ArrayList<>();

  @Option(
      names = "--algorithm",
      paramLabel = "ALGORITHM",
      description = {
        "Another algorithm than the settings' for the one role named: a type such as Ease, JSON such"
            + " as {\"type\": \"ImplicitAls\", \"factors\": 128}, or a file of it. What is left out"
            + " takes its default. May be repeated; then the best is found."
      })
  private List<String> algorithms = List.of();

  @Option(
      names = "--search",
      description = "Choose algorithms anew, although what was chosen before still holds.")
  private boolean search;

  @Option(names = "--seed", paramLabel = "N", description = "Another seed than the settings'.")
  private @Nullable Long seed;

  @Option(
      names = "--no-wait",
      negatable = true,
      description = "Only ask for it and print the job; a worker has to run.")
  private boolean unattended;

  TrainCommand() {}

  @Override
  public Integer call() throws InterruptedException {
    var parameters = parameters();
    try (var facades = where.facades()) {
      var jobs = facades.of(Jobs.class);
      long id = jobs.request("train", parameters, "asked for on the command line").id();
      if (unattended) {
        output.print(jobs.find(id).orElseThrow(), "Job " + id + " waits for a worker.");
        return ExitCode.DONE.code();
      }
      return tell(follow(facades, jobs, id));
    } catch (IllegalArgumentException refused) {
      throw new CommandException(ExitCode.USAGE, String.valueOf(refused.getMessage()), refused);
    }
  }

  private TrainParameters parameters() {
    try {
      return new TrainParameters(
          roles.isEmpty() ? null : roles, algorithms(), seed, search ? true : null);
    } catch (IllegalArgumentException refused) {
      throw new CommandException(ExitCode.USAGE, String.valueOf(refused.getMessage()), refused);
    }
  }

  private @Nullable Map<ModelRole, JsonNode> algorithms() {
    if (algorithms.isEmpty()) {
      return null;
    }
    if (roles.size() != 1) {
      throw new IllegalArgumentException("--algorithm goes with exactly one --role.");
    }
    var candidates = Json.mapper().createArrayNode();
    AlgorithmArguments.read(algorithms).forEach(one -> candidates.add(AlgorithmJson.write(one)));
    return Map.of(roles.getFirst(), candidates);
  }

  private Job follow(Facades facades, Jobs jobs, long id) throws InterruptedException {
    long begun = System.nanoTime();
    boolean here = false;
    try (var progress = new JobProgress(spec.commandLine().getErr())) {
      while (true) {
        var job = jobs.find(id).orElseThrow();
        progress.show(job);
        if (job.state().ended()) {
          return job;
        }
        boolean nobodyComes =
            !facades.of(Database.class).isGuest()
                || System.nanoTime() - begun > PATIENCE_MILLIS * 1_000_000;
        if (!here && job.state() == JobState.QUEUED && nobodyComes) {
          facades.of(Worker.class).startOnly(id);
          here = true;
        }
        Thread.sleep(LOOK_MILLIS);
      }
    }
  }

  private int tell(Job job) {
    return switch (job.state()) {
      case SUCCEEDED -> succeeded(job);
      case CANCELLED -> throw new CommandException(ExitCode.REFUSED, "The training was cancelled.");
      case FAILED, QUEUED, RUNNING ->
          throw new CommandException(
              ExitCode.FAILED, "The training failed: " + String.valueOf(job.problem()));
    };
  }

  private int succeeded(Job job) {
    var outcome = Json.mapper().treeToValue(job.outcome(), TrainOutcome.class);
    var text = new ArrayList<String>();
    outcome
        .models()
        .forEach(model ->
            text.add(
                "%-8s %-9s %s (%.1f s)"
                    .formatted(
                        model.role().label(),
                        model.result().label(),
                        model.verdict(),
                        model.seconds())));
    text.add(outcome.summary());
    output.print(job, String.join("\n", text));
    boolean allRefused =
        !outcome.models().isEmpty()
            && outcome.models().stream()
                .allMatch(model -> model.result() == TrainOutcome.Result.REFUSED);
    return (allRefused ? ExitCode.REFUSED : ExitCode.DONE).code();
  }
}
