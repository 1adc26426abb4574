package org.tastemaker.server.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.core.JacksonException;

class JsonTest {

  record Film(String title, int year, @Nullable Instant seenAt, Optional<String> note) {}

  @Test
  void timesAreIsoAndAbsentValuesAreLeftOut() {
    var film = new Film("Heat", 1995, Instant.parse("2026-01-02T03:04:05Z"), Optional.empty());

    assertThat(Json.mapper().writeValueAsString(film))
        .isEqualTo("{\"title\":\"Heat\",\"year\":1995,\"seenAt\":\"2026-01-02T03:04:05Z\"}");
  }

  @Test
  void whatIsWrittenReadsBack() {
    var film = new Film("Heat", 1995, null, Optional.of("again"));

    assertThat(Json.mapper().readValue(Json.mapper().writeValueAsString(film), Film.class))
        .isEqualTo(film);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"title\":\"Heat\",\"year\":1995,\"colour\":1}",
        "{\"title\":\"Heat\",\"title\":\"Ronin\",\"year\":1995}",
        "{\"title\":\"Heat\",\"year\":\"1995\"}",
        "{\"title\":\"Heat\",\"year\":1995.5}",
        "{\"title\":\"Heat\",\"year\":null}",
        "{\"title\":5,\"year\":1995}",
        "{\"title\":\"Heat\",\"year\":1995} {}",
        "{\"title\":\"Heat\",",
        ""
      })
  void whatIsNotMeantIsRefused(String text) {
    assertThatExceptionOfType(JacksonException.class)
        .isThrownBy(() -> Json.mapper().readValue(text, Film.class));
  }
}
