package org.tastemaker.engine.algorithm;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Independent rows of work on the threads of a run. The calling thread works too; it alone reports
/// progress and notices a cancellation, between pieces of work.
final class Parallel {
  private static final int ROWS = 64;

  /// What one thread does with a row; it may keep scratch space of its own.
  interface Work {
    void row(int row);
  }

  private final Run run;
  private final int rows;
  private final int chunk;
  private final AtomicInteger next = new AtomicInteger();
  private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();

  private Parallel(Run run, int rows, int chunk) {
    this.run = run;
    this.rows = rows;
    this.chunk = chunk;
  }

  /// A part of the run's progress: from a share of it to another.
  record Span(double from, double to, String step) {}

  /// Works on all rows, 64 at a time, with one `work` made for every thread.
  static void rows(Run run, int rows, Span span, Supplier<? extends Work> work) {
    new Parallel(run, rows, ROWS).work(span, work);
  }

  /// The same for few rows of much work: they are given out one by one.
  static void tasks(Run run, int tasks, Span span, Supplier<? extends Work> work) {
    new Parallel(run, tasks, 1).work(span, work);
  }

  private void work(Span span, Supplier<? extends Work> work) {
    List<Thread> helpers = new ArrayList<>();
    int threads = Math.min(run.threads(), (rows + chunk - 1) / chunk);
    for (int i = 1; i < threads; i++) {
      var mine = work.get();
      helpers.add(Thread.ofPlatform().daemon().name("training-" + i).start(() -> help(mine)));
    }
    try {
      lead(work.get(), span);
    } catch (Throwable e) {
      failure.compareAndSet(null, e);
    }
    helpers.forEach(Parallel::join);
    rethrow();
  }

  private void lead(Work work, Span span) {
    do {
      double share = Math.min(1, next.get() / (double) Math.max(1, rows));
      run.proceed(span.from + share * (span.to - span.from), span.step);
    } while (chunk(work));
  }

  private void help(Work work) {
    try {
      while (chunk(work)) {}
    } catch (Throwable e) {
      failure.compareAndSet(null, e);
    }
  }

  private boolean chunk(Work work) {
    int from = next.getAndAdd(chunk);
    if (from >= rows || failure.get() != null) {
      return false;
    }
    for (int row = from; row < Math.min(rows, from + chunk); row++) {
      work.row(row);
    }
    return true;
  }

  private static void join(Thread thread) {
    boolean interrupted = false;
    while (thread.isAlive()) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private void rethrow() {
    switch (failure.get()) {
      case null -> {}
      case RuntimeException e -> throw e;
      case Error e -> throw e;
      case Throwable e -> throw new IllegalStateException(e);
    }
  }
}
