package org.tastemaker.server.recommendation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.tastemaker.server.recommendation.Wording.Named;

class WordingTest {
  @Test
  void deedsOfOneKindShareTheirVerb() {
    assertThat(because("rated Heat")).isEqualTo("because you rated Heat");
    assertThat(because("rated Heat", "rated Ronin")).isEqualTo("because you rated Heat and Ronin");
    assertThat(because("rated Heat", "rated Ronin", "rated Thief"))
        .isEqualTo("because you rated Heat, Ronin and Thief");
  }

  @Test
  void deedsOfSeveralKindsAreEachSaid() {
    assertThat(because("rated Heat", "rated Ronin", "played Portal"))
        .isEqualTo("because you rated Heat and Ronin and played Portal");
    assertThat(because("played Portal", "rated Heat"))
        .isEqualTo("because you played Portal and rated Heat");
  }

  @Test
  void theVerbFitsTheKind() {
    assertThat(Deed.PLAYED.verb("track")).isEqualTo("listened to");
    assertThat(Deed.PLAYED.verb("movie")).isEqualTo("watched");
    assertThat(Deed.VIEWED.verb("book")).isEqualTo("read");
    assertThat(Deed.VIEWED.verb("application")).isEqualTo("viewed");
    assertThat(Deed.PLAYED.verb("game")).isEqualTo("played");
  }

  @Test
  void popularityNamesAverageAndPeople() {
    assertThat(Wording.popularity(4.44, 120)).isEqualTo("rated 4.4 on average by 120 people");
    assertThat(Wording.popularity(4, 1)).isEqualTo("rated 4.0 by one person");
    assertThat(Wording.popularity(0, 0)).isEqualTo("new here, nobody has rated it yet");
  }

  private static String because(String... deeds) {
    return Wording.because(
        List.of(deeds).stream()
            .map(deed -> deed.split(" ", 2))
            .map(parts -> new Named(parts[0], parts[1]))
            .toList());
  }
}
