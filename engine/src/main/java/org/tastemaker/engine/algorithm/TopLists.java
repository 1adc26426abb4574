package org.tastemaker.engine.algorithm;

import java.util.ArrayList;
import java.util.List;
import org.tastemaker.engine.data.Profile;
import org.tastemaker.engine.data.Rows;
import org.tastemaker.engine.kernel.RankedItems;
import org.tastemaker.engine.model.Model;

/// The best items for everybody, on the threads of a run.
public final class TopLists {
  private TopLists() {}

  /// Folds every person in and finds their best `k` items, without those that they have. Threads do
  /// not change the lists.
  ///
  /// @param people one row a person, of the model's items
  /// @return for every person the items, best first
  public static int[][] of(Model model, Rows people, int k, Run run) {
    var lists = new int[people.rows()][];
    int groups = (lists.length + RankedItems.GROUP - 1) / RankedItems.GROUP;
    var whole = new Parallel.Span(0, 1, "finding the best");
    Parallel.tasks(run, groups, whole, () -> group -> find(model, people, k, group, lists));
    run.progress(1, "done");
    return lists;
  }

  private static void find(Model model, Rows people, int k, int group, int[][] lists) {
    int from = group * RankedItems.GROUP;
    int to = Math.min(lists.length, from + RankedItems.GROUP);
    List<Profile> profiles = new ArrayList<>();
    for (int person = from; person < to; person++) {
      profiles.add(people.profile(person));
    }
    var found = model.best(profiles, k);
    System.arraycopy(found, 0, lists, from, found.length);
  }
}
