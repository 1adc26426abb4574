package org.tastemaker.engine.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The searches against scoring everything. Vectors are of small whole numbers, so that sums are
/// exact in any order and many are equal.
class RankedItemsTest {
  private final SplittableRandom random = new SplittableRandom(5);

  private float[] numbers(int count, int reach) {
    var numbers = new float[count];
    for (int i = 0; i < count; i++) {
      numbers[i] = random.nextInt(-reach, reach + 1);
    }
    return numbers;
  }

  /// Every tenth item is long, the others are short.
  private float[] items(int count, int dimensions) {
    var rows = numbers(count * dimensions, 2);
    for (int item = 0; item < count; item += 10) {
      for (int d = 0; d < dimensions; d++) {
        rows[item * dimensions + d] *= 8;
      }
    }
    return rows;
  }

  private static int[] expected(float[] scores, int k, int[] leftOut) {
    var rest = scores.clone();
    for (int item : leftOut) {
      rest[item] = Float.NEGATIVE_INFINITY;
    }
    return TopK.best(rest, rest.length, k);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 63, 64, 65, 1000})
  void theBestAreThoseOfAllScores(int count) {
    var rows = items(count, 16);
    var blocks = ItemBlocks.of(rows, count, 16, 16);
    var ranked = RankedItems.of(rows, count, 16, 16);
    var scores = new float[count];
    var vectors = numbers(11 * 16, 3);
    for (int k : new int[] {0, 1, 10, 100}) {
      var leftOut = new int[11][];
      for (int row = 0; row < 11; row++) {
        leftOut[row] = random.ints(row * 5L, 0, count).distinct().sorted().toArray();
      }
      var found = ranked.best(vectors, 16, k, leftOut);
      for (int row = 0; row < 11; row++) {
        var x = Arrays.copyOfRange(vectors, row * 16, (row + 1) * 16);
        blocks.scores(x, scores);
        assertThat(found[row]).containsExactly(expected(scores, k, leftOut[row]));
        var allowed = random.longs((count + 63) / 64).toArray();
        assertThat(ranked.best(x, k, allowed))
            .containsExactly(TopK.best(scores, count, k, allowed));
      }
    }
  }

  @ParameterizedTest
  @ValueSource(floats = {Float.NaN, Float.POSITIVE_INFINITY})
  void whatIsNoNumberNeverEntersAndHidesNothing(float strange) {
    var rows = items(200, 16);
    var x = numbers(16, 3);
    x[3] = 1;
    rows[50 * 16 + 3] = strange;
    var scores = new float[200];
    ItemBlocks.of(rows, 200, 16, 16).scores(x, scores);
    var all = new long[] {-1, -1, -1, -1};
    assertThat(RankedItems.of(rows, 200, 16, 16).best(x, 30, all))
        .containsExactly(TopK.best(scores, 200, 30));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 5})
  void nobodyAndNothingHaveNothing(int k) {
    assertThat(RankedItems.of(new float[0], 0, 16, 16).best(new float[16], k, new long[1]))
        .isEmpty();
    assertThat(RankedItems.of(items(70, 16), 70, 16, 16).best(new float[0], 16, k, new int[0][]))
        .isEmpty();
  }
}
