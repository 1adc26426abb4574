package org.tastemaker.server.recommendation;

/// Sets of small numbers as bits in words, the form in which the kernels take a mask.
final class Words {
  private Words() {}

  static int count(int size) {
    return (size + 63) >>> 6;
  }

  static boolean has(long[] words, int number) {
    return (words[number >>> 6] & 1L << number) != 0;
  }

  static void add(long[] words, int number) {
    words[number >>> 6] |= 1L << number;
  }

  /// Takes a number out; answers whether it was in.
  static boolean remove(long[] words, int number) {
    var word = words[number >>> 6];
    words[number >>> 6] = word & ~(1L << number);
    return (word & 1L << number) != 0;
  }

  static int cardinality(long[] words, int size) {
    var sum = 0;
    for (var at = 0; at < count(size); at++) {
      sum += Long.bitCount(words[at]);
    }
    return sum;
  }
}
