package org.tastemaker.server.catalogue;

import java.util.Collection;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/// The catalogue as this server knows it now. Changes made here show when they are committed, those
/// of other servers a moment later.
public final class LiveCatalogue {

  private final IndexRows rows;
  private volatile CatalogueIndex current = CatalogueIndex.EMPTY;

  LiveCatalogue(IndexRows rows) {
    this.rows = rows;
  }

  /// The index to answer a request from: one for the whole request.
  public CatalogueIndex current() {
    return current;
  }

  /// Reads the whole catalogue.
  public void load() {
    rows.connected(this::loadConnected);
  }

  private synchronized void loadConnected() {
    var editor = CatalogueIndex.fresh().edit();
    rows.all(editor::put);
    editor.merged(rows.merged());
    current = editor.done().with(rows.forms());
  }

  /// Reads the kinds again.
  void refreshKinds() {
    rows.connected(this::refreshKindsConnected);
  }

  private synchronized void refreshKindsConnected() {
    current = current.with(rows.forms());
  }

  /// Reads some items again.
  void refresh(Collection<Integer> items) {
    if (!items.isEmpty()) {
      rows.connected(() -> refreshConnected(items));
    }
  }

  private synchronized void refreshConnected(Collection<Integer> items) {
    if (!items.isEmpty()) {
      var there = rows.some(items);
      current = current.with(items, there, there.size() < items.size() ? rows.merged() : Map.of());
    }
  }

  /// Takes over the rating totals of some items.
  ///
  /// @param items each once
  /// @param hundredths the sums of their ratings, in hundredths of a star
  /// @param counts how many ratings stand
  public synchronized void rated(int[] items, long[] hundredths, int[] counts) {
    if (items.length > 0) {
      current = current.withRatings(items, hundredths, counts);
    }
  }

  /// Takes over the rating totals of all items; an item that is not named has no rating.
  public synchronized void ratedAll(int[] items, long[] hundredths, int[] counts) {
    current = current.withAllRatings(items, hundredths, counts);
  }

  /// Takes over the trends of some items: see [CatalogueIndex#trend].
  ///
  /// @param items each once
  public synchronized void moved(int[] items, double[] trends) {
    if (items.length > 0) {
      current = current.withTrends(items, trends);
    }
  }

  /// Takes over the trends of all items; an item that is not named has none.
  ///
  /// @param items each once
  public synchronized void movedAll(int[] items, double[] trends) {
    current = current.withAllTrends(items, trends);
  }

  /// Items that the running transaction changes: they are read again once it is committed.
  void changes(Collection<Integer> items) {
    if (items.isEmpty()) {
      return;
    }
    if (!TransactionSynchronizationManager.isSynchronizationActive()) {
      refresh(items);
      return;
    }
    pending().items.addAll(items);
  }

  /// The running transaction changes the kinds: they are read again once it is committed.
  void kindsChange() {
    pending().kinds = true;
  }

  private Pending pending() {
    var pending = (Pending) TransactionSynchronizationManager.getResource(this);
    if (pending == null) {
      pending = new Pending();
      TransactionSynchronizationManager.bindResource(this, pending);
      TransactionSynchronizationManager.registerSynchronization(pending);
    }
    return pending;
  }

  /// What one transaction changed. It still has its connection when it is told that it is over.
  private final class Pending implements TransactionSynchronization {
    private final Set<Integer> items = new HashSet<>();
    private boolean kinds;

    @Override
    public void afterCompletion(int status) {
      TransactionSynchronizationManager.unbindResourceIfPossible(LiveCatalogue.this);
      if (status == STATUS_COMMITTED && kinds) {
        refreshKindsConnected();
      }
      if (status == STATUS_COMMITTED) {
        refreshConnected(items);
      }
    }
  }
}
