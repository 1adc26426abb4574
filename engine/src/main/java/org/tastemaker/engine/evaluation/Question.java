package org.tastemaker.engine.evaluation;

import java.util.Arrays;
import org.tastemaker.engine.algorithm.Algorithm;

/// What a [Trial] measures. The metrics are defined in [Evaluation].
public sealed interface Question {

  /// How well hidden ratings are predicted. Asked of algorithms that predict ratings only.
  record OfRatings() implements Question {}

  /// How well lists of all items find what was hidden.
  ///
  /// @param order how lists are made
  /// @param cutoffs the lengths of lists, at least one
  record OfLists(Order order, int... cutoffs) implements Question {
    public OfLists {
      cutoffs = checked(cutoffs);
    }
  }

  /// How well hidden items are told from a person's negatives.
  ///
  /// @param negatives items, one row a person of the training data
  /// @param cutoffs the lengths of lists, at least one
  record OfSampledLists(int[][] negatives, int... cutoffs) implements Question {
    public OfSampledLists {
      negatives = negatives.clone();
      cutoffs = checked(cutoffs);
    }
  }

  /// How lists are made.
  enum Order {
    /// By score alone.
    BY_SCORE,
    /// As the server does: what scores above 0 by score, then the rest by popularity.
    AS_SERVED
  }

  /// Whether an algorithm can answer.
  default boolean suits(Algorithm algorithm) {
    return !(this instanceof OfRatings) || algorithm.predictsRatings();
  }

  private static int[] checked(int... cutoffs) {
    if (cutoffs.length == 0 || Arrays.stream(cutoffs).min().getAsInt() < 1) {
      throw new IllegalArgumentException("A list is cut at 1 or later.");
    }
    return cutoffs.clone();
  }
}
