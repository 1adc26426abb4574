package org.tastemaker.server.interaction;

import com.fasterxml.jackson.annotation.JsonValue;
import java.math.BigDecimal;
import java.math.RoundingMode;

/// A rating: 0 to 5, kept to hundredths, so that sums are exact.
///
/// @param hundredths from 0 to 500
public record Stars(int hundredths) implements Comparable<Stars> {

  private static final BigDecimal MOST = BigDecimal.valueOf(5);

  public Stars {
    if (hundredths < 0 || hundredths > 500) {
      throw new IllegalArgumentException(
          "a rating is from 0 to 5 stars, not " + hundredths / 100.0);
    }
  }

  /// So many stars, rounded to hundredths.
  ///
  /// @throws IllegalArgumentException when it is below 0, above 5 or not a number
  public static Stars of(double stars) {
    if (!Double.isFinite(stars)) {
      throw new IllegalArgumentException("a rating is a number from 0 to 5, not " + stars);
    }
    return of(BigDecimal.valueOf(stars));
  }

  /// So many stars, rounded to hundredths.
  ///
  /// @throws IllegalArgumentException when it is below 0 or above 5
  public static Stars of(BigDecimal stars) {
    if (stars.signum() < 0 || stars.compareTo(MOST) > 0) {
      throw new IllegalArgumentException("a rating is a number from 0 to 5, not " + stars);
    }
    return new Stars(stars.setScale(2, RoundingMode.HALF_UP).unscaledValue().intValueExact());
  }

  /// The number of stars.
  @JsonValue
  public double value() {
    return hundredths / 100.0;
  }

  @Override
  public int compareTo(Stars other) {
    return Integer.compare(hundredths, other.hundredths);
  }

  @Override
  public String toString() {
    return BigDecimal.valueOf(hundredths, 2).stripTrailingZeros().toPlainString();
  }
}
