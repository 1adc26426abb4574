package org.tastemaker.engine.evaluation;

import java.util.List;
import org.tastemaker.engine.model.Model;

/// Measures predicted ratings: the hidden ratings of every person are predicted. Definitions are in
/// [Evaluation].
final class RatingMeasure implements Measure {
  private final Measurements measurements = new Measurements(2, 1);

  @Override
  public void measure(Model model, Scorer.Source scorers, List<HeldOut> people) {
    measurements.beginFold();
    for (var person : people) {
      if (person.hidden().size() > 0) {
        add(model, scorers.of(person), person.hidden().values());
      }
    }
  }

  private void add(Model model, Scorer scorer, float[] ratings) {
    double squares = 0;
    double distances = 0;
    for (int at = 0; at < ratings.length; at++) {
      double error = Scorer.onScale(model, scorer.hidden(at)) - ratings[at];
      squares += error * error;
      distances += Math.abs(error);
    }
    measurements.add(ratings.length, squares, distances);
  }

  @Override
  public Quality quality(String name) {
    return new Quality(name, measurements.people(), measurements.metrics(List.of("rmse", "mae")));
  }
}
