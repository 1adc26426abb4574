package org.tastemaker.server.catalogue;

/// In which order items are listed.
public enum ItemOrder {
  /// Most ratings first, then the better average.
  POPULAR(true),
  /// What people have to do with at the moment first: see [CatalogueIndex#trend].
  TRENDING(true),
  /// The best weighted rating first: see [CatalogueIndex#weightedRating].
  RATING(true),
  /// Latest year first, items without a year last; within a year the last added first.
  NEWEST(false),
  /// By title, letters regardless of case.
  TITLE(false),
  /// What matches the words looked for best comes first, then as [#POPULAR]. Only where words are
  /// looked for.
  MATCH(false);

  private final boolean restless;

  ItemOrder(boolean restless) {
    this.restless = restless;
  }

  /// Whether items move in it as people rate and watch: who leafs through it sees it as it was on
  /// the first page.
  boolean isRestless() {
    return restless;
  }
}
