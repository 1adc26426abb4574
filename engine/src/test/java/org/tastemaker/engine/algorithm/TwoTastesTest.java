package org.tastemaker.engine.algorithm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.tastemaker.engine.data.Interactions;
import org.tastemaker.engine.data.Profile;
import org.tastemaker.engine.model.ModelCodec;

/// Forty people like items 0–4, forty items 5–9; everybody leaves one of theirs out.
class TwoTastesTest {
  private static Interactions twoTastes() {
    var builder = Interactions.builder();
    for (int person = 0; person < 80; person++) {
      int first = person < 40 ? 0 : 5;
      for (int i = 0; i < 5; i++) {
        if (i != person % 5) {
          builder.add(person, first + i, 1);
        }
      }
    }
    return builder.build(80, 10);
  }

  static List<Algorithm> personal() {
    return List.of(
        new ImplicitAls(4, 10, 0.01, 0.1, 1),
        new ItemKnn(),
        new Ease(5, 0, 0, 0, 0, 4000),
        new SoftmaxFactors(4, 100, 0.01, 10, 32, 0.3, 0.5, 0));
  }

  @ParameterizedTest
  @MethodSource("personal")
  void someoneNewGetsTheRestOfTheirTaste(Algorithm algorithm) {
    var model = algorithm.train(twoTastes(), Run.quiet(1));
    var taste = model.foldIn(new Profile(new int[] {5, 7}, new float[] {1, 1}));
    var scores = new float[10];
    taste.score(scores);
    assertThat(scores[6]).isGreaterThan(scores[0]).isGreaterThan(scores[4]);
    assertThat(taste.score(6)).isCloseTo(scores[6], within(1e-5f));
    var terms = taste.contributions(6);
    float anybody = model.foldIn(Profile.empty()).score(6);
    assertThat(anybody + terms[0] + terms[1]).isCloseTo(scores[6], within(1e-5f));
  }

  @ParameterizedTest
  @MethodSource("personal")
  void readBackItScoresTheSame(Algorithm algorithm) throws IOException {
    var model = algorithm.train(twoTastes(), Run.quiet(1));
    var bytes = new ByteArrayOutputStream();
    ModelCodec.write(model, bytes);
    var again = ModelCodec.read(ByteBuffer.wrap(bytes.toByteArray()));
    var profile = new Profile(new int[] {1}, new float[] {1});
    assertThat(again.foldIn(profile).score(2)).isEqualTo(model.foldIn(profile).score(2));
  }

  @Test
  void ratingsOfTwoTastesArePredicted() {
    var builder = Interactions.builder();
    for (int person = 0; person < 80; person++) {
      for (int item = 0; item < 10; item++) {
        if (item != person % 10) {
          builder.add(person, item, (person < 40) == (item < 5) ? 5 : 1);
        }
      }
    }
    var model = new BiasedMf().train(builder.build(80, 10), Run.quiet(1));
    var taste = model.foldIn(new Profile(new int[] {0, 1, 5, 6}, new float[] {5, 5, 1, 1}));
    assertThat(taste.score(2)).isGreaterThan(4);
    assertThat(taste.score(7)).isLessThan(2);
  }
}
