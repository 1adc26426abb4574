package org.tastemaker.engine.algorithm;

import java.util.random.RandomGenerator;

/// The gamma distribution with scale 1.
final class Gamma {
  private Gamma() {}

  /// A draw, by George Marsaglia, Wai Wan Tsang, "A Simple Method for Generating Gamma Variables",
  /// ACM TOMS 26(3), 2000.
  ///
  /// @param shape at least 1
  static double draw(double shape, RandomGenerator random) {
    double d = shape - 1 / 3.0;
    double c = 1 / Math.sqrt(9 * d);
    while (true) {
      double x = random.nextGaussian();
      double v = Math.pow(1 + c * x, 3);
      if (v > 0 && Math.log(1 - random.nextDouble()) < x * x / 2 + d - d * v + d * Math.log(v)) {
        return d * v;
      }
    }
  }
}
