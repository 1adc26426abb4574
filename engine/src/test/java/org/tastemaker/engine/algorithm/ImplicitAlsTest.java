package org.tastemaker.engine.algorithm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tastemaker.engine.data.Interactions;
import org.tastemaker.engine.data.Profile;
import org.tastemaker.engine.kernel.TopK;
import org.tastemaker.engine.model.Model;
import org.tastemaker.engine.model.ModelCodec;

class ImplicitAlsTest {
  /// Two hundred people who each like one of four groups of twenty items, and a little of the rest.
  private static Interactions groups() {
    var random = new SplittableRandom(3);
    var builder = Interactions.builder();
    for (int person = 0; person < 200; person++) {
      for (int item = 0; item < 80; item++) {
        if (random.nextDouble() < (item / 20 == person % 4 ? 0.5 : 0.03)) {
          builder.add(person, item, 1 + random.nextInt(3));
        }
      }
    }
    return builder.build(200, 80);
  }

  private static byte[] bytes(Model model) throws IOException {
    var bytes = new ByteArrayOutputStream();
    ModelCodec.write(model, bytes);
    return bytes.toByteArray();
  }

  /// The objective of the class documentation with ν = 0, everybody folded in.
  private static double loss(Model model, Interactions data, ImplicitAls algorithm) {
    var scores = new float[data.items()];
    double loss = 0;
    for (int user = 0; user < data.users(); user++) {
      var profile = data.byUser().profile(user);
      model.foldIn(profile).score(scores);
      for (float score : scores) {
        loss += algorithm.unobservedWeight() * score * score;
      }
      for (int j = 0; j < profile.size(); j++) {
        double miss = 1 - scores[profile.items()[j]];
        loss += profile.values()[j] * miss * miss;
      }
    }
    return loss;
  }

  @Test
  void lossFallsFromIterationToIteration() {
    var data = groups();
    double before = Double.POSITIVE_INFINITY;
    for (int iterations : new int[] {1, 2, 4, 8}) {
      double loss = lossAfter(iterations, 0, data);
      assertThat(loss).isLessThan(before);
      assertThat(lossAfter(iterations, 2, data)).isCloseTo(loss, withinPercentage(3));
      assertThat(lossAfter(iterations, 30, data)).isCloseTo(loss, withinPercentage(0.01));
      before = loss;
    }
    assertThat(lossAfter(8, 1, data)).isCloseTo(before, withinPercentage(4));
  }

  /// With so little regularisation that its part of the objective does not matter.
  private static double lossAfter(int iterations, int conjugateSteps, Interactions data) {
    var algorithm = new ImplicitAls(8, iterations, 1e-3, 0.2, 0, conjugateSteps);
    return loss(algorithm.train(data, Run.quiet(5)), data, algorithm);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2})
  void onePersonWithOneItemIsSolvedByHand(int conjugateSteps) {
    // (1 − xy)² + ¼·(xy)² + ½·(x² + y²) is least where x² = y² = (1 − ½) / (1 + ¼) = 0.4.
    var data = Interactions.builder().add(0, 0, 1).build(1, 1);
    var model = new ImplicitAls(1, 200, 0.5, 0.25, 0, conjugateSteps).train(data, Run.quiet(1));
    float score = model.foldIn(new Profile(new int[] {0}, new float[] {1})).score(0);
    assertThat(score).isCloseTo(0.4f, within(1e-4f));
  }

  @Test
  void sameSeedMakesTheSameBytesOnAnyNumberOfThreads() throws IOException {
    var data = groups();
    for (var algorithm : List.of(new ImplicitAls(), new ImplicitAls(8, 4, 0.1, 0.2, 0.6))) {
      var once = bytes(algorithm.train(data, Run.quiet(9)));
      assertThat(bytes(algorithm.train(data, Run.quiet(9)))).isEqualTo(once);
      assertThat(bytes(algorithm.train(data, Run.quiet(9, 3)))).isEqualTo(once);
      assertThat(bytes(algorithm.train(data, Run.quiet(10)))).isNotEqualTo(once);
    }
  }

  @Test
  void takingAwayTheLargestContributionLowersTheScoreAsItsLossSays() {
    var data = groups();
    var model = new ImplicitAls(16, 10, 0.1, 0.2, 0.6).train(data, Run.quiet(2));
    var scores = new float[data.items()];
    int lowered = 0;
    for (int user = 0; user < data.users(); user++) {
      var profile = data.byUser().profile(user);
      var taste = model.foldIn(profile);
      taste.score(scores);
      for (int item : profile.items()) {
        scores[item] = Float.NEGATIVE_INFINITY;
      }
      for (int item : TopK.best(scores, scores.length, 3)) {
        int reason = TopK.best(taste.contributions(item), profile.size(), 1)[0];
        var without = model.foldIn(profile.without(profile.items()[reason]));
        float lost = taste.score(item) - without.score(item);
        assertThat(taste.losses(item)[reason]).isCloseTo(lost, within(0.005f));
        lowered += lost > 0 ? 1 : 0;
      }
    }
    // Here and there a score rises: the others make up for an entry that they would overshoot.
    assertThat(lowered).isGreaterThan(570);
  }

  @Test
  void itemsOfTheSameGroupAreAlike() {
    var model = new ImplicitAls(8, 10, 0.1, 0.2, 0.6).train(groups(), Run.quiet(2));
    var scores = new float[80];
    model.similar(25, scores);
    assertThat(TopK.best(scores, 80, 10)).contains(25);
    assertThat(Arrays.stream(TopK.best(scores, 80, 10))).allMatch(item -> item / 20 == 1);
  }

  @Test
  void theBestForEverybodyAreTheBestOfEachOnAnyNumberOfThreads() {
    var data = groups();
    for (var algorithm : List.of(new ImplicitAls(), new ItemKnn())) {
      var model = algorithm.train(data, Run.quiet(2));
      var lists = TopLists.of(model, data.byUser(), 7, Run.quiet(1, 2));
      var scores = new float[data.items()];
      for (int user = 0; user < data.users(); user++) {
        var profile = data.byUser().profile(user);
        var others = new BitSet();
        others.set(0, data.items());
        model.foldIn(profile).score(scores);
        for (int item : profile.items()) {
          scores[item] = Float.NEGATIVE_INFINITY;
          others.clear(item);
        }
        assertThat(lists[user]).containsExactly(TopK.best(scores, scores.length, 7));
        assertThat(model.best(profile, 7, others.toLongArray())).containsExactly(lists[user]);
      }
    }
  }

  @Test
  void peopleAsTrainedScoreAlmostAsFoldedIn() {
    var data = groups();
    var trained = new ImplicitAls(8, 30, 0.1, 0.2, 0.6).trainWithPeople(data, Run.quiet(2));
    var people = trained.people().orElseThrow();
    var scores = new float[data.items()];
    for (int user = 0; user < data.users(); user += 20) {
      people.score(user, scores);
      var taste = trained.model().foldIn(data.byUser().profile(user));
      for (int item = 0; item < data.items(); item++) {
        assertThat(scores[item]).isEqualTo(people.score(user, item, LearntPeople.NO_TIME));
        assertThat(scores[item]).isCloseTo(taste.score(item), within(0.05f));
      }
    }
  }

  @Test
  void cancelledTrainingStops() {
    var run =
        new Run() {
          private int steps;

          @Override
          public int threads() {
            return 2;
          }

          @Override
          public long seed() {
            return 1;
          }

          @Override
          public void progress(double share, String step) {
            assertThat(share).isBetween(0.0, 1.0);
            steps++;
          }

          @Override
          public boolean cancelled() {
            return steps > 5;
          }
        };
    var data = groups();
    assertThatThrownBy(() -> new ImplicitAls().train(data, run))
        .isInstanceOf(CancellationException.class)
        .hasMessageContaining("iteration");
  }

  @Test
  void itemsThatNobodyLikesStayAtNothing() {
    var data = Interactions.builder().add(0, 0, 1).build(2, 3);
    var model = new ImplicitAls().train(data, Run.quiet(1));
    assertThat(model.foldIn(new Profile(new int[] {0}, new float[] {1})).score(2)).isZero();
    assertThat(model.foldIn(new Profile(new int[] {2}, new float[] {1})).score(0)).isZero();
    var none = new ImplicitAls().train(Interactions.builder().build(0, 0), Run.quiet(1));
    assertThat(none.items()).isZero();
  }

  @Test
  void whatCannotWorkIsRefused() {
    assertThatThrownBy(() -> new ImplicitAls(0, 1, 1, 1, 1)).hasMessageContaining("factors");
    assertThatThrownBy(() -> new ImplicitAls(8, 1, 0, 1, 1)).hasMessageContaining("regularisation");
    assertThatThrownBy(() -> new ImplicitAls(8, 1, Double.NaN, 1, 1))
        .hasMessageContaining("regularisation");
    var negative = Interactions.builder().add(0, 0, -1).build(1, 1);
    assertThatThrownBy(() -> new ImplicitAls().train(negative, Run.quiet(1, 2)))
        .hasMessageContaining("at least 0");
  }
}
