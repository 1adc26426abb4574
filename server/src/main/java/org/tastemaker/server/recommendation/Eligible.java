package org.tastemaker.server.recommendation;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.tastemaker.server.recommendation.RecommendationList.Removed;
import org.tastemaker.server.training.PublishedModel;

/// What may be in one list: the candidates without what this person consumed or declined and this
/// request excludes. For one request and one thread; lives in a workspace.
final class Eligible {
  private final long[] items;
  private final long[] rows;
  private final int words;
  private final @Nullable PublishedModel model;
  private final List<Removed> removed;

  Eligible(Candidates candidates, Workspace workspace) {
    items = workspace.items(candidates.items());
    rows = workspace.rows(candidates.rows());
    words = candidates.items().length;
    model = candidates.model();
    removed = new ArrayList<>(candidates.removed());
  }

  /// The bits by row of the model. Longer than the model where the workspace is: the rest is not to
  /// be read.
  long[] rows() {
    return rows;
  }

  boolean has(int item) {
    return item >= 0 && item >>> 6 < words && Words.has(items, item);
  }

  /// Takes an item out, unnoted; answers whether it was in.
  boolean take(int item) {
    if (!has(item)) {
      return false;
    }
    Words.remove(items, item);
    var row = model == null ? -1 : model.items().indexOf(item);
    if (row >= 0) {
      Words.remove(rows, row);
    }
    return true;
  }

  /// Takes items out and notes the stage when it took any.
  void remove(String stage, int[] gone) {
    var count = 0;
    for (var item : gone) {
      count += take(item) ? 1 : 0;
    }
    note(stage, count);
  }

  void remove(String stage, Set<Integer> gone) {
    var count = 0;
    for (int item : gone) {
      count += take(item) ? 1 : 0;
    }
    note(stage, count);
  }

  private void note(String stage, int count) {
    if (count > 0) {
      removed.add(new Removed(stage, count));
    }
  }

  List<Removed> removed() {
    return removed;
  }
}
