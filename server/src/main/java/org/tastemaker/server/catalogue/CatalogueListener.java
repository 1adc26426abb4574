package org.tastemaker.server.catalogue;

/// Is told when the catalogue has been read, before anybody else sees it: a feature above this one
/// adds what it knows about items.
public interface CatalogueListener {

  /// The catalogue is there.
  void loaded(LiveCatalogue live);
}
