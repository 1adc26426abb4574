package org.tastemaker.engine.algorithm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.tastemaker.engine.data.ItemTerms;
import org.tastemaker.engine.model.ImplicitFactors;

class ContentFactorsTest {
  private static ImplicitFactors model(int k, float... factors) {
    var objective = new ImplicitFactors.Objective(k, 0.1f, 0.1f, 1);
    return new ImplicitFactors(factors.length / k, factors, objective);
  }

  @Test
  void factorsAreThoseWorkedOutByHand() {
    // One term in items 0 and 1, of five likings and of none: with s = 5 item 0 counts ½, so
    // (½ + λ)·w = ½·2, w = 1 for λ = ½. Item 0 goes half of the way to it, item 1 all of it, and
    // item 2, which has no term, to nothing.
    var terms = ItemTerms.builder().text(0, "word").text(1, "word").build(3);
    var filled = new ContentFactors(0.5, 5).fill(model(1, 2, 9, 7), new int[] {5, 0, 0}, terms);
    assertThat(filled.factors()).containsExactly(new float[] {1.5f, 1, 0}, within(1e-5f));
  }

  @Test
  void everyFactorIsSolved() {
    // Two terms that never meet, two factors: four separate regressions, all of 90 / (90 + 10).
    var terms = ItemTerms.builder().text(0, "a").text(1, "b").text(2, "a").text(3, "b").build(4);
    var filled =
        new ContentFactors(0.001, 10)
            .fill(model(2, 1, -2, 3, 4, 0, 0, 0, 0), new int[] {90, 90, 0, 0}, terms);
    float[] factors = filled.factors();
    assertThat(Arrays.copyOf(factors, 4)).containsExactly(new float[] {1, -2, 3, 4}, within(0.01f));
    assertThat(factors[4]).isCloseTo(1 * 0.9f / 0.901f, within(1e-4f));
    assertThat(factors[5]).isCloseTo(-2 * 0.9f / 0.901f, within(1e-4f));
    assertThat(factors[6]).isCloseTo(3 * 0.9f / 0.901f, within(1e-4f));
    assertThat(factors[7]).isCloseTo(4 * 0.9f / 0.901f, within(1e-4f));
  }

  @Test
  void whatCannotWorkIsRefused() {
    assertThatThrownBy(() -> new ContentFactors(0, 1)).hasMessageContaining("ridge");
    assertThatThrownBy(() -> new ContentFactors(1, 0)).hasMessageContaining("trust");
    var terms = ItemTerms.builder().build(2);
    assertThatThrownBy(() -> new ContentFactors().fill(model(1, 1), new int[1], terms))
        .hasMessageContaining("2 that have terms");
  }
}
