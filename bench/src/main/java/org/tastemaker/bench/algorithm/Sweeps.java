package org.tastemaker.bench.algorithm;

import org.tastemaker.engine.algorithm.Run;

/// A run that takes the time of every step, by when its progress names the next one. The first, in
/// which the code is compiled, does not count.
final class Sweeps implements Run {
  private final int threads;
  private String current = "";
  private Clock begun = Clock.now();
  private Clock least = Clock.none();
  private int counted;

  Sweeps(int threads) {
    this.threads = threads;
  }

  @Override
  public int threads() {
    return threads;
  }

  @Override
  public long seed() {
    return 1;
  }

  @Override
  public void progress(double share, String step) {
    if (!step.equals(current)) {
      var now = Clock.now();
      if (counted > 1) {
        least = least.least(now.since(begun));
      }
      counted++;
      begun = now;
      current = step;
    }
  }

  @Override
  public boolean cancelled() {
    return false;
  }

  /// The least of the steps after the first.
  Clock least() {
    return least;
  }
}
