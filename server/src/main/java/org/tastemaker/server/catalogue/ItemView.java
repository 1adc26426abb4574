package org.tastemaker.server.catalogue;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.tastemaker.server.id.SourceKey;
import tools.jackson.databind.JsonNode;

/// An item as the API shows it. A list leaves out what only the item's own page needs.
///
/// @param keys its outside ids
/// @param matched the other title by which a search found it
/// @param hidden there only when it is, for those who keep the catalogue
/// @param averageRating in stars; absent while nobody rated it
/// @param mine what the person who asks has to do with it
record ItemView(
    int id,
    List<String> keys,
    String kind,
    String title,
    @Nullable String matched,
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
    @Nullable Map<String, JsonNode> attributes,
    @Nullable Boolean hidden,
    @Nullable Object mine) {

  /// As a list shows it.
  static ItemView brief(Item item, CatalogueIndex index) {
    return found(item, null, index);
  }

  /// As a list shows it that somebody searched.
  static ItemView found(Item item, @Nullable String matched, CatalogueIndex index) {
    return new ItemView(
        item.id(),
        keys(item.keys()),
        item.kind().name(),
        item.title(),
        matched,
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
        null,
        null,
        null);
  }

  /// As its own page shows it.
  ///
  /// @param mine what the caller has to do with it; null: nothing that is known
  static ItemView whole(ItemState item, @Nullable Object mine, CatalogueIndex index) {
    ItemDraft draft = item.draft();
    return new ItemView(
        item.id(),
        keys(item.keys()),
        draft.kind().name(),
        draft.title(),
        null,
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
        draft.attributes(),
        item.hidden() ? true : null,
        mine);
  }

  private static <T> @Nullable List<T> orAbsent(List<T> list) {
    return list.isEmpty() ? null : list;
  }

  /// As it stands, whatever its ratings.
  static ItemView standing(ItemState item) {
    return whole(item, null, CatalogueIndex.EMPTY);
  }

  private static List<String> keys(List<SourceKey> keys) {
    return keys.stream().map(SourceKey::toString).toList();
  }

  private static @Nullable Double average(int item, CatalogueIndex index) {
    return index.ratingCount(item) == 0
        ? null
        : Math.round(index.ratingAverage(item) * 1000) / 1000.0;
  }
}
