package org.tastemaker.engine.algorithm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Test;
import org.tastemaker.engine.data.Interactions;
import org.tastemaker.engine.data.Profile;
import org.tastemaker.engine.kernel.TopK;
import org.tastemaker.engine.model.Blend;
import org.tastemaker.engine.model.ItemMatrix;
import org.tastemaker.engine.model.ItemWeights;
import org.tastemaker.engine.model.Model;
import org.tastemaker.engine.model.ModelCodec;

class EaseTest {
  private static final Profile FIRST = new Profile(new int[] {0}, new float[] {1});
  private static final Profile SECOND = new Profile(new int[] {1}, new float[] {1});

  /// X = (1, 1; 1, 0), so XᵀX = (2, 1; 1, 1).
  private static Interactions two() {
    return Interactions.builder().add(0, 0, 1).add(0, 1, 1).add(1, 0, 1).build(2, 2);
  }

  /// Two hundred people who each like one of four groups of forty items, and a little of the rest.
  private static Interactions groups() {
    var random = new SplittableRandom(3);
    var builder = Interactions.builder();
    for (int person = 0; person < 200; person++) {
      for (int item = 0; item < 160; item++) {
        if (random.nextDouble() < (item / 40 == person % 4 ? 0.5 : 0.03)) {
          builder.add(person, item, 1);
        }
      }
    }
    return builder.build(200, 160);
  }

  private static byte[] bytes(Model model) throws IOException {
    var bytes = new ByteArrayOutputStream();
    ModelCodec.write(model, bytes);
    return bytes.toByteArray();
  }

  @Test
  void twoItemsAreSolvedByHand() {
    // P = (3, 1; 1, 2)⁻¹ = (2, −1; −1, 3) / 5: B₀₁ = (1/5) / (3/5), B₁₀ = (1/5) / (2/5).
    var model = new Ease(1, 0, 0, 0, 0, 10).train(two(), Run.quiet(1));
    assertThat(model.foldIn(FIRST).score(1)).isCloseTo(1 / 3f, within(1e-6f));
    assertThat(model.foldIn(SECOND).score(0)).isCloseTo(1 / 2f, within(1e-6f));
    assertThat(model.foldIn(FIRST).score(0)).isZero();
    var similar = new float[2];
    model.similar(0, similar);
    assertThat(similar).containsExactly(new float[] {1, 1 / 3f}, within(1e-6f));
  }

  @Test
  void dropoutOfAHalfWithAFreeDiagonalIsSolvedByHand() {
    // Λ = 1 + diag(2, 1) = (3, 2), P = (5, 1; 1, 3)⁻¹ = (3, −1; −1, 5) / 14, B₀₁ = Λ₁ / 14.
    var model = new Ease(1, 0.5, 1, 0, 0, 10).train(two(), Run.quiet(1));
    assertThat(model.foldIn(FIRST).score(1)).isCloseTo(2 / 14f, within(1e-6f));
    assertThat(model.foldIn(SECOND).score(0)).isCloseTo(3 / 14f, within(1e-6f));
  }

  @Test
  void exponentsWeighPeopleAndItemsAsWorkedOutByHand() {
    // n = 2 and 1: the weights ½ and 1 have the mean ⅔ over three likings, so ¾ and 1½:
    // XᵀX = (2¼, ¾; ¾, ¾), P = (3¼, ¾; ¾, 1¾)⁻¹ = (1¾, −¾; −¾, 3¼) / 5⅛, B₀₁ = ¾ / 3¼.
    // Item 1 is liked once, the mean is 1½: ·(⅔)^−1.
    var model = new Ease(1, 0, 0, 1, 1, 10).train(two(), Run.quiet(1));
    assertThat(model.foldIn(FIRST).score(1)).isCloseTo(0.75f / 3.25f * 1.5f, within(1e-6f));
  }

  @Test
  void scoresAreThoseOfTheGroup() {
    var model = new Ease().train(groups(), Run.quiet(1));
    var scores = new float[160];
    model.similar(50, scores);
    assertThat(Arrays.stream(TopK.best(scores, 160, 10))).allMatch(item -> item / 40 == 1);
    var profile = new Profile(new int[] {1, 2, 100}, new float[] {1, 2, 1});
    var taste = model.foldIn(profile);
    taste.score(scores);
    for (int item = 0; item < 160; item++) {
      var terms = taste.contributions(item);
      assertThat(terms[0] + terms[1] + terms[2]).isCloseTo(scores[item], within(1e-5f));
      assertThat(taste.score(item)).isCloseTo(scores[item], within(1e-5f));
      float without = model.foldIn(profile.without(2)).score(item);
      assertThat(taste.losses(item)[1]).isCloseTo(scores[item] - without, within(1e-5f));
    }
  }

  @Test
  void threadsDoNotChangeTheBytes() throws IOException {
    var once = bytes(new Ease().train(groups(), Run.quiet(9)));
    assertThat(bytes(new Ease().train(groups(), Run.quiet(9, 3)))).isEqualTo(once);
  }

  @Test
  void theLargestWeightsOfALargeCatalogueAreKept() {
    var whole = new Ease(10, 0, 0, 0, 0, 160).train(groups(), Run.quiet(1));
    var kept = new Ease(10, 0, 0, 0, 0, 20).train(groups(), Run.quiet(1, 2));
    assertThat(whole).isInstanceOf(ItemMatrix.class);
    assertThat(kept).isInstanceOf(ItemWeights.class);
    var all = new float[160];
    var some = new float[160];
    whole.foldIn(FIRST).score(all);
    kept.foldIn(FIRST).score(some);
    int nonzero = 0;
    for (int item = 0; item < 160; item++) {
      assertThat(some[item]).isIn(0f, all[item]);
      nonzero += some[item] == 0 ? 0 : 1;
    }
    assertThat(nonzero).isEqualTo(20);
  }

  @Test
  void aBlendAddsUpItsPartsAndSurvivesTheCodec() throws IOException {
    var als = new ImplicitAls(8, 4, 0.1, 0.2, 0.6);
    var blended =
        new Blended(List.of(new Blended.Part(als, 0.25), new Blended.Part(new Ease(), 2)));
    var model = blended.train(groups(), Run.quiet(1));
    var profile = new Profile(new int[] {1, 90}, new float[] {1, 1});
    var parts =
        List.of(als, new Ease()).stream()
            .map(part -> part.train(groups(), Run.quiet(1)).foldIn(profile))
            .toList();
    var scores = new float[160];
    model.foldIn(profile).score(scores);
    for (int item = 0; item < 160; item++) {
      float sum = 0.25f * parts.get(0).score(item) + 2 * parts.get(1).score(item);
      assertThat(scores[item]).isCloseTo(sum, within(1e-5f));
      var terms = model.foldIn(profile).contributions(item);
      assertThat(terms[0] + terms[1]).isCloseTo(sum, within(1e-5f));
    }
    var again = ModelCodec.read(ByteBuffer.wrap(bytes(model)));
    assertThat(again).isInstanceOf(Blend.class);
    assertThat(again.foldIn(profile).score(7)).isEqualTo(model.foldIn(profile).score(7));
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
            return steps > 8;
          }
        };
    assertThatThrownBy(() -> new Blended().train(groups(), run))
        .isInstanceOf(CancellationException.class);
  }

  @Test
  void itemsThatNobodyLikesStayAtNothing() {
    var data = Interactions.builder().add(0, 0, 1).build(2, 3);
    var model = new Ease().train(data, Run.quiet(1));
    assertThat(model.foldIn(FIRST).score(2)).isZero();
    assertThat(new Ease().train(Interactions.builder().build(0, 0), Run.quiet(1)).items()).isZero();
  }

  @Test
  void whatCannotWorkIsRefused() {
    assertThatThrownBy(() -> new Ease(0, 0, 0, 0, 0, 1)).hasMessageContaining("regularisation");
    assertThatThrownBy(() -> new Ease(1, 1, 0, 0, 0, 1)).hasMessageContaining("dropout");
    assertThatThrownBy(() -> new Blended(List.of())).hasMessageContaining("at least one");
    assertThatThrownBy(() -> new Blended.Part(new BiasedMf(), 1)).hasMessageContaining("blend");
    assertThatThrownBy(() -> new Blended.Part(new Blended(), 1)).hasMessageContaining("blend");
    var many = Interactions.builder().build(1, 50_000);
    assertThatThrownBy(() -> new Ease().train(many, Run.quiet(1))).hasMessageContaining("46000");
    assertThatThrownBy(() -> new Blend(List.of())).hasMessageContaining("parts");
  }
}
