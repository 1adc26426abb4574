package org.tastemaker.engine.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.tastemaker.engine.algorithm.BiasedMf;
import org.tastemaker.engine.algorithm.ItemKnn;
import org.tastemaker.engine.algorithm.MostPopular;
import org.tastemaker.engine.algorithm.Run;
import org.tastemaker.engine.data.Interactions;
import org.tastemaker.engine.data.Profile;

class TrialTest {
  private static final Run RUN = Run.quiet(1);

  /// Person 0 rates everything with 5, person 1 with 1, person 2 in between.
  private static Interactions ratings() {
    var builder = Interactions.builder();
    for (int item = 0; item < 20; item++) {
      builder.add(0, item, 5).add(1, item, 1).add(2, item, 3);
    }
    return builder.build(3, 21);
  }

  private static Interactions test() {
    return Interactions.builder().add(0, 20, 5).add(1, 20, 1).build(3, 21);
  }

  @Test
  void peopleAreTestedFoldedInAndAsTrained() {
    var split = Split.of(ratings(), test());
    var trial = new Trial(List.of(split), List.of(new Question.OfRatings()));
    var assessment = trial.assess(new BiasedMf(2, 200, 0.02, 0.01, 0.01, 1), RUN);
    assertThat(assessment.foldedIn().people()).isEqualTo(2);
    assertThat(assessment.foldedIn().metric("rmse").value()).isBetween(0.001, 0.5);
    assertThat(assessment.asTrained().orElseThrow().metric("rmse").value()).isBetween(0.001, 0.5);
    assertThat(assessment.trainSeconds()).isPositive();
    assertThat(assessment.scoreSeconds()).isPositive();
  }

  @Test
  void strangersAreOnlyFoldedIn() {
    var given = Interactions.builder().add(0, 1, 5).add(0, 2, 5).build(1, 21);
    var hidden = Interactions.builder().add(0, 3, 5).build(1, 21);
    var split = Split.strong(ratings(), given, hidden);
    var trial = new Trial(List.of(split), List.of(new Question.OfRatings()));
    assertThat(trial.assess(new BiasedMf(), RUN).asTrained()).isEmpty();
  }

  @Test
  void errorsOfSeveralSplitsAreAveraged() {
    // Everything is predicted as 3, the mean: errors of 2 and 2 in one split, of 0 in the other.
    var exact = Interactions.builder().add(2, 20, 3).build(3, 21);
    var splits = List.of(Split.of(ratings(), test()), Split.of(ratings(), exact));
    var assessment =
        new Trial(splits, List.of(new Question.OfRatings())).assess(MostPopular.byRating(), RUN);
    assertThat(assessment.foldedIn().metric("rmse").value()).isCloseTo(1, within(1e-6));
    assertThat(assessment.foldedIn().metric("mae").value()).isCloseTo(1, within(1e-6));
  }

  @Test
  void sampledRanksAreThoseCountedByHand() {
    // Popularity counts item 0 three times, 1 twice, 2 and 3 once; 1 is hidden from person 3.
    var training =
        Interactions.builder()
            .add(0, 0, 1)
            .add(0, 1, 1)
            .add(1, 0, 1)
            .add(1, 1, 1)
            .add(2, 0, 1)
            .add(2, 2, 1)
            .add(3, 3, 1)
            .build(4, 5);
    var split = Split.of(training, Interactions.builder().add(3, 1, 1).build(4, 5));
    var negatives = new int[][] {{}, {}, {}, {0, 2, 4}};
    var questions = List.<Question>of(new Question.OfSampledLists(negatives, 1, 2));
    var quality = new Trial(List.of(split), questions).assess(new MostPopular(), RUN).foldedIn();
    assertThat(quality.metric("sampled-hit-rate@1").value()).isZero();
    assertThat(quality.metric("sampled-hit-rate@2").value()).isEqualTo(1);
    assertThat(quality.metric("sampled-ndcg@2").value())
        .isCloseTo(Math.log(2) / Math.log(3), within(1e-9));
  }

  @Test
  void aTieWithANegativeIsLost() {
    var training = Interactions.builder().add(0, 0, 1).add(0, 1, 1).build(1, 3);
    var split = Split.of(training, Interactions.builder().add(0, 2, 1).build(1, 3));
    var question = new Question.OfSampledLists(new int[][] {{0, 1}}, 2);
    var level = new Trial(List.of(split), value -> 0, List.of(question));
    assertThat(level.assess(MostPopular.byRating(), RUN).foldedIn().people()).isZero();
    var quality = new Trial(List.of(split), List.of(question)).assess(new MostPopular(), RUN);
    assertThat(quality.foldedIn().metric("sampled-hit-rate@2").value()).isZero();
  }

  @Test
  void lastOfASequenceIsHiddenAndTheOneBeforeGivenOnly() {
    var split = Split.sequences(List.of(new int[] {3, 1, 0, 2}, new int[] {1, 2}), 4);
    assertThat(split.training().byUser().profile(0).items()).containsExactly(1, 3);
    assertThat(split.training().second(0)).isEqualTo(1);
    assertThat(split.training().byUser().length(1)).isEqualTo(2);
    assertThat(split.people()).hasSize(1);
    assertThat(split.people().getFirst().given().items()).containsExactly(0, 1, 3);
    assertThat(split.people().getFirst().hidden().items()).containsExactly(2);
  }

  @Test
  void whatPredictsNoRatingsIsNotAskedForThem() {
    var trial =
        new Trial(
            List.of(Split.of(ratings(), test())),
            stars -> stars >= 3 ? 1 : 0,
            List.of(new Question.OfRatings()));
    assertThatThrownBy(() -> trial.assess(new ItemKnn(), RUN))
        .hasMessageContaining("item-knn predicts no ratings");
    assertThatThrownBy(() -> new Question.OfLists(Question.Order.BY_SCORE, 0))
        .hasMessageContaining("cut at 1");
    assertThatThrownBy(() -> new HeldOut(given(), given(), 0, new long[] {1}))
        .hasMessageContaining("1 times");
  }

  private static Profile given() {
    return ratings().byUser().profile(0);
  }
}
