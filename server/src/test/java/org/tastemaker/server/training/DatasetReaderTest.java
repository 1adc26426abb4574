package org.tastemaker.server.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.tastemaker.engine.data.PreferenceMapping;
import org.tastemaker.engine.data.Profile;
import org.tastemaker.server.json.Json;
import org.tastemaker.server.training.TrainingBench.Listener;

final class DatasetReaderTest {
  private TrainingBench bench;

  @BeforeEach
  void open() {
    bench = new TrainingBench();
  }

  @AfterEach
  void close() {
    bench.close();
  }

  private Dataset read() {
    return read(new Listener(Json.mapper().createObjectNode()));
  }

  private Dataset read(Listener listener) {
    return bench.datasets.read(new PreferenceMapping(), Stage.whole(listener));
  }

  @Test
  void emptyDatabaseGivesAnEmptyDataset() {
    var data = read();
    assertThat(data.read()).isZero();
    assertThat(data.items().size()).isZero();
  }

  @Test
  void ratingsBecomeStarsAndPreferences() {
    bench.rate(7, 30, 450);
    bench.rate(7, 10, 100);
    bench.rate(9, 30, 350);
    var data = read();
    assertThat(data.people()).isEqualTo(2);
    assertThat(data.items().ids()).containsExactly(10, 30);
    assertThat(data.stars().byUser().profile(0))
        .isEqualTo(new Profile(new int[] {0, 1}, new float[] {1f, 4.5f}));
    assertPreference(data, 1f);
    assertThat(data.preferences().byUser().profile(1).size()).isEqualTo(1);
  }

  /// The first person likes the second item that much, and nothing else.
  private static void assertPreference(Dataset data, float preference) {
    var profile = data.preferences().byUser().profile(0);
    assertThat(profile.items()).containsExactly(1);
    assertThat(profile.values()).containsExactly(preference);
  }

  @Test
  void timesComeAlong() {
    bench.rate(1, 1, 500);
    assertThat(read().preferences().second(0)).isEqualTo(1_767_229_200L);
  }

  @Test
  void ratingThatStandsDecidesAlone() {
    bench.rate(1, 1, 100);
    bench.act(1, 1, 4, 50);
    bench.act(1, 2, 4, 1);
    bench.act(1, 2, 5, 1);
    var data = read();
    assertThat(data.read()).isEqualTo(4);
    assertPreference(data, 1.5f);
  }

  @Test
  void withdrawnRatingDoesNotCount() {
    bench.rate(1, 1, 500);
    bench.rate(1, 2, 500);
    bench.jdbc.sql("update rating set hundredths = null where item = 1").update();
    bench.jdbc.sql("update item_rating set hundredths = 0, count = 0 where item = 1").update();
    var data = read();
    assertThat(data.items().ids()).containsExactly(2);
    assertThat(data.stars().size()).isEqualTo(1);
  }

  @Test
  void logPositionIsSettled() {
    bench.rate(1, 1, 500);
    assertThat(read().logPosition()).isEqualTo(bench.events.settledPosition()).isPositive();
  }

  @Test
  void readingStopsWhenCancelled() {
    bench.tastes(40, 40);
    var listener = new Listener(Json.mapper().createObjectNode()).cancelAt("reading");
    assertThatThrownBy(() -> read(listener)).isInstanceOf(CancellationException.class);
    assertThat(read().read()).isPositive();
  }
}
