package org.tastemaker.server.catalogue;

import java.math.BigDecimal;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// What is different between two descriptions of an item.
final class Differences {

  /// JSON numbers are equal when their values are: PostgreSQL writes `1e2` back as `100`.
  private static final Comparator<JsonNode> BY_VALUE =
      (left, right) -> {
        if (left.isNumber() && right.isNumber()) {
          BigDecimal number = left.decimalValue();
          return number.compareTo(right.decimalValue());
        }
        return left.equals(right) ? 0 : 1;
      };

  private Differences() {}

  /// The names of the parts of [ItemDraft] that differ.
  static Set<String> between(ItemDraft before, ItemDraft after) {
    var parts = new LinkedHashSet<String>();
    note(parts, "kind", before.kind(), after.kind());
    note(parts, "title", before.title(), after.title());
    note(parts, "year", before.year(), after.year());
    note(parts, "genres", before.genres(), after.genres());
    note(parts, "people", before.people(), after.people());
    note(parts, "language", before.language(), after.language());
    note(parts, "country", before.country(), after.country());
    note(parts, "description", before.description(), after.description());
    note(parts, "imageUrl", before.imageUrl(), after.imageUrl());
    note(parts, "titles", before.titles(), after.titles());
    note(parts, "keywords", before.keywords(), after.keywords());
    note(parts, "franchise", before.franchiseSlug(), after.franchiseSlug());
    if (!same(before.attributes(), after.attributes())) {
      parts.add("attributes");
    }
    return parts;
  }

  private static void note(
      Set<String> parts, String name, @Nullable Object before, @Nullable Object after) {
    if (!Objects.equals(before, after)) {
      parts.add(name);
    }
  }

  private static boolean same(Map<String, JsonNode> before, Map<String, JsonNode> after) {
    return before.keySet().equals(after.keySet())
        && before.entrySet().stream()
            .allMatch(part -> part.getValue().equals(BY_VALUE, after.get(part.getKey())));
  }
}
