package org.tastemaker.server.catalogue;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.tastemaker.server.id.SourceKey;
import tools.jackson.databind.JsonNode;

/// An item as the API shows it. A list leaves out what only the item's own page needs.
///
/// @param keys its outside ids
/// @param averageRating in stars; absent while nobody rated it
record ItemView(
    int id,
    List<String> keys,
    String kind,
    String title,
    @Nullable Integer year,
    List<String> genres,
    @Nullable String image,
    int ratings,
    @Nullable Double averageRating,
    @Nullable List<Credit> people,
    @Nullable String language,
    @Nullable String country,
    @Nullable String description,
    @Nullable String franchise,
    @Nullable List<AlternateTitle> titles,
    @Nullable List<String> keywords,
    @Nullable Map<String, JsonNode> attributes) {

  /// As a list shows it.
  static ItemView brief(Item item, CatalogueIndex index) {
    return new ItemView(
        item.id(),
        keys(item),
        item.kind().name(),
        item.title(),
        item.year(),
        item.genres(),
        item.imageUrl(),
        index.ratingCount(item.id()),
        average(item.id(), index),
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null);
  }

  /// As its own page shows it.
  static ItemView whole(Item item, ItemDraft draft, CatalogueIndex index) {
    return new ItemView(
        item.id(),
        keys(item),
        draft.kind().name(),
        draft.title(),
        draft.year(),
        draft.genres(),
        draft.imageUrl(),
        index.ratingCount(item.id()),
        average(item.id(), index),
        draft.people(),
        draft.language(),
        draft.country(),
        draft.description(),
        draft.franchise(),
        orAbsent(draft.titles()),
        orAbsent(draft.keywords()),
        draft.attributes());
  }

  private static <T> @Nullable List<T> orAbsent(List<T> list) {
    return list.isEmpty() ? null : list;
  }

  private static List<String> keys(Item item) {
    return item.keys().stream().map(SourceKey::toString).toList();
  }

  private static @Nullable Double average(int item, CatalogueIndex index) {
    return index.ratingCount(item) == 0
        ? null
        : Math.round(index.ratingAverage(item) * 1000) / 1000.0;
  }
}
