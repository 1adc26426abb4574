package org.tastemaker.server.catalogue;

/// In which order items are listed.
public enum ItemOrder {
  /// Most ratings first, then the better average.
  POPULAR,
  /// By title, letters regardless of case.
  TITLE,
  /// Latest year first, items without a year last; within a year the last added first.
  NEWEST,
  /// What matches the words looked for best comes first, then as [#POPULAR]. Only where words are
  /// looked for.
  MATCH
}
