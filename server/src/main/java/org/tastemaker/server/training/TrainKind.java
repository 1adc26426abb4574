package org.tastemaker.server.training;

import org.tastemaker.server.job.JobContext;
import org.tastemaker.server.job.JobKind;
import tools.jackson.databind.DatabindException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.exc.UnrecognizedPropertyException;

/// The job `train`.
final class TrainKind implements JobKind {
  static final String NAME = "train";

  private final Trainer trainer;
  private final TrainingSettings settings;

  TrainKind(Trainer trainer, TrainingSettings settings) {
    this.trainer = trainer;
    this.settings = settings;
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public boolean exclusive() {
    return true;
  }

  @Override
  public void check(JsonNode parameters) {
    try {
      TrainParameters.of(parameters).plan(settings);
    } catch (UnrecognizedPropertyException unknown) {
      throw new IllegalArgumentException(
          "A training has no parameter \"%s\"; it has roles, algorithms, seed and search."
              .formatted(unknown.getPropertyName()),
          unknown);
    } catch (DatabindException refused) {
      throw new IllegalArgumentException(sentence(refused), refused);
    }
  }

  private static String sentence(DatabindException refused) {
    for (Throwable cause = refused.getCause(); cause != null; cause = cause.getCause()) {
      if (cause instanceof IllegalArgumentException && cause.getMessage() != null) {
        return cause.getMessage();
      }
    }
    return "These are no parameters of a training; they look like {\"roles\": [\"ranking\"],"
        + " \"algorithms\": {\"ranking\": {\"type\": \"ImplicitAls\", \"factors\": 32}}, \"seed\": 7, \"search\": true}.";
  }

  @Override
  public TrainOutcome run(JobContext context) {
    return trainer.train(TrainParameters.of(context.parameters()), context);
  }
}
