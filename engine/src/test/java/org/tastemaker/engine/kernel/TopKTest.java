package org.tastemaker.engine.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.BitSet;
import java.util.Comparator;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
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

  @Test
  void bestAreTheFirstOfAllSorted() {
    for (int seed = 0; seed < 500; seed++) {
      var random = new SplittableRandom(seed);
      assertBest(random, random.nextInt(301), random.nextInt(91));
    }
  }

  private static void assertBest(SplittableRandom random, int count, int k) {
    var scores = new float[count];
    var allowed = new BitSet();
    for (int i = 0; i < count; i++) {
      int value = random.nextInt(41);
      scores[i] = value == 0 ? Float.NaN : value;
      allowed.set(i, random.nextBoolean());
    }
    assertThat(TopK.best(scores, scores.length, k)).containsExactly(sorted(scores, k, null));
    assertThat(TopK.best(scores, scores.length, k, allowed.toLongArray()))
        .containsExactly(sorted(scores, k, allowed));
    assertThat(TopK.bestAscending(scores, scores.length, k))
        .containsExactly(ascending(sorted(scores, k, null)));
  }

  private static int[] ascending(int[] indices) {
    return IntStream.of(indices).sorted().toArray();
  }

  @Test
  void theBestByIndexAreThoseByScoreWhateverTheBits() {
    var random = new SplittableRandom(4);
    var scores = new float[3000];
    for (int i = 0; i < scores.length; i++) {
      scores[i] = Float.intBitsToFloat(random.nextInt());
    }
    scores[100] = 0f;
    scores[101] = -0f;
    scores[102] = Float.NEGATIVE_INFINITY;
    scores[103] = Float.POSITIVE_INFINITY;
    scores[104] = -Float.MAX_VALUE;
    scores[105] = Float.MIN_VALUE;
    for (int k : new int[] {0, 1, 2, 1000, 1500, 2999, 3000, 4000}) {
      assertThat(TopK.bestAscending(scores, scores.length, k))
          .containsExactly(ascending(TopK.best(scores, scores.length, k)));
    }
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
