package org.tastemaker.engine.algorithm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.tastemaker.engine.data.Interactions;
import org.tastemaker.engine.data.Profile;
import org.tastemaker.engine.evaluation.Evaluation;
import org.tastemaker.engine.evaluation.Split;
import org.tastemaker.engine.model.Blend;
import org.tastemaker.engine.model.ItemMatrix;
import org.tastemaker.engine.model.ModelCodec;
import org.tastemaker.engine.model.Popularity;

class StackedTest {
  private static final Stacked.Learning SMALL = new Stacked.Learning(0.3, 0.3, 5);

  /// Three groups of people with fifteen items each, of which everybody likes up to eight.
  private static Interactions groups() {
    return groups(180);
  }

  private static Interactions groups(int people) {
    var random = new SplittableRandom(3);
    var builder = Interactions.builder();
    for (int person = 0; person < people; person++) {
      for (int i = 0; i < 8; i++) {
        builder.add(person, person % 3 * 15 + random.nextInt(15), 1);
      }
    }
    return builder.build(people, 45);
  }

  /// Somebody likes 0 and hides 1. One part has 1 at a score of 2 and 2 at 3, another 1 at 4 and 3
  /// at 6: only where the second counts less than twice, and more than half of what the first does,
  /// does 1 come first.
  @Test
  void theWeightsAreThoseThatPutWhatIsHiddenInFront() {
    var somebody = new Learners.Learner(new Profile(new int[] {0}, new float[] {1}), new int[] {1});
    var learners = new Learners(Interactions.builder().build(1, 4), List.of(somebody));
    var first = new ItemMatrix(4, row(0, 2, 3, 0));
    var second = new ItemMatrix(4, row(0, 4, 0, 6));
    var search = new WeightSearch(learners, List.of(first, second), 1, Run.quiet(1));
    var weights = search.weights();
    assertThat(weights[0]).isEqualTo(1);
    double one = 2 + 4 * weights[1];
    assertThat(one).isGreaterThan(3).isGreaterThan(6 * weights[1]);
  }

  private static float[] row(float... scores) {
    return Arrays.copyOf(scores, 16);
  }

  /// Somebody hides 1, which popularity has last and liking 0 speaks for, more so the less
  /// popularity counts.
  @Test
  void whatOnlyHurtsIsLeftOut() {
    var somebody = new Learners.Learner(new Profile(new int[] {0}, new float[] {1}), new int[] {1});
    var learners = new Learners(Interactions.builder().build(1, 4), List.of(somebody));
    var popular = new Popularity(new float[] {1, 0, 9, 9});
    var matrix = new ItemMatrix(4, row(0, 1, 0.9f, 0.9f));
    var weights = new WeightSearch(learners, List.of(popular, matrix), 1, Run.quiet(1)).weights();
    assertThat(weights).containsExactly(0, 1);
  }

  /// Within a group chance is as good as anything; it must not outweigh the group.
  @Test
  void chanceDecidesNothingAndWhatIsLeftIsABlendThatExplainsItself() {
    var model = new Stacked(List.of(new Ease(), new RandomOrder()), SMALL);
    var trained = model.train(groups(1500), Run.quiet(1));
    assertThat(trained).isInstanceOf(Blend.class);
    var profile = new Profile(new int[] {1, 4}, new float[] {1, 1});
    assertThat(Arrays.stream(trained.best(List.of(profile), 5)[0])).allMatch(item -> item < 15);
    var ease = new Ease().train(groups(1500), Run.quiet(1)).foldIn(profile);
    assertThat(trained.foldIn(profile).contributions(7))
        .containsExactly(ease.contributions(7), within(1e-6f));
  }

  @Test
  void listsAreBetterThanPopularity() {
    var split = Split.random(groups(), 0.2, 1);
    var stacked = new Stacked(List.of(new Ease(), new ImplicitAls(4, 5, 0.1, 0.2, 1)), SMALL);
    var table = Evaluation.ranking(List.of(stacked), List.of(split), Run.quiet(1), 5);
    assertThat(table.get(1).metric("ndcg@5").value())
        .isGreaterThan(table.get(0).metric("ndcg@5").value() + 0.1);
  }

  @Test
  void learnersAreNotTrainedOnAndGivenWhatIsNotHidden() {
    var data = groups();
    var learners = Learners.of(data, SMALL, 2, 4);
    assertThat(learners.people()).hasSizeBetween(50, 54);
    long given = 0;
    for (var person : learners.people()) {
      given += person.given().size() + person.hidden().length;
      for (int item : person.hidden()) {
        assertThat(person.given().items()).doesNotContain(item);
      }
    }
    assertThat(learners.others().size()).isEqualTo(data.size() - given);
  }

  @Test
  void theSameSeedGivesTheSameBytesOnAnyNumberOfThreads() throws IOException {
    assertThat(bytes(Run.quiet(1, 3))).isEqualTo(bytes(Run.quiet(1)));
  }

  private static byte[] bytes(Run run) throws IOException {
    var bytes = new ByteArrayOutputStream();
    var stacked = new Stacked(List.of(new Ease(), new ItemKnn()), SMALL);
    ModelCodec.write(stacked.train(groups(), run), bytes);
    return bytes.toByteArray();
  }

  @Test
  void nobodyToLearnFromStillMakesAModel() {
    var alone = Interactions.builder().add(0, 1, 1).build(2, 3);
    assertThat(new Stacked().train(alone, Run.quiet(1)).items()).isEqualTo(3);
  }

  @Test
  void whatCannotWorkIsRefused() {
    assertThatThrownBy(() -> new Stacked(List.of(new Ease()), SMALL))
        .hasMessageContaining("at least two");
    assertThatThrownBy(() -> new Stacked(List.of(new Ease(), new Stacked()), SMALL))
        .hasMessageContaining("blend");
    assertThatThrownBy(() -> new Stacked(List.of(new Ease(), new Baseline()), SMALL))
        .hasMessageContaining("blend");
    assertThatThrownBy(() -> new Stacked.Learning(1, 0.2, 100)).hasMessageContaining("learners");
  }
}
