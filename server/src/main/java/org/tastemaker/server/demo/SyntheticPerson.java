package org.tastemaker.server.demo;

import java.util.List;

/// A made-up person: a name that says so, and what they rated.
record SyntheticPerson(int number, String name, List<SyntheticRating> ratings) {

  SyntheticPerson {
    ratings = List.copyOf(ratings);
  }

  /// `item` counts the catalogue's lines from 0; `hundredths` of a star; `minute` since the start
  /// of the synthetic time.
  record SyntheticRating(int item, int hundredths, int minute) {}
}
