package org.tastemaker.engine.algorithm;

/// One of several trainings of a run, each an equal share of its progress.
record PartOfRun(Run whole, int part, int parts) implements Run {
  @Override
  public int threads() {
    return whole.threads();
  }

  @Override
  public long seed() {
    return whole.seed();
  }

  @Override
  public void progress(double share, String step) {
    whole.progress((part + share) / parts, step);
  }

  @Override
  public boolean cancelled() {
    return whole.cancelled();
  }
}
