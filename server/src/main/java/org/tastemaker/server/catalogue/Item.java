package org.tastemaker.server.catalogue;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tastemaker.server.id.SourceKey;

/// An item as the [CatalogueIndex] knows it: what lists and pages show, without its description and
/// further attributes.
///
/// @param id ours; the row number of the index
/// @param keys its outside ids, sorted
/// @param series the series that an episode belongs to, as it was written: `42` or `source:value`
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
    List<SourceKey> keys,
    @Nullable String series,
    boolean hidden) {}
