package org.tastemaker.server.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.roaringbitmap.RoaringBitmap;

class RankingTest {

  @Test
  void theFirstOfSomeAreFoundWhetherTheyAreManyOrFew() {
    var ranking = new Ranking(IntStream.range(0, 1000).map(rank -> 999 - rank).toArray());
    var few = RoaringBitmap.bitmapOf(3, 500, 998);
    var many = RoaringBitmap.bitmapOf(IntStream.range(0, 500).toArray());

    assertThat(ranking.first(few, 0, 0, 10)).containsExactly(998, 500, 3);
    assertThat(ranking.first(few, 2, 0, 1)).containsExactly(500);
    assertThat(ranking.first(few, 0, 2, 5)).containsExactly(3);
    assertThat(ranking.first(many, 0, 1, 2)).containsExactly(498, 497);
    assertThat(ranking.first(many, 998, 0, 5)).containsExactly(1, 0);
    assertThat(ranking.rank(999)).isZero();
    assertThat(ranking.rank(1000)).isEqualTo(-1);
  }

  @Test
  void movingSomeIsTheSameAsSortingAnew() {
    var random = new SplittableRandom(7);
    Map<Integer, Integer> values = new HashMap<>();
    IntStream.range(0, 300).forEach(item -> values.put(item, random.nextInt(50)));
    Comparator<Integer> order =
        Comparator.<Integer>comparingInt(values::get).thenComparing(Comparator.naturalOrder());
    var ranking = new Ranking(sorted(values, order));
    for (int round = 0; round < 200; round++) {
      var changed = new RoaringBitmap();
      for (int i = random.nextInt(6); i > 0; i--) {
        changed.add(random.nextInt(320));
      }
      changed.forEach(
          (org.roaringbitmap.IntConsumer)
              item -> {
                if (random.nextInt(4) == 0) {
                  values.remove(item);
                } else {
                  values.put(item, random.nextInt(50));
                }
              });
      int[] there = changed.stream().filter(values::containsKey).toArray();
      ranking = ranking.moved(changed, there, order);
      var now = ranking;
      assertThat(IntStream.range(0, now.size()).map(now::at).toArray())
          .isEqualTo(sorted(values, order));
    }
  }

  private static int[] sorted(Map<Integer, Integer> values, Comparator<Integer> order) {
    return values.keySet().stream().sorted(order).mapToInt(Integer::intValue).toArray();
  }

  @Test
  void listsBeginWithTheCurrentRankingAndGoOnWithTheirs() {
    long[] now = {0};
    var pins = new PinnedRankings(() -> now[0], 100);
    var first = new Ranking(new int[] {1, 2});
    var second = new Ranking(new int[] {2, 1});

    var pin = pins.begin(ItemOrder.POPULAR, first);
    assertThat(pins.begin(ItemOrder.POPULAR, first).number()).isEqualTo(pin.number());
    assertThat(pins.begin(ItemOrder.POPULAR, second).ranking()).isSameAs(second);
    now[0] += java.time.Duration.ofMinutes(9).toNanos();
    pins.begin(ItemOrder.POPULAR, second);
    assertThat(pins.find(ItemOrder.POPULAR, pin.number())).containsSame(first);
    assertThat(pins.find(ItemOrder.TRENDING, pin.number())).isEmpty();
    now[0] += java.time.Duration.ofMinutes(2).toNanos();
    pins.begin(ItemOrder.POPULAR, second);
    assertThat(pins.find(ItemOrder.POPULAR, pin.number())).isEmpty();
  }

  @Test
  void ofALargeCatalogueFewRankingsAreKept() {
    long[] now = {0};
    var pins = new PinnedRankings(() -> now[0], 100);
    int[] million = IntStream.range(0, 1_000_000).toArray();
    var first = new Ranking(million);

    var pin = pins.begin(ItemOrder.POPULAR, first);
    now[0] += java.time.Duration.ofSeconds(30).toNanos();
    assertThat(pins.begin(ItemOrder.POPULAR, new Ranking(million)).ranking()).isSameAs(first);
    now[0] += java.time.Duration.ofSeconds(60).toNanos();
    assertThat(pins.begin(ItemOrder.POPULAR, new Ranking(million)).ranking()).isNotSameAs(first);
    assertThat(pins.find(ItemOrder.POPULAR, pin.number())).containsSame(first);
  }
}
