package org.tastemaker.engine.data;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// A growing column of floats: one byte each while there are at most 256 distinct ones.
final class ValueColumn {
  private static final int PIECE = 1 << 20;

  private final List<byte[]> pieces = new ArrayList<>();
  private final IntColumn bits = new IntColumn();
  private final float[] table = new float[256];
  private int distinct;
  private int latest;
  private int size;
  private boolean plain;

  void add(float value) {
    if (!plain) {
      int code = codeOf(value);
      if (code >= 0) {
        addCode(code);
        return;
      }
      becomePlain();
    }
    bits.add(Float.floatToRawIntBits(value));
    size++;
  }

  private void addCode(int code) {
    if (size == pieces.size() * PIECE) {
      pieces.add(new byte[PIECE]);
    }
    pieces.getLast()[size & PIECE - 1] = (byte) code;
    size++;
  }

  private int codeOf(float value) {
    if (distinct > 0 && same(table[latest], value)) {
      return latest;
    }
    for (int i = 0; i < distinct; i++) {
      if (same(table[i], value)) {
        latest = i;
        return i;
      }
    }
    if (distinct == table.length) {
      return -1;
    }
    table[distinct] = value;
    latest = distinct;
    return distinct++;
  }

  private static boolean same(float a, float b) {
    return Float.floatToRawIntBits(a) == Float.floatToRawIntBits(b);
  }

  private void becomePlain() {
    for (int i = 0; i < size; i++) {
      bits.add(Float.floatToRawIntBits(table[pieces.get(i / PIECE)[i & PIECE - 1] & 0xff]));
    }
    pieces.clear();
    plain = true;
  }

  /// All values, with the times beside them. Empties the column.
  Values drain(int[] seconds) {
    if (plain) {
      var raw = bits.drain();
      var floats = new float[raw.length];
      for (int i = 0; i < raw.length; i++) {
        floats[i] = Float.intBitsToFloat(raw[i]);
      }
      return Values.plain(floats, seconds);
    }
    var codes = new byte[size];
    for (int i = 0; i < pieces.size(); i++) {
      System.arraycopy(pieces.get(i), 0, codes, i * PIECE, Math.min(PIECE, size - i * PIECE));
      pieces.set(i, new byte[0]);
    }
    pieces.clear();
    return Values.coded(codes, Arrays.copyOf(table, distinct), seconds);
  }
}
