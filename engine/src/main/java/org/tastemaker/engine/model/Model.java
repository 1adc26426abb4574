package org.tastemaker.engine.model;

import java.util.List;
import org.tastemaker.engine.data.Profile;
import org.tastemaker.engine.kernel.TopK;

/// What was learned about items, and nothing about anybody: people are folded in when they ask, so
/// a new rating counts at once and forgetting somebody leaves no trace. Immutable, for any thread.
public sealed interface Model
    permits Popularity,
        ImplicitFactors,
        LaggedFactors,
        SummedFactors,
        RatingModel,
        ItemWeights,
        ItemMatrix,
        Blend {
  /// How many items it knows; they are numbered 0…items−1.
  int items();

  /// What somebody with this profile likes. Everybody can be folded in, somebody new too.
  ///
  /// @throws IllegalArgumentException when the profile holds an item that the model does not know
  Taste foldIn(Profile profile);

  /// How alike every item is to one, higher is more alike, 0 nothing known; the item itself
  /// included.
  ///
  /// @param scores filled from 0 to `items() − 1`
  void similar(int item, float[] scores);

  /// The best `k` items for somebody, best first and the lower one first among equals, among those
  /// whose bit is set in `allowed` (bit i is bit i mod 64 of word i / 64); fewer where there are
  /// fewer.
  default int[] best(Profile profile, int k, long[] allowed) {
    var scores = new float[items()];
    foldIn(profile).score(scores);
    return TopK.best(scores, scores.length, k, allowed);
  }

  /// The best `k` items for everybody in a list, without those of their own profiles. Some
  /// [RankedItems#GROUP] people at a time cost the least where it is a matrix product.
  default int[][] best(List<Profile> people, int k) {
    var lists = new int[people.size()][];
    var scores = new float[items()];
    for (int i = 0; i < lists.length; i++) {
      var profile = people.get(i);
      foldIn(profile).score(scores);
      for (int item : profile.items()) {
        scores[item] = Float.NEGATIVE_INFINITY;
      }
      lists[i] = TopK.best(scores, scores.length, k);
    }
    return lists;
  }
}
