package org.tastemaker.server.job;

import org.jspecify.annotations.Nullable;

/// Which jobs to list, newest first.
///
/// @param kind those of this kind only; null for all
/// @param state those in this state only; null for all
/// @param before those with a smaller id only
/// @param limit at most so many, 1 to 200
public record JobFilter(@Nullable String kind, @Nullable JobState state, long before, int limit) {
  public JobFilter {
    if (limit < 1 || limit > 200) {
      throw new IllegalArgumentException("limit must be from 1 to 200.");
    }
  }

  /// The newest jobs of every kind and state.
  public static JobFilter newest(int limit) {
    return new JobFilter(null, null, Long.MAX_VALUE, limit);
  }

  /// The newest jobs of one kind.
  public static JobFilter newest(String kind, int limit) {
    return new JobFilter(kind, null, Long.MAX_VALUE, limit);
  }
}
