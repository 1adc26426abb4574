package org.tastemaker.engine.algorithm;

import java.util.concurrent.CancellationException;

/// What a training may use, and whom it reports to. Called from the training's own thread only.
public interface Run {
  /// How many threads it may use, at least 1.
  int threads();

  /// The seed of all its chance. Same data, hyper-parameters and seed: the same bytes on one
  /// thread.
  long seed();

  /// Hears how far it is.
  ///
  /// @param share done, from 0 to 1
  /// @param step what comes next, in a few words
  void progress(double share, String step);

  /// Whether it shall stop.
  boolean cancelled();

  /// Reports progress and stops when cancelled.
  ///
  /// @throws CancellationException when cancelled
  default void proceed(double share, String step) {
    if (cancelled()) {
      throw new CancellationException("The training was cancelled before: " + step + ".");
    }
    progress(share, step);
  }

  /// A run on one thread that nobody listens to.
  static Run quiet(long seed) {
    return quiet(seed, 1);
  }

  /// A run that nobody listens to.
  static Run quiet(long seed, int threads) {
    return new QuietRun(seed, threads);
  }
}
