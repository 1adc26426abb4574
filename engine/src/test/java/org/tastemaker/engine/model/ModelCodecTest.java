package org.tastemaker.engine.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.tastemaker.engine.data.IdIndex;
import org.tastemaker.engine.data.Profile;

class ModelCodecTest {
  private static final float[] FACTORS = {1, 0.5f, -1, 2, 0.25f, 0};

  static List<Model> models() {
    return List.of(
        new Popularity(new float[] {3, 1, 2}),
        new ImplicitFactors(3, FACTORS, new ImplicitFactors.Objective(2, 0.3f, 0.01f, 1)),
        new LaggedFactors(2, new float[] {1, 0.5f}, FACTORS, FACTORS, new float[] {0, -1, 1}),
        new SummedFactors(2, 0.5f, FACTORS, FACTORS, new float[] {0, -1, 1}),
        new RatingFactors(
            new float[] {0.5f, -0.5f, 0},
            FACTORS,
            new RatingFactors.Scale(3.5f, 0.5f, 5),
            new RatingFactors.Ridge(3, 0.06f, 1, 0.02f)),
        samples(FACTORS),
        samples(new float[0]),
        new RatingDifferences(
            new RatingFactors.Scale(3.5f, 0.5f, 5),
            new float[] {3, 4, 2},
            List.of(row(new int[] {1}, 0.5f), row(new int[] {0, 2}, -0.5f, 1), row(new int[0]))),
        new ItemWeights(
            new int[] {0, 2, 2, 3}, new int[] {1, 2, 0}, new float[] {0.5f, 0.25f, 0.75f}),
        new ItemMatrix(3, new float[] {0, 0.5f, -0.25f, 0.75f, 0, 1, 0.125f, 2, 0}),
        new Blend(
            List.of(
                new Blend.Part(new Popularity(new float[] {3, 1, 2}), 0.5f),
                new Blend.Part(new ItemMatrix(3, new float[9]), -1))));
  }

  private static RatingDifferences.Row row(int[] others, float... differences) {
    var people = new int[others.length];
    Arrays.fill(people, 2);
    return new RatingDifferences.Row(others, differences, people);
  }

  private static RatingSamples samples(float[] members) {
    var priors = new RatingSamples.Priors(new float[] {0.1f, 0}, new float[] {2, 3});
    var sample =
        new RatingSamples.Sample(new float[] {0.5f, -0.5f, 0}, FACTORS, members, priors, 1.5f);
    return new RatingSamples(new RatingFactors.Scale(3.5f, 0.5f, 5), 8, List.of(sample, sample));
  }

  private static byte[] bytes(Model model) throws IOException {
    var out = new ByteArrayOutputStream();
    ModelCodec.write(model, IdIndex.of(10, 20, 30), out);
    return out.toByteArray();
  }

  @ParameterizedTest
  @MethodSource("models")
  void modelReadBackScoresAndWritesTheSame(Model model) throws IOException {
    var written = bytes(model);
    var again = ModelCodec.read(ByteBuffer.wrap(written));
    assertThat(again).isExactlyInstanceOf(model.getClass());
    var profile = new Profile(new int[] {0, 1}, new float[] {4, 2});
    for (int item = 0; item < 3; item++) {
      assertThat(again.foldIn(profile).score(item)).isEqualTo(model.foldIn(profile).score(item));
    }
    assertThat(bytes(again)).isEqualTo(written);
    assertThat(ModelCodec.readItems(ByteBuffer.wrap(written))).contains(IdIndex.of(10, 20, 30));
    var withoutIds = new ByteArrayOutputStream();
    ModelCodec.write(model, withoutIds);
    assertThat(ModelCodec.readItems(ByteBuffer.wrap(withoutIds.toByteArray()))).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("models")
  void everyChangedByteIsRefused(Model model) throws IOException {
    var written = bytes(model);
    for (int at = 0; at < written.length; at++) {
      for (int change : new int[] {1, 0x80, 0xff}) {
        var changed = written.clone();
        changed[at] ^= (byte) change;
        assertThatThrownBy(() -> ModelCodec.read(ByteBuffer.wrap(changed)))
            .isInstanceOf(DamagedModelException.class)
            .hasMessageContaining("Train again");
      }
    }
  }

  @ParameterizedTest
  @MethodSource("models")
  void everyCutIsRefused(Model model) throws IOException {
    var written = bytes(model);
    for (int length = 0; length < written.length; length++) {
      var cut = ByteBuffer.wrap(Arrays.copyOf(written, length));
      assertThatThrownBy(() -> ModelCodec.read(cut)).isInstanceOf(DamagedModelException.class);
    }
  }

  @ParameterizedTest
  @MethodSource("models")
  void nonsenseWithARightChecksumIsRefusedOrRead(Model model) throws IOException {
    var written = bytes(model);
    for (int at = 12; at < written.length - 4; at++) {
      for (int value : new int[] {0, 1, 0x7f, 0x80, 0xff}) {
        var changed = written.clone();
        changed[at] = (byte) value;
        try {
          ModelCodec.read(signed(changed));
        } catch (DamagedModelException expected) {
          assertThat(expected).hasMessageContaining("Train again");
        }
      }
    }
  }

  @Test
  void aNewerFormatIsRefusedWithWhatToDo() throws IOException {
    var written = bytes(models().getFirst());
    written[8] = 9;
    assertThatThrownBy(() -> ModelCodec.read(signed(written)))
        .isInstanceOf(NewerModelException.class)
        .hasMessageContaining("format 9")
        .hasMessageContaining("Update the program");
  }

  private static ByteBuffer signed(byte[] bytes) {
    var checksum = new CRC32C();
    checksum.update(bytes, 0, bytes.length - 4);
    return ByteBuffer.wrap(bytes)
        .order(ByteOrder.LITTLE_ENDIAN)
        .putInt(bytes.length - 4, (int) checksum.getValue());
  }

  @Test
  void idsThatDoNotFitTheModelAreRefused() {
    assertThatThrownBy(() ->
            ModelCodec.write(
                new Popularity(new float[2]), IdIndex.of(1), new ByteArrayOutputStream()))
        .hasMessageContaining("1 ids");
  }

  @Test
  void aDirectBufferIsReadAndLeftAsItWas() throws IOException {
    var written = bytes(models().get(1));
    var direct = ByteBuffer.allocateDirect(written.length + 3).position(3);
    direct.put(written).position(3);
    assertThat(ModelCodec.read(direct).items()).isEqualTo(3);
    assertThat(direct.position()).isEqualTo(3);
  }
}
