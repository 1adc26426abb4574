package org.tastemaker.engine.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.SplittableRandom;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Test;
import org.tastemaker.engine.algorithm.Algorithm;
import org.tastemaker.engine.algorithm.Baseline;
import org.tastemaker.engine.algorithm.BiasedMf;
import org.tastemaker.engine.algorithm.ItemKnn;
import org.tastemaker.engine.algorithm.MostPopular;
import org.tastemaker.engine.algorithm.RandomOrder;
import org.tastemaker.engine.algorithm.Run;
import org.tastemaker.engine.data.Interactions;
import org.tastemaker.engine.evaluation.Search.Finding;

class SearchTest {
  private static final Question LISTS = new Question.OfLists(Question.Order.BY_SCORE, 5);
  private static final List<Algorithm> CANDIDATES =
      List.of(new RandomOrder(), new MostPopular(), new ItemKnn(), new ItemKnn(1, 0, 0, 1));

  private static Search.Plan plan(int halvings, int atOnce) {
    return new Search.Plan(halvings, atOnce, Duration.ofMinutes(10));
  }

  /// Two tastes, items liked the less the further back they stand.
  private static Interactions likings() {
    var random = new SplittableRandom(1);
    var likings = Interactions.builder();
    for (int person = 0; person < 240; person++) {
      for (int i = 0; i < 6; i++) {
        likings.add(person, person % 2 * 20 + (int) (20 * Math.pow(random.nextDouble(), 2)), 1);
      }
    }
    return likings.build(240, 40);
  }

  private static Search search(Search.Plan plan) {
    return new Search(
        List.of(Split.random(likings(), 0.3, 1)),
        value -> value,
        LISTS,
        new Search.Goal("ndcg@5", false),
        plan);
  }

  private static List<Algorithm> algorithms(List<Finding> findings) {
    return findings.stream().map(Finding::algorithm).toList();
  }

  /// Keeps in memory.
  private record Memory(Map<String, Double> values) implements Search.Journal {
    @Override
    public OptionalDouble known(Algorithm algorithm, double share) {
      var value = values.get(algorithm + " " + share);
      return value == null ? OptionalDouble.empty() : OptionalDouble.of(value);
    }

    @Override
    public void learnt(Finding finding, double seconds) {
      values.put(finding.algorithm() + " " + finding.share(), finding.value());
    }
  }

  @Test
  void theBestOfAllComesFirstHoweverManyAreTriedAtOnce() {
    var found = search(plan(0, 1)).among(CANDIDATES, Run.quiet(1), Search.Journal.none());
    assertThat(algorithms(found)).hasSize(4).startsWith(new ItemKnn()).endsWith(new RandomOrder());
    assertThat(found).allMatch(finding -> finding.share() == 1);
    assertThat(search(plan(0, 3)).among(CANDIDATES, Run.quiet(1, 3), Search.Journal.none()))
        .isEqualTo(found);
  }

  @Test
  void theBetterHalfGoesOnWithTwiceAsManyPeople() {
    var memory = new Memory(new ConcurrentHashMap<>());
    var found = search(plan(2, 1)).among(CANDIDATES, Run.quiet(1), memory);
    assertThat(found.stream().map(Finding::share)).containsExactly(1.0, 0.5, 0.25, 0.25);
    assertThat(found.getFirst().algorithm()).isInstanceOf(ItemKnn.class);
    assertThat(memory.values()).hasSize(4 + 2 + 1);
  }

  @Test
  void whatTheJournalKnowsIsNotMeasuredAgain() {
    var memory = new Memory(new ConcurrentHashMap<>());
    memory.values().put(new RandomOrder() + " 1.0", 0.99);
    memory.values().put(new MostPopular() + " 1.0", Double.NaN);
    var found = search(plan(0, 2)).among(CANDIDATES, Run.quiet(1), memory);
    assertThat(found.getFirst()).isEqualTo(new Finding(new RandomOrder(), 1, 0.99));
    assertThat(algorithms(found)).hasSize(3).doesNotContain(new MostPopular());
    assertThat(memory.values()).hasSize(4);
  }

  @Test
  void theLowestErrorIsTheBestAndWhatDivergesIsPassedOver() {
    var ratings = Interactions.builder();
    for (int person = 0; person < 40; person++) {
      for (int item = 0; item < 20; item++) {
        ratings.add(person, item, 1 + (person + item) % 5);
      }
    }
    var splits = List.of(Split.random(ratings.build(40, 20), 0.3, 1));
    var goal = new Search.Goal("rmse", true);
    var search = new Search(splits, value -> value, new Question.OfRatings(), goal, plan(0, 1));
    var wild = new BiasedMf(8, 50, 1, 1e-6, 1e-6, 1);
    var candidates = List.<Algorithm>of(wild, MostPopular.byRating(), new Baseline());
    var found = search.among(candidates, Run.quiet(1), Search.Journal.none());
    assertThat(algorithms(found)).doesNotContain(wild).hasSize(2);
    assertThat(found.getFirst().value()).isLessThanOrEqualTo(found.getLast().value());
    assertThatThrownBy(() -> search.among(List.of(wild), Run.quiet(1), Search.Journal.none()))
        .isInstanceOfAny(IllegalArgumentException.class, ArithmeticException.class);
    assertThatThrownBy(
            () -> search.among(List.of(new ItemKnn()), Run.quiet(1), Search.Journal.none()))
        .hasMessageContaining("predicts no ratings");
  }

  @Test
  void nothingBeginsWhenTheTimeIsOver() {
    var plan = new Search.Plan(1, 1, Duration.ofNanos(1));
    assertThat(search(plan).among(CANDIDATES, Run.quiet(1), Search.Journal.none())).isEmpty();
  }

  @Test
  void whatIsCancelledStops() {
    var cancelled =
        new Run() {
          @Override
          public int threads() {
            return 1;
          }

          @Override
          public long seed() {
            return 1;
          }

          @Override
          public void progress(double share, String step) {}

          @Override
          public boolean cancelled() {
            return true;
          }
        };
    assertThatThrownBy(() -> search(plan(0, 1)).among(CANDIDATES, cancelled, Search.Journal.none()))
        .isInstanceOf(CancellationException.class);
  }

  @Test
  void fewerPeopleKeepTheirNumbersAndTheirTests() {
    var split = Split.random(likings(), 0.3, 1);
    var half = split.ofPeople(0.5, 1);
    assertThat(half.training().users()).isEqualTo(240);
    assertThat(half.training().size())
        .isBetween(split.training().size() / 3, split.training().size() * 2 / 3);
    assertThat(half.people().size()).isBetween(80, 160);
    for (var person : half.people()) {
      assertThat(half.training().byUser().profile(person.trainee())).isEqualTo(person.given());
    }
  }

  @Test
  void plansThatCannotBeAreRefused() {
    assertThatThrownBy(() -> plan(-1, 1)).hasMessageContaining("halves");
    assertThatThrownBy(() -> plan(0, 0)).hasMessageContaining("at once");
    assertThatThrownBy(() -> new Search.Plan(0, 1, Duration.ZERO)).hasMessageContaining("time");
  }
}
