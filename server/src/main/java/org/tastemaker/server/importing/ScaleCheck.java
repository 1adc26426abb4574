package org.tastemaker.server.importing;

import java.util.Optional;

/// Whether the ratings at a file's beginning fit the scale that they are read on.
final class ScaleCheck {
  private static final int SAMPLE = 1000;
  private static final double TOO_MANY = 0.2;

  private ScaleCheck() {}

  /// What is wrong, in a sentence, when more than a fifth of the ratings are off the scale.
  static Optional<String> of(FilePlan file) {
    int numbers = 0;
    int off = 0;
    double largest = Double.NEGATIVE_INFINITY;
    try (var rows = file.table().open(file.file())) {
      for (int row = 0; row < SAMPLE && rows.next(); row++) {
        double value = number(file.field(rows, Column.RATING));
        numbers += Double.isNaN(value) ? 0 : 1;
        off += value < file.scale().minimum() || value > file.scale().maximum() ? 1 : 0;
        largest = Math.max(largest, Double.isNaN(value) ? largest : value);
      }
    }
    return off > numbers * TOO_MANY ? Optional.of(sentence(file, largest)) : Optional.empty();
  }

  private static String sentence(FilePlan file, double largest) {
    return ("The ratings in %s go up to %s and do not fit the scale %s. Say which scale it is,"
            + " as in --scale 1-10.")
        .formatted(file.file().name(), Scale.plain(largest), file.scale());
  }

  private static double number(String text) {
    try {
      return Double.parseDouble(text);
    } catch (NumberFormatException e) {
      return Double.NaN;
    }
  }
}
