package org.tastemaker.bench.algorithm;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.tastemaker.engine.data.Interactions;

/// Reads `user,item,rating,…`, separated by commas or tabs, with or without a header; ordered by
/// user and item as `GenerateRatings` writes it costs the least. Users and items that do not come
/// stay as empty rows and columns.
final class RatingsFile {
  private static final int FIELDS = 3;

  private final Interactions.Builder builder = Interactions.builder();
  private final boolean likings;
  private final double[] fields = new double[FIELDS];
  private int field;
  private double unit = 1;
  private int users;
  private int items;
  private boolean header;

  private RatingsFile(boolean likings) {
    this.likings = likings;
  }

  /// Every rating as a liking of 1.
  static Interactions likings(Path file) {
    return read(file, new RatingsFile(true));
  }

  /// Every rating with its stars.
  static Interactions ratings(Path file) {
    return read(file, new RatingsFile(false));
  }

  private static Interactions read(Path file, RatingsFile reading) {
    var buffer = new byte[1 << 16];
    try (var in = Files.newInputStream(file)) {
      for (int size = in.read(buffer); size > 0; size = in.read(buffer)) {
        for (int i = 0; i < size; i++) {
          reading.take(buffer[i]);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(file + " cannot be read.", e);
    }
    return reading.builder.build(reading.users, reading.items);
  }

  private void take(byte character) {
    if (character == '\n') {
      endLine();
    } else if (character == ',' || character == '\t') {
      field++;
      unit = 1;
    } else if (field < FIELDS && character == '.') {
      unit = 0.1;
    } else if (field < FIELDS && character >= '0' && character <= '9') {
      digit(character - '0');
    } else if (field < FIELDS) {
      header = true;
    }
  }

  private void digit(int digit) {
    if (unit == 1) {
      fields[field] = fields[field] * 10 + digit;
    } else {
      fields[field] += unit * digit;
      unit /= 10;
    }
  }

  private void endLine() {
    if (!header) {
      int user = (int) fields[0];
      int item = (int) fields[1];
      builder.add(user - 1, item - 1, likings ? 1 : (float) fields[2]);
      users = Math.max(users, user);
      items = Math.max(items, item);
    }
    header = false;
    field = 0;
    unit = 1;
    Arrays.fill(fields, 0);
  }
}
