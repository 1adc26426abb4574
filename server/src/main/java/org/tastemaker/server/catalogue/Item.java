package org.tastemaker.server.catalogue;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tastemaker.server.id.SourceKey;

/// An item as the [CatalogueIndex] knows it: what lists and pages show, without its description and
/// further attributes.
///
/// @param id ours; the row number of the index
/// @param keys its outside ids, sorted
/// @param keywords in lower case
/// @param titles what else it is called, in their order
/// @param episode where it stands in a series; null for what is no episode
/// @param hidden left out of every list
public record Item(
    int id,
    Kind kind,
    String title,
    @Nullable Integer year,
    List<String> genres,
    List<Credit> people,
    @Nullable String imageUrl,
    @Nullable String franchise,
    @Nullable String language,
    @Nullable String country,
    List<String> keywords,
    List<String> titles,
    List<SourceKey> keys,
    @Nullable Episode episode,
    boolean hidden) {

  /// Where an episode stands.
  ///
  /// @param series as it was written: `42` or `source:value`
  public record Episode(String series, @Nullable Integer season, @Nullable Integer number) {}

  /// The series that an episode belongs to, as it was written; null for what is no episode.
  public @Nullable String series() {
    return episode == null ? null : episode.series();
  }
}
