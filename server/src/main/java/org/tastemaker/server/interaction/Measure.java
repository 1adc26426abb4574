package org.tastemaker.server.interaction;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Locale;

/// In what one is how far with an item. Kept as whole numbers of a unit, so that what comes back is
/// what was told.
public enum Measure {
  /// From 0 to 1, kept to ten-thousandths.
  SHARE(LogType.SHARE, 10_000, 1, "a number from 0 to 1"),
  /// The episode, chapter or level that one has reached.
  EPISODE(LogType.EPISODE, 1, 1_000_000, "a whole number from 0 to 1,000,000"),
  /// Hours spent, kept to hundredths.
  HOURS(LogType.HOURS, 100, 1_000_000, "a number from 0 to 1,000,000");

  private final int code;
  private final int perOne;
  private final BigDecimal most;
  private final String range;

  Measure(int code, int perOne, int most, String range) {
    this.code = code;
    this.perOne = perOne;
    this.most = BigDecimal.valueOf(most);
    this.range = range;
  }

  static Measure of(int code) {
    for (Measure measure : values()) {
      if (measure.code == code) {
        return measure;
      }
    }
    throw new IllegalArgumentException("no measure has the number " + code);
  }

  /// Its number in the log and in the table.
  int code() {
    return code;
  }

  /// Which values it takes, in words.
  String range() {
    return range;
  }

  /// The field that it stands in.
  String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /// So much in units.
  ///
  /// @throws IllegalArgumentException when it does not take that value
  int units(BigDecimal value) {
    if (value.signum() < 0
        || value.compareTo(most) > 0
        || (perOne == 1 && value.stripTrailingZeros().scale() > 0)) {
      throw new IllegalArgumentException(label() + " is " + range + ", not " + value);
    }
    return value
        .multiply(BigDecimal.valueOf(perOne))
        .setScale(0, RoundingMode.HALF_UP)
        .intValueExact();
  }

  /// So many units as they are told.
  double value(int units) {
    return (double) units / perOne;
  }
}
