package org.tastemaker.server.interaction;

import java.util.Collection;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/// Items whose rating totals this server has changed and not yet shown in its catalogue.
final class DirtyTotals {

  private final Set<Integer> items = ConcurrentHashMap.newKeySet();

  /// The totals of these items changed, or will once the running transaction is committed.
  void changed(Collection<Integer> changed) {
    if (!TransactionSynchronizationManager.isSynchronizationActive()) {
      items.addAll(changed);
      return;
    }
    TransactionSynchronizationManager.registerSynchronization(
        new TransactionSynchronization() {
          @Override
          public void afterCommit() {
            items.addAll(changed);
          }
        });
  }

  /// What has piled up; it is this caller's to show now.
  Collection<Integer> take() {
    var taken = Set.copyOf(items);
    items.removeAll(taken);
    return taken;
  }
}
