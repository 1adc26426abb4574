package org.tastemaker.server.cli;

/// What an evaluation hides.
enum SplitBy {
  /// Ratings of everybody, by chance.
  RANDOM,
  /// The newest ratings.
  TIME,
  /// A fifth of the ratings of people who are not trained on.
  USER
}
