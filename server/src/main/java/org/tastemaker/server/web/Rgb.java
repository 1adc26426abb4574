package org.tastemaker.server.web;

/// A colour on a screen.
///
/// @param red from 0 to 1, as are the others
record Rgb(double red, double green, double blue) {

  /// By hue in degrees, saturation and lightness.
  static Rgb of(int hue, double saturation, double lightness) {
    return new Rgb(
        channel(0, hue, saturation, lightness),
        channel(8, hue, saturation, lightness),
        channel(4, hue, saturation, lightness));
  }

  /// CSS Color Module Level 4, section 7.1.
  private static double channel(int n, int hue, double saturation, double lightness) {
    double k = (n + hue / 30.0) % 12;
    double reach = saturation * Math.min(lightness, 1 - lightness);
    return lightness - reach * Math.max(-1, Math.min(Math.min(k - 3, 9 - k), 1));
  }

  /// Its contrast to white, from 1 to 21: WCAG 2.2, section 1.4.3.
  double contrastToWhite() {
    return 1.05 / (0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue) + 0.05);
  }

  private static double linear(double channel) {
    return channel <= 0.04045 ? channel / 12.92 : Math.pow((channel + 0.055) / 1.055, 2.4);
  }

  String hex() {
    return "#%02x%02x%02x".formatted(byteOf(red), byteOf(green), byteOf(blue));
  }

  private static int byteOf(double channel) {
    return (int) Math.round(channel * 255);
  }
}
