package org.tastemaker.engine.algorithm;

import java.util.SplittableRandom;
import org.tastemaker.engine.data.Interactions;
import org.tastemaker.engine.model.Model;
import org.tastemaker.engine.model.Popularity;

/// Items in any order, the same for everybody, another for every seed: what a list is worth that
/// knows nothing. O(items).
public record RandomOrder() implements Algorithm {
  @Override
  public String name() {
    return "random-order";
  }

  @Override
  public Model train(Interactions data, Run run) {
    run.proceed(0, "drawing");
    var random = new SplittableRandom(run.seed());
    var scores = new float[data.items()];
    for (int item = 0; item < scores.length; item++) {
      scores[item] = random.nextFloat();
    }
    run.progress(1, "done");
    return new Popularity(scores);
  }
}
