package org.tastemaker.server.catalogue;

import java.util.Optional;
import org.roaringbitmap.RoaringBitmap;

/// Finds items by what somebody typed. The catalogue's routes ask for it; the feature that searches
/// provides it.
public interface ItemFinder {

  /// Those of the items that match.
  ///
  /// @param among not changed
  Matches find(String text, RoaringBitmap among);

  /// The other title by which an item matches, where its own does not match as well.
  Optional<String> matched(String text, Item item);
}
