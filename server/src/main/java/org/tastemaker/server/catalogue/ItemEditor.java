package org.tastemaker.server.catalogue;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.support.TransactionTemplate;
import org.tastemaker.server.id.SourceKey;

/// Changes single items, one after the other: who saw something older than what stands is told so.
public final class ItemEditor {

  private final Catalogue catalogue;
  private final ItemRows rows;
  private final ItemUse use;
  private final TransactionTemplate transactions;
  private final ItemEvents events;
  private final LiveCatalogue live;

  ItemEditor(
      Catalogue catalogue,
      ItemRows rows,
      ItemUse use,
      TransactionTemplate transactions,
      ItemEvents events,
      LiveCatalogue live) {
    this.catalogue = catalogue;
    this.rows = rows;
    this.use = use;
    this.transactions = transactions;
    this.events = events;
    this.live = live;
  }

  /// The item as it stands.
  public Optional<ItemState> state(int item) {
    return Optional.ofNullable(standing(item));
  }

  /// The item of an id, or the one that it was merged into.
  private @Nullable ItemState standing(int item) {
    var found = rows.named(item);
    return found.isEmpty() ? null : rows.states(List.of(found.getAsInt())).get(found.getAsInt());
  }

  /// Makes new items: all of them, or none.
  ///
  /// @throws InvalidItemException when a kind does not allow one, or two have one outside id
  public CreateResult create(List<NewItem> items, @Nullable Integer actor) {
    var keys = new HashMap<SourceKey, NewItem>();
    for (NewItem item : items) {
      for (SourceKey key : item.keys()) {
        if (keys.put(key, item) != null) {
          throw new InvalidItemException(ItemJson.KEYS, "%s is there twice.".formatted(key));
        }
      }
    }
    return transactions.execute(status -> {
      rows.lock();
      var taken = rows.find(keys.keySet()).entrySet().stream().findFirst();
      return taken.isPresent()
          ? new CreateResult.KeyTaken(taken.get().getKey(), taken.get().getValue())
          : new CreateResult.Created(made(items, actor));
    });
  }

  private List<ItemState> made(List<NewItem> items, @Nullable Integer actor) {
    var results =
        catalogue.putAll(
            items.stream()
                .map(item -> new ItemEntry(item.keys().getFirst(), item.draft()))
                .toList(),
            actor);
    var further = new HashMap<SourceKey, Integer>();
    for (int i = 0; i < results.size(); i++) {
      var keys = items.get(i).keys();
      further.putAll(byItem(keys.subList(1, keys.size()), results.get(i).item()));
    }
    if (!further.isEmpty()) {
      catalogue.link(further, actor);
    }
    var ids = results.stream().map(PutResult::item).toList();
    var stand = rows.states(ids);
    return ids.stream().map(id -> Objects.requireNonNull(stand.get(id))).toList();
  }

  ItemState stands(int item) {
    return Objects.requireNonNull(rows.states(List.of(item)).get(item));
  }

  private static Map<SourceKey, Integer> byItem(List<SourceKey> keys, int item) {
    var byKey = new HashMap<SourceKey, Integer>();
    keys.forEach(key -> byKey.put(key, item));
    return byKey;
  }

  /// Changes an item.
  ///
  /// @param seen the version that the change was made for; null: whatever stands
  /// @param change what it is to be, made of what stands
  /// @throws InvalidItemException when its kind does not allow it
  public EditResult edit(
      int item, @Nullable Integer seen, UnaryOperator<ItemState> change, @Nullable Integer actor) {
    return transactions.execute(status -> {
      rows.lock();
      ItemState before = standing(item);
      if (before == null) {
        return new EditResult.Missing();
      }
      if (seen != null && seen != before.version()) {
        return new EditResult.Stale(before);
      }
      return write(before, change.apply(before), actor);
    });
  }

  private EditResult write(ItemState before, ItemState wanted, @Nullable Integer actor) {
    var taken =
        rows.find(wanted.keys()).entrySet().stream()
            .filter(found -> found.getValue() != before.id())
            .findFirst();
    if (taken.isPresent()) {
      return new EditResult.KeyTaken(taken.get().getKey(), taken.get().getValue());
    }
    catalogue.check(List.of(wanted.draft()));
    Set<String> parts = written(before, wanted, actor);
    return new EditResult.Edited(stands(before.id()), parts);
  }

  /// Writes what is different, in the running transaction; the outside ids are free.
  ///
  /// @return which parts that is
  Set<String> written(ItemState before, ItemState wanted, @Nullable Integer actor) {
    var parts = new TreeSet<>(Differences.between(before.draft(), wanted.draft()));
    if (!parts.isEmpty()) {
      rows.update(
          List.of(new ItemEntry(before.keys().getFirst(), wanted.draft())),
          new int[] {before.id()});
    }
    if (before.hidden() != wanted.hidden()) {
      parts.add(ItemJson.HIDDEN);
    }
    if (!before.keys().equals(wanted.keys())) {
      parts.add(ItemJson.KEYS);
      rows.unlink(before.keys().stream().filter(key -> !wanted.keys().contains(key)).toList());
      rows.link(byItem(wanted.keys(), before.id()));
    }
    if (!parts.isEmpty()) {
      rows.stamp(before.id(), before.version() + 1, wanted.hidden());
      events.edited(before, wanted, parts, actor);
      live.changes(List.of(before.id()));
    }
    return parts;
  }

  /// Deletes an item that nobody did anything with.
  ///
  /// @param seen the version that the caller saw; null: whatever stands
  public EditResult delete(int item, @Nullable Integer seen, @Nullable Integer actor) {
    return transactions.execute(status -> {
      rows.lock();
      ItemState before = rows.states(List.of(item)).get(item);
      if (before == null) {
        return new EditResult.Missing();
      }
      if (seen != null && seen != before.version()) {
        return new EditResult.Stale(before);
      }
      if (use.isUsed(item)) {
        return new EditResult.Used();
      }
      rows.delete(item);
      events.deleted(before, actor);
      live.changes(List.of(item));
      return new EditResult.Deleted();
    });
  }
}
