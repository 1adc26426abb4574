package org.tastemaker.engine.algorithm;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.tastemaker.engine.data.Interactions;
import org.tastemaker.engine.data.Profile;
import org.tastemaker.engine.evaluation.Evaluation;
import org.tastemaker.engine.evaluation.HeldOut;
import org.tastemaker.engine.evaluation.Split;

class RandomOrderTest {
  private static Profile liking(int item) {
    return new Profile(new int[] {item}, new float[] {1});
  }

  @Test
  void aListIsWorthWhatChanceGives() {
    var data = Interactions.builder().add(0, 0, 1).build(1, 1000);
    List<HeldOut> people = new ArrayList<>();
    for (int item = 1; item < 1000; item++) {
      people.add(new HeldOut(liking(0), liking(item)));
    }
    var table =
        Evaluation.ranking(
            List.of(new RandomOrder()), List.of(new Split(data, people)), Run.quiet(1), 100);
    assertThat(table.get(1).metric("hit-rate@100").value()).isEqualTo(100 / 999.0);
  }

  @Test
  void everySeedHasAnOrderOfItsOwn() {
    assertThat(order(1)).isEqualTo(order(1)).isNotEqualTo(order(2)).doesNotHaveDuplicates();
  }

  private static float[] order(long seed) {
    var scores = new float[50];
    var nothing = Interactions.builder().build(0, 50);
    new RandomOrder().train(nothing, Run.quiet(seed)).foldIn(Profile.empty()).score(scores);
    return scores;
  }
}
