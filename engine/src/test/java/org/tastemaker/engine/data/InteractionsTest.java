package org.tastemaker.engine.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class InteractionsTest {
  @Test
  void rowsAreSortedBothWays() {
    var data =
        Interactions.builder().add(2, 1, 5).add(0, 3, 1).add(2, 0, 4).add(0, 1, 2).build(4, 5);
    assertThat(data.size()).isEqualTo(4);
    assertThat(data.users()).isEqualTo(4);
    assertThat(data.items()).isEqualTo(5);
    assertThat(data.byUser().profile(0))
        .isEqualTo(new Profile(new int[] {1, 3}, new float[] {2, 1}));
    assertThat(data.byUser().length(1)).isZero();
    assertThat(data.byItem().profile(1))
        .isEqualTo(new Profile(new int[] {0, 2}, new float[] {2, 5}));
  }

  @Test
  void lastValueOfAPairCounts() {
    var data = Interactions.builder().add(0, 1, 5).add(1, 1, 3).add(0, 1, 2).build(2, 2);
    assertThat(data.size()).isEqualTo(2);
    assertThat(data.byUser().profile(0).values()).containsExactly(2);
    assertThat(data.byItem().profile(1).values()).containsExactly(2, 3);
  }

  @Test
  void moreThan256ValuesAreKeptToo() {
    var builder = Interactions.builder();
    for (int i = 0; i < 1000; i++) {
      builder.add(i, i % 7, i / 8f);
    }
    var data = builder.build(1000, 7);
    for (int i = 0; i < 1000; i++) {
      assertThat(data.byUser().profile(i).values()).containsExactly(i / 8f);
    }
    assertThat(data.byItem().value(1)).isEqualTo(7 / 8f);
  }

  @Test
  void timesFollowTheirEntries() {
    var data =
        Interactions.builder()
            .add(1, 0, 5, 3_000_000_000L)
            .add(0, 1, 4, 20)
            .add(0, 0, 3, 10)
            .build(2, 2);
    assertThat(data.timed()).isTrue();
    assertThat(List.of(data.second(0), data.second(1), data.second(2)))
        .containsExactly(10L, 20L, 3_000_000_000L);
    var untimed = Interactions.builder().add(0, 0, 1, 5).add(0, 1, 1).build(1, 2);
    assertThat(untimed.timed()).isFalse();
    assertThatThrownBy(() -> untimed.second(0)).hasMessageContaining("no times");
  }

  @Test
  void whatIsNoInteractionIsRefused() {
    var builder = Interactions.builder();
    assertThatThrownBy(() -> builder.add(-1, 0, 1)).hasMessageContaining("Person -1");
    assertThatThrownBy(() -> builder.add(0, 0, Float.NaN)).hasMessageContaining("NaN");
    builder.add(0, 5, 1);
    assertThatThrownBy(() -> builder.build(1, 5)).hasMessageContaining("item 5 lies outside");
    assertThat(Interactions.builder().build(0, 0).size()).isZero();
  }

  @Test
  void entriesAreThoseOfAMapWhateverTheirOrder() {
    for (int seed = 0; seed < 200; seed++) {
      var random = new SplittableRandom(seed);
      assertEntries(random, seed == 0 ? 0 : random.nextInt(401), random.nextBoolean());
    }
  }

  private static void assertEntries(SplittableRandom random, int count, boolean ordered) {
    var expected = new TreeMap<Integer, Float>();
    List<Integer> pairs = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      pairs.add(random.nextInt(20) * 30 + random.nextInt(30));
    }
    if (ordered) {
      pairs = new ArrayList<>(pairs.stream().distinct().sorted().toList());
    }
    var builder = Interactions.builder();
    for (int pair : pairs) {
      float value = random.nextInt(1000);
      expected.put(pair, value);
      builder.add(pair / 30, pair % 30, value, pair);
    }
    var data = builder.build(20, 30);
    assertThat(entries(data.byUser(), 30, 1)).isEqualTo(expected);
    assertThat(entries(data.byItem(), 1, 30)).isEqualTo(expected);
    for (int user = 0; user < 20; user++) {
      for (int entry = data.byUser().begin(user); entry < data.byUser().end(user); entry++) {
        assertThat(data.second(entry)).isEqualTo(user * 30 + data.byUser().column(entry));
      }
    }
  }

  private static Map<Integer, Float> entries(Rows rows, int perRow, int perColumn) {
    var entries = new TreeMap<Integer, Float>();
    for (int row = 0; row < rows.rows(); row++) {
      for (int entry = rows.begin(row); entry < rows.end(row); entry++) {
        entries.put(row * perRow + rows.column(entry) * perColumn, rows.value(entry));
      }
    }
    return entries;
  }
}
