package org.tastemaker.server.recommendation;

import java.util.concurrent.ConcurrentLinkedQueue;

/// The memory in which one request is scored: borrowed for the time of the scoring, so that there
/// are as many as requests are scored at once, whatever the number of (virtual) threads.
final class Workspace {
  private float[] scores = new float[0];
  private long[] items = new long[0];
  private long[] rows = new long[0];

  /// Room for a score per row of a model; the contents are what the last user left.
  float[] scores(int count) {
    if (scores.length < count) {
      scores = new float[count];
    }
    return scores;
  }

  /// A copy of a mask over item ids, to take bits out of.
  long[] items(long[] mask) {
    if (items.length < mask.length) {
      items = new long[mask.length];
    }
    System.arraycopy(mask, 0, items, 0, mask.length);
    return items;
  }

  /// A copy of a mask over a model's rows, to take bits out of.
  long[] rows(long[] mask) {
    if (rows.length < mask.length) {
      rows = new long[mask.length];
    }
    System.arraycopy(mask, 0, rows, 0, mask.length);
    return rows;
  }

  /// Those that nobody uses at the moment.
  static final class Pool {
    private final ConcurrentLinkedQueue<Workspace> idle = new ConcurrentLinkedQueue<>();

    Workspace borrow() {
      var workspace = idle.poll();
      return workspace == null ? new Workspace() : workspace;
    }

    void giveBack(Workspace workspace) {
      idle.offer(workspace);
    }
  }
}
