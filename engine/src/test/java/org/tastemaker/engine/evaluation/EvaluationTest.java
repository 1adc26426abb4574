package org.tastemaker.engine.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.tastemaker.engine.algorithm.ItemKnn;
import org.tastemaker.engine.algorithm.Run;
import org.tastemaker.engine.data.Interactions;
import org.tastemaker.engine.data.Profile;
import org.tastemaker.engine.model.Popularity;

class EvaluationTest {
  private static final Popularity FIVE_ITEMS = new Popularity(new float[] {5, 4, 3, 2, 1});

  private static Profile items(int... items) {
    var values = new float[items.length];
    Arrays.fill(values, 1);
    return new Profile(items, values);
  }

  @Test
  void listMetricsAreThoseWorkedOutByHand() {
    // Item 0 is given, so the list is 1, 2, 3, 4; hidden are 2 and 4: hits at the ranks 2 and 4.
    var people = List.of(new HeldOut(items(0), items(2, 4)));
    var quality = Evaluation.ranking("popular", FIVE_ITEMS, people, 3, 1);
    double ideal = 1 + 1 / (Math.log(3) / Math.log(2));
    assertThat(quality.metric("ndcg@3").value())
        .isCloseTo(1 / (Math.log(3) / Math.log(2)) / ideal, within(1e-9));
    assertThat(quality.metric("recall@3").value()).isEqualTo(0.5);
    assertThat(quality.metric("capped-recall@1").value()).isZero();
    assertThat(quality.metric("precision@3").value()).isCloseTo(1 / 3.0, within(1e-9));
    assertThat(quality.metric("hit-rate@3").value()).isEqualTo(1);
    assertThat(quality.metric("coverage@3").value()).isEqualTo(0.6);
  }

  @Test
  void recallAgainstTheShorterOfListAndHidden() {
    var people = List.of(new HeldOut(Profile.empty(), items(0, 1, 4)));
    var quality = Evaluation.ranking("popular", FIVE_ITEMS, people, 2);
    assertThat(quality.metric("capped-recall@2").value()).isEqualTo(1);
    assertThat(quality.metric("recall@2").value()).isCloseTo(2 / 3.0, within(1e-9));
    assertThat(quality.metric("ndcg@2").value()).isCloseTo(1, within(1e-9));
  }

  @Test
  void ratingErrorsAreThoseWorkedOutByHand() {
    var people =
        List.of(
            new HeldOut(Profile.empty(), new Profile(new int[] {0, 1}, new float[] {5, 2})),
            new HeldOut(Profile.empty(), new Profile(new int[] {4}, new float[] {2})));
    var quality = Evaluation.ratings("popular", FIVE_ITEMS, people);
    assertThat(quality.metric("rmse").value()).isCloseTo(Math.sqrt(5 / 3.0), within(1e-9));
    assertThat(quality.metric("mae").value()).isCloseTo(1, within(1e-9));
    assertThat(quality.metric("rmse").low()).isLessThanOrEqualTo(quality.metric("rmse").value());
    assertThat(quality.metric("rmse").high())
        .isGreaterThanOrEqualTo(quality.metric("rmse").value());
  }

  @Test
  void intervalCoversTheMeanOfManyPeople() {
    var people =
        IntStream.range(0, 400).mapToObj(i -> new HeldOut(Profile.empty(), items(i % 5))).toList();
    var hit = Evaluation.ranking("popular", FIVE_ITEMS, people, 1).metric("hit-rate@1");
    assertThat(hit.value()).isEqualTo(0.2);
    // The normal approximation: 1.96 · √(0.2 · 0.8 / 400) = 0.039.
    assertThat(hit.low()).isCloseTo(0.161, within(0.01));
    assertThat(hit.high()).isCloseTo(0.239, within(0.01));
  }

  @Test
  void popularityIsAlwaysInTheTable() {
    var data = Interactions.builder();
    for (int person = 0; person < 30; person++) {
      data.add(person, person % 3, 1).add(person, 3, 1).add(person, 4 + person % 2, 1);
    }
    var splits = Split.userFolds(data.build(30, 6), 3, 0.4, 1);
    var table = Evaluation.ranking(List.of(new ItemKnn()), splits, Run.quiet(1), 2);
    assertThat(table).extracting(Quality::name).containsExactly("most-popular", "item-knn");
    assertThatThrownBy(() -> table.getFirst().metric("map@2")).hasMessageContaining("ndcg@2");
  }

  @Test
  void whoeverIsGivenNothingGetsWhatIsPopular() {
    var data = Interactions.builder();
    for (int person = 0; person < 30; person++) {
      data.add(person, 5, 1, person).add(person, person % 5, 1, person);
    }
    data.add(30, 5, 1, 99).add(31, 5, 1, 99);
    var split = Split.byTime(data.build(32, 6), 0.03);
    var table = Evaluation.ranking(List.of(new ItemKnn()), List.of(split), Run.quiet(1), 1);
    assertThat(table.get(1).people()).isEqualTo(2);
    assertThat(table.get(1).metric("hit-rate@1").value()).isEqualTo(1);
  }

  @Test
  void everyInteractionIsHiddenOnceInFolds() {
    var data = Interactions.builder();
    for (int i = 0; i < 200; i++) {
      data.add(i % 20, i / 20, i % 5);
    }
    var whole = data.build(20, 10);
    long hidden = 0;
    for (var split : Split.folds(whole, 4, 7)) {
      long here = split.people().stream().mapToLong(person -> person.hidden().size()).sum();
      assertThat(split.training().size() + here).isEqualTo(200);
      hidden += here;
    }
    assertThat(hidden).isEqualTo(200);
  }

  @Test
  void splitByTimeLearnsNothingFromTheFuture() {
    var data = Interactions.builder();
    for (int i = 0; i < 100; i++) {
      data.add(i % 10, i / 10, 1, 1000 + i);
    }
    var split = Split.byTime(data.build(10, 10), 0.2);
    assertThat(split.training().size()).isEqualTo(80);
    assertThat(split.training().timed()).isTrue();
    for (int entry = 0; entry < split.training().size(); entry++) {
      assertThat(split.training().second(entry)).isLessThan(1080);
    }
    assertThat(split.people()).hasSize(10).allMatch(person -> person.hidden().size() == 2);
  }

  @Test
  void testersOfAStrongSplitAreNotTrainedOn() {
    var data = Interactions.builder();
    for (int i = 0; i < 1000; i++) {
      data.add(i / 10, i % 10, i % 5 + 1);
    }
    var split = Split.byUser(data.build(100, 10), 0.3, 0.2, 5);
    int trained = 0;
    for (int user = 0; user < 100; user++) {
      trained += split.training().byUser().length(user) > 0 ? 1 : 0;
    }
    assertThat(trained).isBetween(55, 85);
    assertThat(split.people()).hasSizeLessThanOrEqualTo(100 - trained).hasSizeGreaterThan(10);
    var liked = split.mapped(stars -> stars >= 4 ? 1 : 0);
    assertThat(liked.training().size()).isLessThan(split.training().size());
    assertThat(liked.people()).allMatch(person -> person.hidden().values()[0] == 1);
  }

  @Test
  void splitByTimeWithoutTimesIsRefused() {
    var data = Interactions.builder().add(0, 0, 1).build(1, 1);
    assertThatThrownBy(() -> Split.byTime(data, 0.1)).hasMessageContaining("carry no times");
    assertThatThrownBy(() -> Split.random(data, 1.5, 1)).hasMessageContaining("share");
  }
}
