package org.tastemaker.server.importing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import org.junit.jupiter.api.Test;

/// What single fields mean: scales, times, choices of columns.
class FieldsTest {
  private static final long NOW = Instant.parse("2026-06-01T00:00:00Z").toEpochMilli();

  @Test
  void starsAreValueTimesFiveByTheScalesMaximum() {
    assertThat(Scale.parse("1-10").hundredths("7")).isEqualTo(350);
    assertThat(Scale.parse("1-10").hundredths("10")).isEqualTo(500);
    assertThat(Scale.parse("1-10").hundredths("1")).isEqualTo(50);
    assertThat(Scale.parse("0-100").hundredths("33")).isEqualTo(165);
    assertThat(Scale.STARS.hundredths("3.5")).isEqualTo(350);
  }

  @Test
  void ratingsOffTheScaleAreRefused() {
    for (String text : new String[] {"0", "11", "-1", "NaN", "Infinity", "good", "1,5"}) {
      assertThatThrownBy(() -> Scale.parse("1-10").hundredths(text)).isInstanceOf(BadRow.class);
    }
    assertThatThrownBy(() -> Scale.parse("1-10").hundredths("11"))
        .hasMessage("the rating 11 is off the scale 1-10");
  }

  @Test
  void scalesThatAreNoneAreRefused() {
    for (String text : new String[] {"10", "10-1", "5-5", "a-b", "", "-1-5"}) {
      assertThatThrownBy(() -> Scale.parse(text)).isInstanceOf(ImportException.class);
    }
  }

  @Test
  void secondsMillisecondsAndIsoTimesAreTold() {
    long second = 1_112_486_027L;
    assertThat(Times.AUTO.millis("1112486027", NOW)).isEqualTo(second * 1000);
    assertThat(Times.AUTO.millis("1112486027123", NOW)).isEqualTo(second * 1000 + 123);
    assertThat(Times.AUTO.millis("2005-04-02T23:53:47Z", NOW)).isEqualTo(second * 1000);
    assertThat(Times.AUTO.millis("2005-04-02 23:53:47", NOW)).isEqualTo(second * 1000);
    assertThat(Times.AUTO.millis("2005-04-03T01:53:47+02:00", NOW)).isEqualTo(second * 1000);
    assertThat(Times.AUTO.millis("2005-04-02", NOW))
        .isEqualTo(Instant.parse("2005-04-02T00:00:00Z").toEpochMilli());
    assertThat(Times.MILLIS.millis("1000", NOW)).isEqualTo(1000);
  }

  @Test
  void impossibleTimesAreRefused() {
    for (String text :
        new String[] {
          "0",
          "-5",
          "2005-13-02",
          "2005-02-30",
          "yesterday",
          "",
          "99999999999",
          "-",
          "99999999999999999999999"
        }) {
      assertThatThrownBy(() -> Times.AUTO.millis(text, NOW)).isInstanceOf(BadRow.class);
    }
    assertThatThrownBy(() -> Times.SECONDS.millis("1112486027123", NOW))
        .hasMessageContaining("lies in the future");
    assertThatThrownBy(() -> Times.SECONDS.millis("2005-04-02", NOW))
        .hasMessage("'2005-04-02' is no time");
  }

  @Test
  void columnChoicesAreChecked() {
    assertThat(ColumnChoice.parse("user=userId,id=isbn,rating=score"))
        .hasToString("user=userId,item=isbn,rating=score");
    assertThatThrownBy(() -> ColumnChoice.parse("user=a,users=b"))
        .hasMessageContaining("does not know 'users'")
        .hasMessageContaining("timestamp");
    assertThatThrownBy(() -> ColumnChoice.parse("user"))
        .hasMessageContaining("takes pairs like user=userId");
    assertThatThrownBy(() -> ColumnChoice.parse("user=a,user=b")).hasMessageContaining("twice");
  }
}
