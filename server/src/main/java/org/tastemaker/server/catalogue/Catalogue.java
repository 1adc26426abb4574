package org.tastemaker.server.catalogue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.support.TransactionTemplate;
import org.tastemaker.server.id.Bare;
import org.tastemaker.server.id.OurId;
import org.tastemaker.server.id.Reference;
import org.tastemaker.server.id.SourceKey;

/// Writes the catalogue. Every method is one transaction, or part of the caller's; what it changed
/// is in the event log with it and, once committed, in this server's [LiveCatalogue].
///
/// Writers take turns (one advisory lock). Whoever writes items and interactions in one transaction
/// writes the items first.
public final class Catalogue {

  private final ItemRows rows;
  private final KindRows kinds;
  private final TransactionTemplate transactions;
  private final ItemEvents events;
  private final LiveCatalogue live;

  Catalogue(
      ItemRows rows,
      KindRows kinds,
      TransactionTemplate transactions,
      ItemEvents events,
      LiveCatalogue live) {
    this.rows = rows;
    this.kinds = kinds;
    this.transactions = transactions;
    this.events = events;
    this.live = live;
  }

  /// Makes the item that an outside id names as described, whether it is new or not. Doing it again
  /// changes nothing.
  ///
  /// @param actor who does it; null: the program itself
  /// @throws InvalidItemException when its kind has no such attributes
  public PutResult put(SourceKey key, ItemDraft draft, @Nullable Integer actor) {
    return putAll(List.of(new ItemEntry(key, draft)), actor).getFirst();
  }

  /// [#put], and the further outside ids lead to the item, too; or nothing happens.
  ///
  /// @param seen the version that this is put in the place of; null: of whatever stands
  public KeyedPut put(
      SourceKey key,
      ItemDraft draft,
      List<SourceKey> also,
      @Nullable Integer seen,
      @Nullable Integer actor) {
    if (also.isEmpty() && seen == null) {
      return new KeyedPut.Done(put(key, draft, actor));
    }
    return transactions.execute(status -> {
      rows.lock();
      var entry = new ItemEntry(key, draft);
      var own = rows.find(List.of(entry.key())).get(entry.key());
      if (seen != null) {
        var stands = own == null ? null : rows.states(List.of(own)).get(own);
        if (stands == null || stands.version() != seen) {
          return new KeyedPut.Stale(stands);
        }
      }
      var found = rows.find(also);
      for (var other : found.entrySet()) {
        if (!other.getValue().equals(own)) {
          return new KeyedPut.Taken(other.getKey(), other.getValue());
        }
      }
      var result = putAll(List.of(entry), actor).getFirst();
      var keys = new HashMap<SourceKey, Integer>();
      also.forEach(one -> keys.put(one, result.item()));
      boolean linked = !keys.isEmpty() && link(keys, actor) > 0;
      return new KeyedPut.Done(linked ? withKeys(result) : result);
    });
  }

  private static PutResult withKeys(PutResult result) {
    return switch (result) {
      case PutResult.Created created -> created;
      case PutResult.Changed(int item, Set<String> parts) -> {
        var all = new TreeSet<>(parts);
        all.add("keys");
        yield new PutResult.Changed(item, all);
      }
      case PutResult.Unchanged(int item) -> new PutResult.Changed(item, Set.of("keys"));
    };
  }

  /// [#put] for many at once; of several entries for one item the last one counts. A thousand at a
  /// time is a good size.
  ///
  /// @return a result for each entry, in their order
  public List<PutResult> putAll(List<ItemEntry> entries, @Nullable Integer actor) {
    var wanted = new LinkedHashMap<SourceKey, ItemDraft>();
    entries.forEach(entry -> wanted.put(entry.key(), entry.draft()));
    Map<SourceKey, PutResult> results =
        transactions.execute(status -> {
          check(wanted.values());
          var plan = plan(wanted);
          if (!plan.isEmpty()) {
            rows.lock();
            plan = plan(wanted);
          }
          return carryOut(plan, actor);
        });
    return entries.stream().map(entry -> results.get(entry.key())).toList();
  }

  /// Makes those items that are not there yet, as described, and leaves the others alone.
  public Ensured ensure(List<ItemEntry> entries, @Nullable Integer actor) {
    var wanted = new LinkedHashMap<SourceKey, ItemDraft>();
    entries.forEach(entry -> wanted.putIfAbsent(entry.key(), entry.draft()));
    return transactions.execute(status -> {
      check(wanted.values());
      var found = rows.find(wanted.keySet());
      int before = found.size();
      if (before < wanted.size()) {
        rows.lock();
        found = rows.find(wanted.keySet());
        before = found.size();
        create(missing(wanted, found.keySet()), actor, found);
      }
      int[] items = new int[entries.size()];
      for (int i = 0; i < items.length; i++) {
        items[i] = Objects.requireNonNull(found.get(entries.get(i).key()));
      }
      return new Ensured(items, found.size() - before);
    });
  }

  /// @throws InvalidItemException naming what a kind does not allow
  void check(Collection<ItemDraft> drafts) {
    boolean builtIn =
        drafts.stream().allMatch(draft -> KindForms.BUILT_IN.of(draft.kind()).isPresent());
    var forms = builtIn ? KindForms.BUILT_IN : kinds.forms();
    drafts.forEach(forms::check);
  }

  /// Gives items further outside ids. An outside id that leads to some item already keeps doing so.
  ///
  /// @return how many ids were added
  public int link(Map<SourceKey, Integer> keys, @Nullable Integer actor) {
    return transactions.execute(status -> {
      rows.lock();
      Map<SourceKey, Integer> linked = rows.link(normal(keys));
      events.linked(linked, actor);
      live.changes(linked.values());
      return linked.size();
    });
  }

  private static Map<SourceKey, Integer> normal(Map<SourceKey, Integer> keys) {
    var normal = new LinkedHashMap<SourceKey, Integer>();
    keys.forEach((key, item) -> normal.putIfAbsent(ExternalIds.normal(key), item));
    return normal;
  }

  /// What is written about an item, whole.
  public Optional<ItemDraft> draft(int item) {
    return Optional.ofNullable(rows.drafts(List.of(item)).get(item));
  }

  /// The item that a caller named; of one that was merged, the one that it is now. In memory, and
  /// asked of the database when it is not there: another server may have only just made it.
  public OptionalInt find(Reference reference) {
    OptionalInt known = live.current().find(reference);
    if (known.isPresent()) {
      return known;
    }
    return switch (reference) {
      case OurId id -> rows.named(id.value());
      case SourceKey key ->
          find(List.of(key)).values().stream().mapToInt(Integer::intValue).findAny();
      case Bare _ -> OptionalInt.empty();
    };
  }

  /// Those of these ids of ours that there are, asked of the database.
  public Set<Integer> existing(Collection<Integer> items) {
    return rows.drafts(items).keySet();
  }

  /// The ids of those outside ids that are there, asked of the database: exact at once on every
  /// server, where [CatalogueIndex#find] may lag behind another server for a moment.
  public Map<SourceKey, Integer> find(Collection<SourceKey> keys) {
    var normal = new HashMap<SourceKey, SourceKey>(keys.size() * 2);
    keys.forEach(key -> normal.put(key, ExternalIds.normal(key)));
    var found = rows.find(new HashSet<>(normal.values()));
    var asked = new HashMap<SourceKey, Integer>(found.size() * 2);
    normal.forEach((key, one) -> {
      Integer item = found.get(one);
      if (item != null) {
        asked.put(key, item);
      }
    });
    return asked;
  }

  private static List<ItemEntry> missing(Map<SourceKey, ItemDraft> wanted, Set<SourceKey> found) {
    return wanted.entrySet().stream()
        .filter(entry -> !found.contains(entry.getKey()))
        .map(entry -> new ItemEntry(entry.getKey(), entry.getValue()))
        .toList();
  }

  /// What has to be done.
  private record Plan(
      List<ItemEntry> create,
      List<ItemEntry> update,
      List<ItemDraft> before,
      List<Set<String>> parts,
      Map<SourceKey, Integer> found) {
    boolean isEmpty() {
      return create.isEmpty() && update.isEmpty();
    }
  }

  private Plan plan(Map<SourceKey, ItemDraft> wanted) {
    var found = rows.find(wanted.keySet());
    var drafts = rows.drafts(found.values());
    var update = new ArrayList<ItemEntry>();
    var before = new ArrayList<ItemDraft>();
    var parts = new ArrayList<Set<String>>();
    byItem(wanted, found)
        .forEach((item, entry) -> {
          var draft = Objects.requireNonNull(drafts.get(item));
          var changed = Differences.between(draft, entry.draft());
          if (!changed.isEmpty()) {
            update.add(entry);
            before.add(draft);
            parts.add(changed);
          }
        });
    return new Plan(missing(wanted, found.keySet()), update, before, parts, found);
  }

  /// The entries of items that are there; where several keys lead to one item, the last counts.
  private static Map<Integer, ItemEntry> byItem(
      Map<SourceKey, ItemDraft> wanted, Map<SourceKey, Integer> found) {
    var entries = new TreeMap<Integer, ItemEntry>();
    wanted.forEach((key, draft) -> {
      Integer item = found.get(key);
      if (item != null) {
        entries.put(item, new ItemEntry(key, draft));
      }
    });
    return entries;
  }

  private Map<SourceKey, PutResult> carryOut(Plan plan, @Nullable Integer actor) {
    var results = new HashMap<SourceKey, PutResult>();
    plan.found().forEach((key, item) -> results.put(key, new PutResult.Unchanged(item)));
    var created = new HashMap<SourceKey, Integer>();
    create(plan.create(), actor, created);
    created.forEach((key, item) -> results.put(key, new PutResult.Created(item)));
    if (!plan.update().isEmpty()) {
      change(plan, actor, results);
    }
    return results;
  }

  private void create(
      List<ItemEntry> entries, @Nullable Integer actor, Map<SourceKey, Integer> created) {
    if (entries.isEmpty()) {
      return;
    }
    int[] ids = rows.create(entries);
    for (int i = 0; i < ids.length; i++) {
      created.put(entries.get(i).key(), ids[i]);
    }
    events.added(entries, ids, actor);
    live.changes(Arrays.stream(ids).boxed().toList());
  }

  private void change(Plan plan, @Nullable Integer actor, Map<SourceKey, PutResult> results) {
    int[] ids = plan.update().stream().mapToInt(entry -> plan.found().get(entry.key())).toArray();
    rows.update(plan.update(), ids);
    events.changed(plan.update(), ids, plan.before(), plan.parts(), actor);
    for (int i = 0; i < ids.length; i++) {
      results.put(plan.update().get(i).key(), new PutResult.Changed(ids[i], plan.parts().get(i)));
    }
    live.changes(Arrays.stream(ids).boxed().toList());
  }
}
