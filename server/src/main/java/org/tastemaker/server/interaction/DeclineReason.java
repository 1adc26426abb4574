package org.tastemaker.server.interaction;

import com.fasterxml.jackson.annotation.JsonIgnore;
import org.jspecify.annotations.Nullable;

/// Why somebody declines an item, in a word of the vocabulary of its kind.
///
/// @param reason such as `genre` or `not-now`
/// @param value what of the item is meant, such as `Horror`; null where the word says it all
public record DeclineReason(String reason, @Nullable String value) {

  @JsonIgnore
  String stored() {
    return value == null ? "" : value;
  }

  static DeclineReason of(String reason, String stored) {
    return new DeclineReason(reason, stored.isEmpty() ? null : stored);
  }
}
