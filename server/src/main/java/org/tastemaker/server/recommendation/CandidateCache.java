package org.tastemaker.server.recommendation;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.jspecify.annotations.Nullable;
import org.tastemaker.server.catalogue.CatalogueIndex;
import org.tastemaker.server.catalogue.ItemFilter;
import org.tastemaker.server.training.PublishedModel;

/// The candidates of filters that were asked for before.
final class CandidateCache {
  private static final int REMEMBERED = 256;

  private final ConcurrentMap<ItemFilter, Candidates> known = new ConcurrentHashMap<>();

  /// The candidates of a filter as the catalogue is now; what it excludes by id is not looked at.
  Candidates of(CatalogueIndex index, ItemFilter filter, @Nullable PublishedModel model) {
    var lasting = filter.lasting();
    var ready = known.get(lasting);
    if (ready == null || !ready.isOf(index.matching(lasting), model)) {
      ready = Candidates.of(index, lasting, model);
      if (known.size() >= REMEMBERED) {
        known.clear();
      }
      known.put(lasting, ready);
    }
    return ready;
  }
}
