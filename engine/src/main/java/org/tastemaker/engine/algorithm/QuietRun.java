package org.tastemaker.engine.algorithm;

record QuietRun(long seed, int threads) implements Run {
  QuietRun {
    if (threads < 1) {
      throw new IllegalArgumentException("A run needs a thread.");
    }
  }

  @Override
  public void progress(double share, String step) {}

  @Override
  public boolean cancelled() {
    return false;
  }
}
