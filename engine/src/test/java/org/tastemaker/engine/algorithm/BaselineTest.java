package org.tastemaker.engine.algorithm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.tastemaker.engine.data.Interactions;
import org.tastemaker.engine.data.Profile;

class BaselineTest {
  @Test
  void biasesAreThoseWorkedOutByHand() {
    // μ = 3; item 0 got 5 and 4, so b = 3 / (1 + 2) = 1; item 1 got 2 and 1, so b = −1.
    var ratings = Interactions.builder().add(0, 0, 5).add(1, 0, 4).add(0, 1, 2).add(1, 1, 1);
    var model = new Baseline(1, 2).train(ratings.build(2, 3), Run.quiet(1));
    assertThat(model.foldIn(Profile.empty()).score(0)).isCloseTo(4, within(1e-6f));
    assertThat(model.foldIn(Profile.empty()).score(1)).isCloseTo(2, within(1e-6f));
    assertThat(model.foldIn(Profile.empty()).score(2)).isCloseTo(3, within(1e-6f));
    // Who gave item 0 five stars is 1 above it: b = 1 / (2 + 1).
    var generous = model.foldIn(new Profile(new int[] {0}, new float[] {5}));
    assertThat(generous.score(1)).isCloseTo(2 + 1 / 3f, within(1e-6f));
    assertThat(generous.contributions(1)).containsExactly(new float[] {1 / 3f}, within(1e-6f));
  }

  @Test
  void whatCannotWorkIsRefused() {
    assertThatThrownBy(() -> new Baseline(0, 1)).hasMessageContaining("itemRidge");
    assertThatThrownBy(() -> new Baseline().train(Interactions.builder().build(1, 1), Run.quiet(1)))
        .hasMessageContaining("no ratings");
  }
}
