package org.tastemaker.server.catalogue;

import org.roaringbitmap.RoaringBitmap;

/// Finds items by what somebody typed. The catalogue's routes ask for it; the feature that searches
/// provides it.
public interface ItemFinder {

  /// Those of the items that match.
  ///
  /// @param among not changed
  Matches find(String text, RoaringBitmap among);
}
