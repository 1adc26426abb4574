package org.tastemaker.server.recommendation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ContinuationTest {
  private final Continuation begun = Continuation.begin(UUID.randomUUID());

  @Test
  void readsWhatItWrote() {
    var written =
        begun.after(new int[] {900, 3, 70_000}, new int[] {5, 1, 2_000_000_000, 127, 128});

    var read = Continuation.of(written.bytes()).orElseThrow();

    assertThat(read.listId()).isEqualTo(begun.listId());
    assertThat(read.shown()).containsExactly(3, 900, 70_000);
    assertThat(read.upcoming()).containsExactly(5, 1, 2_000_000_000, 127, 128);
  }

  @Test
  void aDamagedOneIsRefused() {
    var bytes = begun.after(new int[] {1, 2, 3}, new int[] {4}).bytes();

    assertThat(Continuation.of(new byte[0])).isEmpty();
    assertThat(Continuation.of(Arrays.copyOf(bytes, bytes.length - 1))).isEmpty();
    assertThat(Continuation.of(Arrays.copyOf(bytes, bytes.length + 1))).isEmpty();
  }

  @Test
  void aLengthBeyondTheBytesIsRefused() {
    var bytes = Arrays.copyOf(begun.bytes(), 21);
    Arrays.fill(bytes, 16, 20, (byte) 0xff);
    bytes[20] = 0x07;

    assertThat(Continuation.of(bytes)).isEmpty();
  }

  @Test
  void theLongestListFitsARequestLine() {
    var shown = IntStream.range(0, Continuation.LONGEST).map(at -> at * 29).toArray();
    var upcoming = IntStream.range(0, 300).map(at -> 59_000 - at).toArray();

    assertThat(begun.after(shown, upcoming).bytes().length * 4 / 3).isLessThan(6_000);
  }
}
