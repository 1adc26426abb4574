package org.tastemaker.engine.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.tastemaker.engine.algorithm.ItemKnn;
import org.tastemaker.engine.algorithm.MostPopular;
import org.tastemaker.engine.algorithm.Run;
import org.tastemaker.engine.data.Interactions;

class QualityTest {
  private static Quality of(int people, double value, double first) {
    var samples = new double[1000];
    Arrays.setAll(samples, i -> first + i / 1000.0);
    var metrics = new LinkedHashMap<String, Sampled>();
    metrics.put("ndcg@5", new Sampled(value, samples));
    metrics.put("coverage@5", new Sampled(value, new double[0]));
    return new Quality("of " + people, people, metrics);
  }

  @Test
  void intervalsAreTheMiddleOfTheSamples() {
    assertThat(of(9, 0.6, 0).metric("ndcg@5")).isEqualTo(new Metric(0.6, 0.024, 0.975));
    assertThat(of(9, 0.6, 0).metric("coverage@5")).isEqualTo(Metric.exact(0.6));
  }

  @Test
  void differencesAreTakenSampleBySample() {
    var difference = of(9, 0.6, 0.1).difference("ndcg@5", of(9, 0.4, 0));
    assertThat(difference.value()).isCloseTo(0.2, within(1e-9));
    assertThat(difference.low()).isCloseTo(0.1, within(1e-9));
    assertThat(difference.high()).isCloseTo(0.1, within(1e-9));
    assertThat(of(9, 0.6, 0).difference("coverage@5", of(9, 0.4, 0)).low())
        .isCloseTo(0.2, within(1e-9));
  }

  @Test
  void whatMakesNoPairsIsRefused() {
    assertThatThrownBy(() -> of(9, 1, 0).difference("ndcg@5", of(8, 1, 0)))
        .hasMessageContaining("no pairs");
    assertThatThrownBy(() -> of(9, 1, 0).difference("rmse", of(9, 1, 0)))
        .hasMessageContaining("rmse is none of [ndcg@5, coverage@5]");
  }

  /// Two tastes; whoever is easy for one algorithm is easy for the other.
  @Test
  void pairsMakeNarrowerIntervalsThanTheTwoApart() {
    var random = new SplittableRandom(1);
    var likings = Interactions.builder();
    for (int person = 0; person < 300; person++) {
      for (int i = 0; i < 3 + person % 9; i++) {
        likings.add(person, person % 2 * 20 + (int) (20 * Math.pow(random.nextDouble(), 2)), 1);
      }
    }
    var trial =
        new Trial(
            List.of(Split.random(likings.build(300, 40), 0.3, 1)),
            List.of(new Question.OfLists(Question.Order.BY_SCORE, 5)));
    var near = trial.assess(new ItemKnn(), Run.quiet(1)).foldedIn();
    var other = trial.assess(new ItemKnn(20, 15, 1, 2), Run.quiet(1)).foldedIn();
    var popular = trial.assess(new MostPopular(), Run.quiet(1)).foldedIn();
    assertThat(near.difference("ndcg@5", near)).isEqualTo(Metric.exact(0));
    assertThat(near.difference("ndcg@5", popular).low()).isPositive();
    var paired = near.difference("ndcg@5", other);
    var apart = near.metric("ndcg@5");
    assertThat(paired.high() - paired.low()).isLessThan((apart.high() - apart.low()) / 2);
    assertThat(paired.value())
        .isCloseTo(apart.value() - other.metric("ndcg@5").value(), within(1e-12))
        .isBetween(paired.low(), paired.high());
  }
}
