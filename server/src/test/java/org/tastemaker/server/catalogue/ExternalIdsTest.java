package org.tastemaker.server.catalogue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tastemaker.server.id.SourceKey;

class ExternalIdsTest {

  @ParameterizedTest
  @CsvSource({
    "imdb:113277,imdb:tt0113277",
    "IMDb:TT0113277,imdb:tt0113277",
    "imdb:tt00113277,imdb:tt0113277",
    "imdb:tt10872600,imdb:tt10872600",
    "isbn-10:0-306-40615-2,isbn:9780306406157",
    "isbn:080442957x,isbn:9780804429573",
    "isbn-13:978-0-306-40615-7,isbn:9780306406157",
    "isbn:979-10-90636-07-1,isbn:9791090636071",
    "tmdb:0862,tmdb:862",
    "mal:20,mal:20",
    "mbid:F27EC8DB-AF05-4F36-916E-3D57F91ECF5E,mbid:f27ec8db-af05-4f36-916e-3d57f91ecf5e",
    "spotify:4uLU6hMCjMI75M1A2tKUQC,spotify:4uLU6hMCjMI75M1A2tKUQC",
    "package:org.mozilla.firefox,package:org.mozilla.firefox",
    "shop:TT1,shop:TT1"
  })
  void eachIdHasOneForm(String given, String normal) {
    var key = SourceKey.parse(given);

    assertThat(ExternalIds.checked(key)).hasToString(normal);
    assertThat(ExternalIds.normal(key)).hasToString(normal);
    assertThat(ExternalIds.normal(ExternalIds.normal(key))).hasToString(normal);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "imdb:nm0000134",
        "imdb:tt0000000",
        "isbn:0306406153",
        "isbn:9780306406158",
        "isbn:12",
        "tmdb:0",
        "mal:-1",
        "steam:seventy",
        "mbid:1234",
        "spotify:short",
        "package:firefox"
      })
  void wrongIdsAreRefusedOrStayAsTheyAre(String wrong) {
    var key = SourceKey.parse(wrong);

    assertThatThrownBy(() -> ExternalIds.checked(key))
        .hasMessageContaining("'" + key.source() + ":");
    assertThat(ExternalIds.normal(key)).isEqualTo(key);
  }
}
