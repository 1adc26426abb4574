package org.tastemaker.engine.evaluation;

import java.util.List;
import org.tastemaker.engine.model.Model;
import org.tastemaker.engine.model.RatingFactors;

/// Measures predicted ratings: every person is folded in with what is given, and the hidden ratings
/// are predicted. Definitions are in [Evaluation].
final class RatingMeasure {
  private final Measurements measurements = new Measurements(2);

  void measure(Model model, List<HeldOut> people) {
    for (var person : people) {
      var hidden = person.hidden();
      if (hidden.size() == 0) {
        continue;
      }
      var taste = model.foldIn(person.given());
      double squares = 0;
      double distances = 0;
      for (int i = 0; i < hidden.size(); i++) {
        double predicted = onScale(model, taste.score(hidden.items()[i]));
        double error = predicted - hidden.values()[i];
        squares += error * error;
        distances += Math.abs(error);
      }
      measurements.add(hidden.size(), squares, distances);
    }
  }

  private static double onScale(Model model, float prediction) {
    return model instanceof RatingFactors factors ? factors.clip(prediction) : prediction;
  }

  Quality quality(String name) {
    var metrics = measurements.metrics(List.of("rmse", "mae"));
    metrics.replaceAll((metric, squares) -> metric.equals("rmse") ? root(squares) : squares);
    return new Quality(name, measurements.people(), metrics);
  }

  private static Metric root(Metric square) {
    return new Metric(Math.sqrt(square.value()), Math.sqrt(square.low()), Math.sqrt(square.high()));
  }
}
