package org.tastemaker.server.interaction;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.roaringbitmap.RoaringBitmap;
import org.tastemaker.server.catalogue.CatalogueIndex;
import org.tastemaker.server.catalogue.Kind;

/// Why somebody declines an item, in a word of the vocabulary of its kind.
///
/// @param reason such as `genre` or `not-now`
/// @param value what of the item is meant, such as `Horror`; null where the word says it all
public record DeclineReason(String reason, @Nullable String value) {

  /// Whether it says that they know it from somewhere else.
  @JsonIgnore
  public boolean isSeenElsewhere() {
    return reason.equals(Why.SEEN_ELSEWHERE.label());
  }

  /// Whether all that the reasons say is that it is not the time for it.
  static boolean isForNow(List<DeclineReason> reasons) {
    return !reasons.isEmpty()
        && reasons.stream().allMatch(one -> one.reason().equals(Why.NOT_NOW.label()));
  }

  /// The items that have what is meant: of all kinds where it is a genre, a franchise or somebody
  /// behind them, of the same kind where it is a period or a language. None where the word says it
  /// all.
  ///
  /// @param kind of the item that was declined
  public RoaringBitmap sharers(Kind kind, CatalogueIndex index) {
    return value == null
        ? new RoaringBitmap()
        : Why.of(reason).map(why -> why.sharers(value, kind, index)).orElseGet(RoaringBitmap::new);
  }

  @JsonIgnore
  String stored() {
    return value == null ? "" : value;
  }

  static DeclineReason of(String reason, String stored) {
    return new DeclineReason(reason, stored.isEmpty() ? null : stored);
  }
}
