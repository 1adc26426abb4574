package org.tastemaker.engine.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class ItemTermsTest {
  @Test
  void wordsAreCountedWhateverTheirCase() {
    var terms = ItemTerms.builder().text(1, "Amélie, AMÉLIE & 千と千尋 (2001)").build(2);
    assertThat(terms.terms()).containsExactly("amélie", "千と千尋", "2001");
    assertThat(terms.byItem().profile(1))
        .isEqualTo(new Profile(new int[] {0, 1, 2}, new float[] {2, 1, 1}));
    assertThat(terms.byItem().length(0)).isZero();
  }

  @Test
  void anAttributeIsNoWordAndNoOtherAttribute() {
    var terms =
        ItemTerms.builder()
            .text(0, "drama")
            .attribute(1, "genre", "drama")
            .attribute(0, "kind", "drama")
            .build(2);
    assertThat(terms.terms()).containsExactly("drama", "genre=drama", "kind=drama");
    assertThat(terms.byTerm().profile(1).items()).containsExactly(1);
    assertThat(terms.items()).isEqualTo(2);
  }

  @Test
  void itemsOutsideAreRefused() {
    assertThatThrownBy(() -> ItemTerms.builder().text(2, "word").build(2))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(ItemTerms.builder().text(0, " – !").build(1).terms()).isEmpty();
  }
}
