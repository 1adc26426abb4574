package org.tastemaker.server.cli;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.Locale;
import org.tastemaker.engine.algorithm.Run;

/// A run that prints how far it is, a line now and then.
final class LineRun implements Run {
  private static final long EVERY = Duration.ofSeconds(5).toNanos();

  private final long seed;
  private final int threads;
  private final PrintWriter out;
  private long printed = System.nanoTime();

  LineRun(long seed, int threads, PrintWriter out) {
    this.seed = seed;
    this.threads = threads;
    this.out = out;
  }

  @Override
  public int threads() {
    return threads;
  }

  @Override
  public long seed() {
    return seed;
  }

  @Override
  public void progress(double share, String step) {
    long now = System.nanoTime();
    if (now - printed >= EVERY) {
      printed = now;
      out.println(String.format(Locale.ROOT, "%3.0f %% of a training: %s", share * 100, step));
      out.flush();
    }
  }

  @Override
  public boolean cancelled() {
    return false;
  }
}
