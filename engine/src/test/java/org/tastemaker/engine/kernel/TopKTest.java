package org.tastemaker.engine.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class TopKTest {
  @Test
  void higherFirstAndAmongEqualsTheLowerIndex() {
    assertThat(TopK.best(new float[] {1, 3, 2, 3, 3}, 5, 3)).containsExactly(1, 3, 4);
    assertThat(TopK.best(new float[] {1, 3, 2, 3, 3}, 5, 2)).containsExactly(1, 3);
    assertThat(TopK.best(new float[] {1, 3, 2, 3, 3}, 3, 9)).containsExactly(1, 2, 0);
  }

  @Test
  void nothingNotANumberOrInfinitelyBadIsAmongTheBest() {
    var scores = new float[] {Float.NaN, 1, Float.NEGATIVE_INFINITY, Float.POSITIVE_INFINITY};
    assertThat(TopK.best(scores, 4, 4)).containsExactly(3, 1);
    assertThat(TopK.best(scores, 4, 0)).isEmpty();
    assertThat(TopK.best(new float[0], 0, 3)).isEmpty();
  }

  @Test
  void onlyAllowedIndicesAreAmongTheBest() {
    var scores = new float[130];
    for (int i = 0; i < scores.length; i++) {
      scores[i] = i;
    }
    var allowed = new BitSet();
    allowed.set(3);
    allowed.set(64);
    allowed.set(129);
    allowed.set(1000);
    assertThat(TopK.best(scores, 130, 9, allowed.toLongArray())).containsExactly(129, 64, 3);
    assertThat(TopK.best(scores, 100, 9, allowed.toLongArray())).containsExactly(64, 3);
    assertThat(TopK.best(scores, 130, 9, new long[0])).isEmpty();
  }

  @Test
  void askingForMoreThanThereIsIsRefused() {
    assertThatThrownBy(() -> TopK.best(new float[3], 4, 1))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> TopK.best(new float[3], 3, -1))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Property(tries = 500)
  void bestAreTheFirstOfAllSorted(
      @ForAll @Size(max = 300) List<@IntRange(max = 40) Integer> values,
      @ForAll @IntRange(max = 90) int k,
      @ForAll long mask) {
    var scores = new float[values.size()];
    var allowed = new BitSet();
    for (int i = 0; i < scores.length; i++) {
      scores[i] = values.get(i) == 0 ? Float.NaN : values.get(i);
      allowed.set(i, (mask >>> (i % 61) & 1) == 1);
    }
    assertThat(TopK.best(scores, scores.length, k)).containsExactly(sorted(scores, k, null));
    assertThat(TopK.best(scores, scores.length, k, allowed.toLongArray()))
        .containsExactly(sorted(scores, k, allowed));
  }

  private static int[] sorted(float[] scores, int k, @Nullable BitSet allowed) {
    return IntStream.range(0, scores.length)
        .filter(i -> !Float.isNaN(scores[i]) && (allowed == null || allowed.get(i)))
        .boxed()
        .sorted(Comparator.comparingDouble((Integer i) -> -scores[i]).thenComparing(i -> i))
        .limit(k)
        .mapToInt(i -> i)
        .toArray();
  }
}
