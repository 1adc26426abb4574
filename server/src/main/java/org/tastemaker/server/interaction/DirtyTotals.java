package org.tastemaker.server.interaction;

import java.util.Collection;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// Items whose rating totals this server has changed and not yet shown in its catalogue.
final class DirtyTotals {

  private final Set<Integer> items = ConcurrentHashMap.newKeySet();

  void changed(int item) {
    items.add(item);
  }

  void changed(Collection<Integer> changed) {
    items.addAll(changed);
  }

  /// What has piled up; it is this caller's to show now.
  Collection<Integer> take() {
    var taken = Set.copyOf(items);
    items.removeAll(taken);
    return taken;
  }
}
