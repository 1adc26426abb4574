package org.tastemaker.server.training;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.tastemaker.engine.algorithm.Algorithm;
import org.tastemaker.engine.data.Interactions;
import org.tastemaker.engine.model.ModelCodec;
import org.tastemaker.server.job.JobContext;
import org.tastemaker.server.json.Json;
import org.tastemaker.server.training.TrainOutcome.Result;
import org.tastemaker.server.training.TrainOutcome.RoleOutcome;
import tools.jackson.databind.JsonNode;

/// Trains the models of all roles: reads the data once; then, role after role, tests the algorithm
/// on held-out interactions, asks the gate, and, if it passes, trains on all of the data and
/// publishes.
final class Trainer {
  private final DatasetReader datasets;
  private final ModelRows rows;
  private final ModelStore store;
  private final Publisher publisher;
  private final TrainingSettings settings;

  Trainer(
      DatasetReader datasets,
      ModelRows rows,
      ModelStore store,
      Publisher publisher,
      TrainingSettings settings) {
    this.datasets = datasets;
    this.rows = rows;
    this.store = store;
    this.publisher = publisher;
    this.settings = settings;
  }

  TrainOutcome train(TrainParameters parameters, JobContext job) {
    var whole = Stage.whole(job);
    var plan = parameters.plan(settings);
    var data = datasets.read(settings.preferenceMapping(), whole.part(0, 0.1));
    if (data.read() == 0) {
      return nothing(data);
    }
    job.log(described(data));
    long seed = parameters.seed() == null ? settings.seed() : parameters.seed();
    var training = new Training(data, seed, job);
    var outcomes = training.trainAll(plan, whole.part(0.1, 1));
    publisher.clear(settings.keep());
    return new TrainOutcome(
        summary(outcomes),
        data.logPosition(),
        data.people(),
        data.items().size(),
        data.read(),
        outcomes);
  }

  private static TrainOutcome nothing(Dataset data) {
    return new TrainOutcome(
        "There are no ratings, plays or views yet, so there is nothing to learn from.",
        data.logPosition(),
        0,
        0,
        0,
        List.of());
  }

  private static String described(Dataset data) {
    return String.format(
        Locale.ROOT,
        "%,d ratings and activities of %,d people with %,d items: %,d ratings, %,d preferences",
        data.read(),
        data.people(),
        data.items().size(),
        data.stars().size(),
        data.preferences().size());
  }

  private static String summary(List<RoleOutcome> outcomes) {
    var parts = new ArrayList<String>();
    for (var result : Result.values()) {
      var roles =
          outcomes.stream()
              .filter(outcome -> outcome.result() == result)
              .map(outcome -> outcome.role().label())
              .toList();
      if (!roles.isEmpty()) {
        parts.add(String.join(", ", roles) + " " + result.label());
      }
    }
    return String.join("; ", parts) + ".";
  }

  /// One training's data and seed.
  private final class Training {
    private final Dataset data;
    private final long seed;
    private final JobContext job;

    Training(Dataset data, long seed, JobContext job) {
      this.data = data;
      this.seed = seed;
      this.job = job;
    }

    List<RoleOutcome> trainAll(Map<ModelRole, Algorithm> plan, Stage stage) {
      var outcomes = new ArrayList<RoleOutcome>();
      double done = 0;
      double all = plan.keySet().stream().mapToDouble(Training::weight).sum();
      for (var entry : plan.entrySet()) {
        var role = entry.getKey();
        var part = stage.part(done / all, (done + weight(role)) / all);
        var outcome = train(role, entry.getValue(), part);
        job.log(role.label() + ": " + outcome.verdict());
        outcomes.add(outcome);
        done += weight(role);
      }
      return outcomes;
    }

    /// About how long a role takes beside the others.
    private static double weight(ModelRole role) {
      return switch (role) {
        case RANKING, RATING -> 4;
        case SIMILAR -> 2;
        case POPULAR -> 0.5;
      };
    }

    private RoleOutcome train(ModelRole role, Algorithm algorithm, Stage stage) {
      long begun = System.nanoTime();
      var matrix = data.matrixFor(algorithm);
      if (matrix.size() == 0) {
        return new RoleOutcome(role, Result.SKIPPED, null, nothingFor(role), List.of(), 0);
      }
      var examination = examine(role, algorithm, matrix, stage.part(0, 0.55));
      var verdict =
          examination
              .map(new Gate(settings.gate())::judge)
              .orElse(
                  new Verdict(true, "Accepted: popularity is what the others are measured by."));
      var measures = examination.map(Examination::measures).orElse(List.of());
      var draft = new Candidate(role, algorithm, matrix, measures, verdict);
      long id = verdict.accepted() ? publish(draft, stage.part(0.55, 1)) : refuse(draft);
      return new RoleOutcome(
          role,
          verdict.accepted() ? Result.PUBLISHED : Result.REFUSED,
          id,
          verdict.sentence(),
          measures,
          Math.round((System.nanoTime() - begun) / 1e7) / 100.0);
    }

    private static String nothingFor(ModelRole role) {
      return role == ModelRole.RATING
          ? "Skipped: there are no ratings to learn from."
          : "Skipped: nothing that anybody did shows that they like it.";
    }

    private Optional<Examination> examine(
        ModelRole role, Algorithm algorithm, Interactions matrix, Stage stage) {
      if (role == ModelRole.POPULAR) {
        return Optional.empty();
      }
      var live =
          rows.live(role)
              .map(model -> AlgorithmJson.read(model.algorithm()))
              .filter(other -> !other.equals(algorithm));
      var examiner = new Examiner(settings.gate(), settings.trainingThreads());
      return Optional.of(
          examiner.examine(new Examiner.Subject(role, algorithm, live, seed), matrix, stage));
    }

    private long publish(Candidate candidate, Stage stage) {
      var name = AlgorithmJson.type(candidate.algorithm);
      var model =
          candidate.algorithm.train(
              candidate.matrix, stage.part(0, 0.9).run(name, settings.trainingThreads(), seed));
      stage.proceed(0.9, "publishing " + name);
      var blob = store.put(out -> ModelCodec.write(model, data.items(), out));
      stage.proceed(0.98, "publishing " + name);
      return publisher.publish(draft(candidate, blob), blob);
    }

    private long refuse(Candidate candidate) {
      return publisher.refuse(draft(candidate, null));
    }

    private ModelRows.Draft draft(Candidate candidate, @Nullable Blob blob) {
      return new ModelRows.Draft(
          candidate.role,
          AlgorithmJson.write(candidate.algorithm),
          Json.mapper().<JsonNode>valueToTree(data.mapping()),
          data.logPosition(),
          seed,
          data.people(),
          data.items().size(),
          candidate.matrix.size(),
          candidate.measures,
          candidate.verdict,
          blob,
          job.id() > 0 ? job.id() : null);
    }
  }

  private record Candidate(
      ModelRole role,
      Algorithm algorithm,
      Interactions matrix,
      List<Measured> measures,
      Verdict verdict) {}
}
