package org.tastemaker.server.web;

import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;
import org.springframework.web.util.HtmlUtils;
import org.tastemaker.server.catalogue.Item;

/// The drawn cover of an item without a picture: its title and kind in white on a colour that
/// follows from the title. An SVG image of 300 × 450.
///
/// @param title as it is written; what XML has no room for is left out
/// @param kind in words
record Cover(String title, String kind) {
  private static final int LEFT = 26;
  private static final int RIGHT = 274;

  static Cover of(Item item) {
    return new Cover(item.title(), Wording.one(item.kind()));
  }

  /// Changes with what is to be seen.
  String version() {
    return Long.toHexString(sum(kind + "\n" + title));
  }

  /// The two ends of its ground, dark enough for white letters.
  String[] colours() {
    int hue = (int) (sum(title) % 360);
    return new String[] {Rgb.of(hue, 0.48, 0.27).hex(), Rgb.of(hue + 45, 0.55, 0.17).hex()};
  }

  private static long sum(String text) {
    var sum = new CRC32();
    sum.update(text.getBytes(StandardCharsets.UTF_8));
    return sum.getValue();
  }

  String svg() {
    var ground = colours();
    return """
    <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 300 450" width="300" height="450" role="img">
    <title>%s</title>
    <defs><linearGradient id="g" x1="0" y1="0" x2="1" y2="1">
    <stop offset="0" stop-color="%s"/><stop offset="1" stop-color="%s"/></linearGradient></defs>
    <rect width="300" height="450" fill="url(#g)"/>
    %s
    <g fill="#fff" font-family="system-ui, 'Segoe UI', Roboto, 'Noto Sans', sans-serif">
    <text x="26" y="48" font-size="15" font-weight="600" letter-spacing="1.5" opacity="0.9">%s</text>
    <rect x="26" y="64" width="36" height="4" rx="2"/>
    %s</g>
    </svg>
    """
        .formatted(
            escaped(title),
            ground[0],
            ground[1],
            ornament(),
            escaped(kind.toUpperCase(java.util.Locale.ROOT)),
            lines());
  }

  /// Rings that hang in from a corner, so that not all covers of a colour look alike.
  private String ornament() {
    var sum = sum(title) >>> 9;
    int x = (int) (sum % 2) * 300;
    int radius = 90 + (int) (sum % 7) * 14;
    return """
    <g fill="none" stroke="#fff" stroke-opacity="0.10" stroke-width="26">\
    <circle cx="%1$d" cy="450" r="%2$d"/><circle cx="%1$d" cy="450" r="%3$d"/></g>\
    """
        .formatted(x, radius, radius + 60);
  }

  private String lines() {
    var lettering = Lettering.of(title);
    boolean rightToLeft = Lettering.isRightToLeft(title);
    var text = new StringBuilder();
    int y = 84 + lettering.size();
    for (var line : lettering.lines()) {
      text.append(
          "<text x=\"%d\" y=\"%d\" font-size=\"%d\" font-weight=\"700\"%s>%s</text>%n"
              .formatted(
                  rightToLeft ? RIGHT : LEFT,
                  y,
                  lettering.size(),
                  rightToLeft ? " direction=\"rtl\"" : "",
                  escaped(line)));
      y += lettering.height();
    }
    return text.toString();
  }

  private static String escaped(String text) {
    var plain = new StringBuilder();
    text.codePoints()
        .filter(c -> c >= 0x20 && c != 0xFFFE && c != 0xFFFF && (c < 0xD800 || c > 0xDFFF))
        .forEach(plain::appendCodePoint);
    return HtmlUtils.htmlEscape(plain.toString(), "UTF-8");
  }
}
