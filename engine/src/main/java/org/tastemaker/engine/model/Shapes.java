package org.tastemaker.engine.model;

import java.util.Arrays;
import org.tastemaker.engine.data.Profile;
import org.tastemaker.engine.kernel.Kernels;

/// What every model demands of what it is given.
final class Shapes {
  private Shapes() {}

  static void requireFinite(String name, float[] values) {
    for (int i = 0; i < values.length; i++) {
      if (!Float.isFinite(values[i])) {
        throw new IllegalArgumentException(name + " holds " + values[i] + " at " + i + ".");
      }
    }
  }

  static void requireLength(String name, float[] values, long length) {
    if (values.length != length) {
      throw new IllegalArgumentException(
          name + " has " + values.length + " numbers where the shape asks for " + length + ".");
    }
    requireFinite(name, values);
  }

  static void requireKnown(Profile profile, int items) {
    int size = profile.size();
    if (size > 0 && profile.items()[size - 1] >= items) {
      throw new IllegalArgumentException(
          "The profile holds item "
              + profile.items()[size - 1]
              + "; the model knows items 0 to "
              + (items - 1)
              + ".");
    }
  }

  /// The preference of an entry, which is not below 0.
  static float preference(Profile profile, int at) {
    float preference = profile.values()[at];
    if (preference < 0) {
      throw new IllegalArgumentException(
          "Item " + profile.items()[at] + " has the negative preference " + preference + ".");
    }
    return preference;
  }

  /// 0, 1 … size − 1.
  static int[] positions(int size) {
    var positions = new int[size];
    Arrays.setAll(positions, i -> i);
    return positions;
  }

  /// Rows of `width` numbers, every one padded with zeros to `stride`.
  static float[] padRows(float[] rows, int count, int width, int stride) {
    var padded = new float[Math.multiplyExact(count, stride)];
    for (int row = 0; row < count; row++) {
      System.arraycopy(rows, row * width, padded, row * stride, width);
    }
    return padded;
  }

  /// The first `width` numbers of every row.
  static float[] unpadRows(float[] rows, int count, int width, int stride) {
    var packed = new float[count * width];
    for (int row = 0; row < count; row++) {
      System.arraycopy(rows, row * stride, packed, row * width, width);
    }
    return packed;
  }

  /// One over the length of every row, 0 for a row of zeros.
  static float[] inverseNorms(float[] rows, int count, int stride) {
    var inverse = new float[count];
    for (int row = 0; row < count; row++) {
      double square = Kernels.dot(rows, row * stride, rows, row * stride, stride);
      inverse[row] = square > 0 ? (float) (1 / Math.sqrt(square)) : 0;
    }
    return inverse;
  }
}
