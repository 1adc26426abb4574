package org.tastemaker.server.catalogue;

import org.jspecify.annotations.Nullable;
import org.roaringbitmap.RoaringBitmap;
import org.tastemaker.server.access.Caller;
import org.tastemaker.server.id.Reference;

/// What a person has to do with items. The catalogue's routes ask for it; the feature that knows
/// what people do provides it.
public interface PersonalItems {

  /// The items that a person rated, consumed or declined.
  ///
  /// @param named whom the caller names; null for themselves
  /// @throws org.tastemaker.server.http.ProblemException when the caller may not see that, or is
  ///   nobody and names nobody
  RoaringBitmap met(Caller caller, @Nullable Reference named);
}
