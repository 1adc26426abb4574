package org.tastemaker.bench.algorithm;

import java.util.Locale;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/// What one core can do: fused multiply-adds that wait for nothing, and copies of arrays larger
/// than the caches. In processor time, so that other work on the machine counts little.
///
/// @param gigaflops multiplications and additions, in 10⁹ a second
/// @param gigabytes read and written, in 10⁹ bytes a second
record MachineRates(double gigaflops, double gigabytes) {
  private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
  private static final int ROUNDS = 10_000_000;
  private static final int COPIED = 1 << 25;
  private static float result;

  static MachineRates measured() {
    var products = Clock.leastAlone(10, () -> result += multiply(ROUNDS, 0.5f));
    var from = new float[COPIED];
    var to = new float[COPIED];
    var copy = Clock.leastAlone(10, () -> System.arraycopy(from, 0, to, 0, COPIED));
    double flops = 2.0 * 8 * SPECIES.length() * ROUNDS;
    return new MachineRates(
        flops / products.processor() / 1e9, 8.0 * COPIED / copy.processor() / 1e9);
  }

  /// Eight sums, each of which waits only for itself.
  private static float multiply(int rounds, float by) {
    var factor = FloatVector.broadcast(SPECIES, by);
    var a = factor;
    var b = factor;
    var c = factor;
    var d = factor;
    var e = factor;
    var f = factor;
    var g = factor;
    var h = factor;
    for (int i = 0; i < rounds; i++) {
      a = a.fma(factor, factor);
      b = b.fma(factor, factor);
      c = c.fma(factor, factor);
      d = d.fma(factor, factor);
      e = e.fma(factor, factor);
      f = f.fma(factor, factor);
      g = g.fma(factor, factor);
      h = h.fma(factor, factor);
    }
    return a.add(b).add(c).add(d).add(e).add(f).add(g).add(h).lane(0);
  }

  /// A row of the table: what was reached, and its share of the bound.
  void printProducts(String name, double flops, Clock clock) {
    print(name, flops / clock.processor() / 1e9, "GFLOP/s", gigaflops, "arithmetic");
  }

  /// The same for what memory bounds.
  void printBytes(String name, double bytes, Clock clock) {
    print(name, bytes / clock.processor() / 1e9, "GB/s", gigabytes, "memory");
  }

  private static void print(String name, double rate, String unit, double bound, String kind) {
    System.out.printf(
        Locale.ROOT,
        "%-58s %7.1f %-7s  bound: %s, %.0f %% of %.1f%n",
        name,
        rate,
        unit,
        kind,
        100 * rate / bound,
        bound);
  }
}
