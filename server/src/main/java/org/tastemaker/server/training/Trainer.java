package org.tastemaker.server.training;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.tastemaker.engine.algorithm.Algorithm;
import org.tastemaker.engine.data.Interactions;
import org.tastemaker.engine.evaluation.Split;
import org.tastemaker.engine.model.ModelCodec;
import org.tastemaker.server.job.JobContext;
import org.tastemaker.server.json.Json;
import org.tastemaker.server.training.TrainOutcome.Result;
import org.tastemaker.server.training.TrainOutcome.RoleOutcome;
import tools.jackson.databind.JsonNode;

/// Trains the models of all roles: reads the data once; then, role after role, chooses among the
/// candidates, tests the algorithm on held-out interactions, asks the gate, and, if it passes,
/// trains on all of the data and publishes.
final class Trainer {
  private final DatasetReader datasets;
  private final ModelRows rows;
  private final ModelStore store;
  private final Publisher publisher;
  private final TrainingSettings settings;
  private final Examiner examiner;
  private final Chooser chooser;

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
    this.examiner = new Examiner(settings.gate(), settings.trainingThreads());
    this.chooser = new Chooser(settings.search(), examiner, settings.trainingThreads());
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
    var training = new Training(data, seed, parameters.searches(), job);
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
    private final boolean searches;
    private final JobContext job;

    Training(Dataset data, long seed, boolean searches, JobContext job) {
      this.data = data;
      this.seed = seed;
      this.searches = searches;
      this.job = job;
    }

    List<RoleOutcome> trainAll(Map<ModelRole, List<Algorithm>> plan, Stage stage) {
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

    private RoleOutcome train(ModelRole role, List<Algorithm> candidates, Stage stage) {
      long begun = System.nanoTime();
      var matrix = data.matrixFor(candidates.getFirst());
      if (matrix.size() == 0) {
        return new RoleOutcome(role, Result.SKIPPED, null, nothingFor(role), List.of(), 0);
      }
      var tested =
          role == ModelRole.POPULAR
              ? popular(candidates.getFirst(), matrix)
              : tested(role, candidates, matrix, stage.part(0, 0.65));
      boolean accepted = tested.verdict.accepted();
      long id = accepted ? publish(tested, stage.part(0.65, 1)) : refuse(tested);
      return new RoleOutcome(
          role,
          accepted ? Result.PUBLISHED : Result.REFUSED,
          id,
          tested.verdict.sentence(),
          tested.measures,
          Math.round((System.nanoTime() - begun) / 1e7) / 100.0);
    }

    private static Tested popular(Algorithm algorithm, Interactions matrix) {
      return new Tested(
          ModelRole.POPULAR,
          new Choice(algorithm, null),
          matrix,
          List.of(),
          new Verdict(true, "Accepted: popularity is what the others are measured by."));
    }

    private Tested tested(
        ModelRole role, List<Algorithm> candidates, Interactions matrix, Stage stage) {
      stage.proceed(0, "holding out interactions for the test");
      var split = examiner.split(matrix, seed);
      var live = rows.live(role);
      var choice =
          live.flatMap(model -> standing(model, candidates, split.training()))
              .orElseGet(() -> chosen(role, candidates, split.training(), stage.part(0, 0.6)));
      var test =
          new Exam(role, matrix, split, live.map(model -> AlgorithmJson.read(model.algorithm())));
      var tested = tested(test, choice, stage.part(0.6, 0.9));
      return tested.verdict.accepted()
          ? tested
          : test.rival(choice)
              .filter(candidates::contains)
              .map(rival -> tested(test, new Choice(rival, choice.selection()), stage.part(0.9, 1)))
              .orElse(tested);
    }

    private Tested tested(Exam test, Choice choice, Stage stage) {
      var subject = new Examiner.Subject(test.role, choice.algorithm(), test.rival(choice), seed);
      var examination = examiner.examine(subject, test.split, stage);
      var verdict = new Gate(settings.gate()).judge(examination);
      return new Tested(test.role, choice, test.matrix, examination.measures(), verdict);
    }

    private Choice chosen(
        ModelRole role, List<Algorithm> candidates, Interactions learnable, Stage stage) {
      var choice = chooser.choose(role, candidates, learnable, seed, stage);
      if (choice.selection() != null) {
        job.log(role.label() + ": " + choice.selection().sentence());
      }
      return choice;
    }

    /// What was chosen for the live model, while that holds.
    private Optional<Choice> standing(
        TrainedModel live, List<Algorithm> candidates, Interactions learnable) {
      return Optional.ofNullable(live.selection())
          .filter(_ -> !searches)
          .filter(selection ->
              selection.holds(candidates, learnable.size(), settings.search().growth()))
          .map(selection -> new Choice(AlgorithmJson.read(live.algorithm()), selection));
    }

    private static String nothingFor(ModelRole role) {
      return role == ModelRole.RATING
          ? "Skipped: there are no ratings to learn from."
          : "Skipped: nothing that anybody did shows that they like it.";
    }

    private long publish(Tested tested, Stage stage) {
      var algorithm = tested.choice.algorithm();
      var name = AlgorithmJson.type(algorithm);
      var model =
          algorithm.train(
              tested.matrix, stage.part(0, 0.9).run(name, settings.trainingThreads(), seed));
      stage.proceed(0.9, "publishing " + name);
      var blob = store.put(out -> ModelCodec.write(model, data.items(), out));
      stage.proceed(0.98, "publishing " + name);
      return publisher.publish(draft(tested, blob), blob);
    }

    private long refuse(Tested tested) {
      return publisher.refuse(draft(tested, null));
    }

    private ModelRows.Draft draft(Tested tested, @Nullable Blob blob) {
      return new ModelRows.Draft(
          tested.role,
          AlgorithmJson.write(tested.choice.algorithm()),
          tested.choice.selection(),
          Json.mapper().<JsonNode>valueToTree(data.mapping()),
          data.logPosition(),
          seed,
          data.people(),
          data.items().size(),
          tested.matrix.size(),
          tested.measures,
          tested.verdict,
          blob,
          job.id() > 0 ? job.id() : null);
    }
  }

  /// What one role's algorithm is tested on.
  ///
  /// @param incumbent the live model's algorithm
  private record Exam(
      ModelRole role, Interactions matrix, Split split, Optional<Algorithm> incumbent) {
    /// The incumbent, where another is tested.
    Optional<Algorithm> rival(Choice choice) {
      return incumbent.filter(algorithm -> !algorithm.equals(choice.algorithm()));
    }
  }

  private record Tested(
      ModelRole role,
      Choice choice,
      Interactions matrix,
      List<Measured> measures,
      Verdict verdict) {}
}
