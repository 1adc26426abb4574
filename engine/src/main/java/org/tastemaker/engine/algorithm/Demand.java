package org.tastemaker.engine.algorithm;

/// Hyper-parameters that can work, or a sentence.
final class Demand {
  private Demand() {}

  static void between(String name, double value, double lowest, double highest) {
    if (!(value >= lowest && value <= highest)) {
      throw new IllegalArgumentException(
          name + " lies from " + lowest + " to " + highest + ", not at " + value + ".");
    }
  }

  static void positive(String name, double value) {
    if (!(value > 0 && value <= Float.MAX_VALUE)) {
      throw new IllegalArgumentException(name + " is above 0, not " + value + ".");
    }
  }
}
