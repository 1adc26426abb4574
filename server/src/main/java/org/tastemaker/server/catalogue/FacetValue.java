package org.tastemaker.server.catalogue;

import java.util.Comparator;

/// A value that items of a list have, and how many of them.
record FacetValue(String value, int count) {
  static final Comparator<FacetValue> MOST_FIRST =
      Comparator.comparingInt(FacetValue::count).reversed().thenComparing(FacetValue::value);
}
