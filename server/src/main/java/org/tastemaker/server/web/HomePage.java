package org.tastemaker.server.web;

import java.util.List;

/// @param titles how many items the catalogue has
/// @param ratings how many the person gave so far
/// @param shelves the rows that have something in them
record HomePage(int titles, int ratings, List<Shelf> shelves) implements Page {

  /// What one is asked to rate so that lists become one's own.
  int enough() {
    return Own.ENOUGH;
  }
}
