package org.tastemaker.server.catalogue;

import org.jspecify.annotations.Nullable;
import org.roaringbitmap.RoaringBitmap;
import org.tastemaker.server.access.Caller;
import org.tastemaker.server.id.Reference;

/// What a person has to do with items. The catalogue's routes ask for it; the feature that knows
/// what people do provides it.
public interface PersonalItems {

  /// What the caller has to do with an item, as answers show it; null for programs, who name nobody
  /// here.
  @Nullable Object standing(Caller caller, int item);

  /// The items that a person watched, read, played or rated.
  ///
  /// @param named whom the caller names; null for themselves, and nobody when that is a program
  RoaringBitmap consumed(Caller caller, @Nullable Reference named);

  /// The items that a person rated, consumed or declined.
  ///
  /// @param named whom the caller names; null for themselves
  /// @throws org.tastemaker.server.http.ProblemException when the caller may not see that, or is
  ///   nobody and names nobody
  RoaringBitmap met(Caller caller, @Nullable Reference named);
}
