package org.tastemaker.server.importing;

import java.math.BigDecimal;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The scale on which a file rates. A value counts as value × 5 ÷ maximum stars, kept to
/// hundredths: 7 of 10 is 3.5 stars, whatever the scale begins with.
record Scale(double minimum, double maximum) {
  /// Ratings that are stars already.
  static final Scale STARS = new Scale(0, 5);

  private static final Pattern FORM = Pattern.compile("(\\d+(?:\\.\\d+)?)-(\\d+(?:\\.\\d+)?)");

  Scale {
    if (!(minimum >= 0 && maximum > minimum)) {
      throw new ImportException("A scale goes from 0 or more to something larger, as in 1-10.");
    }
  }

  /// Reads `1-10`.
  static Scale parse(String text) {
    Matcher form = FORM.matcher(text.strip());
    if (!form.matches()) {
      throw new ImportException("--scale takes the form 1-10, not '%s'.".formatted(text));
    }
    return new Scale(Double.parseDouble(form.group(1)), Double.parseDouble(form.group(2)));
  }

  /// Stars × 100 of a rating as a file writes it.
  ///
  /// @throws BadRow when it is not a number or off the scale
  int hundredths(String text) {
    double value = number(text);
    if (!(value >= minimum && value <= maximum)) {
      throw new BadRow("the rating %s is off the scale %s".formatted(text, this));
    }
    return (int) Math.round(value * 500 / maximum);
  }

  static double number(String text) {
    try {
      return Double.parseDouble(text);
    } catch (NumberFormatException e) {
      throw new BadRow("the rating '%s' is not a number".formatted(BadRow.shown(text)));
    }
  }

  @Override
  public String toString() {
    return plain(minimum) + "-" + plain(maximum);
  }

  static String plain(double value) {
    return BigDecimal.valueOf(value).stripTrailingZeros().toPlainString();
  }
}
