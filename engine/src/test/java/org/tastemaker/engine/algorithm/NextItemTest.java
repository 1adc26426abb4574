package org.tastemaker.engine.algorithm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.tastemaker.engine.data.Interactions;
import org.tastemaker.engine.data.Profile;
import org.tastemaker.engine.evaluation.Evaluation;
import org.tastemaker.engine.evaluation.Split;
import org.tastemaker.engine.model.ModelCodec;

class NextItemTest {
  private static final int ITEMS = 30;

  private static NextItem small(int epochs, int negatives) {
    return new NextItem(8, 4, epochs, 0.02, negatives, 64, 0, 0);
  }

  /// People walk on a circle of items, from anywhere, with now and then a step too many.
  private static List<int[]> walks(int people) {
    var random = new SplittableRandom(5);
    List<int[]> walks = new ArrayList<>();
    for (int person = 0; person < people; person++) {
      var walk = new int[9];
      walk[0] = random.nextInt(ITEMS);
      for (int i = 1; i < walk.length; i++) {
        walk[i] = (walk[i - 1] + (random.nextInt(4) == 0 ? 2 : 1)) % ITEMS;
      }
      walks.add(walk);
    }
    return walks;
  }

  private static Interactions learnt() {
    return Split.sequences(walks(150), ITEMS).training();
  }

  @Test
  void whatComesNextIsFoundWherePopularityIsLost() {
    var split = Split.sequences(walks(150), ITEMS);
    var table = Evaluation.ranking(List.of(small(30, 30)), List.of(split), Run.quiet(1), 2);
    assertThat(table.get(0).metric("hit-rate@2").value()).isLessThan(0.3);
    assertThat(table.get(1).metric("hit-rate@2").value()).isGreaterThan(0.95);
  }

  /// Of a hundred people 75 go on from 0 to 1, the others to 2: a chance three times as large.
  @Test
  void theScoresAreTheLogarithmsOfTheShares() {
    var builder = Interactions.builder();
    for (int person = 0; person < 100; person++) {
      builder.add(person, 0, 1, 0);
      builder.add(person, person < 75 ? 1 : 2, 1, 1);
    }
    var algorithm = new NextItem(4, 1, 400, 0.02, 10, 64, 0, 0);
    var model = algorithm.train(builder.build(100, 3), Run.quiet(1));
    var profile = new Profile(new int[] {0}, new float[] {1}, new long[] {0});
    var taste = model.foldIn(profile);
    assertThat(taste.score(1) - taste.score(2)).isCloseTo((float) Math.log(3), within(0.05f));
  }

  @Test
  void theLossFallsTowardsWhatChanceLeaves() {
    var settings = small(40, 30);
    var descent =
        new SuccessionDescent(settings, new Succession(learnt()), new SplittableRandom(1));
    var losses = new double[40];
    for (int epoch = 0; epoch < losses.length; epoch++) {
      losses[epoch] = descent.epoch(epoch, Run.quiet(1));
    }
    assertThat(losses[0]).isGreaterThan(2.5);
    assertThat(losses[9]).isLessThan(losses[0]);
    // a step of one with 3/4, of two with 1/4: an entropy of 0.562
    assertThat(losses[39]).isBetween(0.5, 0.75).isLessThan(losses[9]);
  }

  @Test
  void aFewNegativesDo() {
    var split = Split.sequences(walks(150), ITEMS);
    var table = Evaluation.ranking(List.of(small(60, 8)), List.of(split), Run.quiet(1), 2);
    assertThat(table.get(1).metric("hit-rate@2").value()).isGreaterThan(0.9);
  }

  @Test
  void theSameSeedGivesTheSameBytesOnAnyNumberOfThreads() throws IOException {
    var algorithm = new NextItem(20, 4, 3, 0.02, 20, 40, 0.2, 0.2);
    var one = bytes(algorithm, Run.quiet(1));
    assertThat(bytes(algorithm, Run.quiet(1, 3))).isEqualTo(one);
    assertThat(bytes(algorithm, Run.quiet(2))).isNotEqualTo(one);
  }

  private static byte[] bytes(Algorithm algorithm, Run run) throws IOException {
    var bytes = new ByteArrayOutputStream();
    ModelCodec.write(algorithm.train(learnt(), run), bytes);
    return bytes.toByteArray();
  }

  @Test
  void itSaysThatItNeedsTimes() {
    var untimed = Interactions.builder().add(0, 0, 1).add(0, 1, 1).build(1, 2);
    assertThatThrownBy(() -> new NextItem().train(untimed, Run.quiet(1)))
        .hasMessageContaining("no times");
  }

  @Test
  void nothingToLearnFromStillMakesAModel() {
    var nobody = Interactions.builder().build(0, 0);
    assertThat(new NextItem().train(nobody, Run.quiet(1)).items()).isZero();
    var alone = Interactions.builder().add(0, 1, 1, 7).build(1, 3);
    assertThat(new NextItem().train(alone, Run.quiet(1)).items()).isEqualTo(3);
  }
}
