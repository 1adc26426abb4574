package org.tastemaker.server.http;

import java.time.Duration;
import java.util.regex.Pattern;
import org.springframework.boot.convert.DurationStyle;

/// How often something may be done: so many times at once, and as many again, evenly, within each
/// such time. Written `100/10m`; `unlimited` sets no limit.
///
/// @param count 0: no limit
public record Rate(int count, Duration per) {
  private static final Pattern FORM = Pattern.compile("([1-9][0-9]{0,8})/([0-9]+(?:s|m|h|d))");
  private static final Rate OFF = new Rate(0, Duration.ZERO);

  /// @throws IllegalArgumentException when the text is no rate
  public static Rate valueOf(String text) {
    if (text.strip().equals("unlimited")) {
      return OFF;
    }
    var parts = FORM.matcher(text.strip());
    if (!parts.matches() || DurationStyle.detectAndParse(parts.group(2)).isZero()) {
      throw new IllegalArgumentException(
          "A rate is like 100/10m (so many within a time) or unlimited, not \"%s\"."
              .formatted(text));
    }
    return new Rate(Integer.parseInt(parts.group(1)), DurationStyle.detectAndParse(parts.group(2)));
  }

  public boolean isOff() {
    return count == 0;
  }
}
