package org.tastemaker.server.importing;

/// What became of rows.
///
/// @param read all of them
/// @param taken those that changed something
/// @param unchanged those that were there already, were older than what is there, or are repeated
///   by another row
/// @param rejected those that cannot be taken
public record Counts(long read, long taken, long unchanged, long rejected) {
  static final Counts NONE = new Counts(0, 0, 0, 0);

  Counts plus(Counts other) {
    return new Counts(
        read + other.read,
        taken + other.taken,
        unchanged + other.unchanged,
        rejected + other.rejected);
  }
}
