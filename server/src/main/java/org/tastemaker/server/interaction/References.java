package org.tastemaker.server.interaction;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.tastemaker.server.catalogue.Catalogue;
import org.tastemaker.server.catalogue.ItemEntry;
import org.tastemaker.server.catalogue.LiveCatalogue;
import org.tastemaker.server.id.Bare;
import org.tastemaker.server.id.OurId;
import org.tastemaker.server.id.Reference;
import org.tastemaker.server.id.SourceKey;

/// Turns what a batch calls its persons and items into ids, and makes those that are not there: a
/// handful of statements, however many there are, and none for items that the catalogue has in
/// memory.
final class References {

  private final LiveCatalogue live;
  private final Catalogue catalogue;
  private final People people;

  References(LiveCatalogue live, Catalogue catalogue, People people) {
    this.live = live;
    this.catalogue = catalogue;
    this.people = people;
  }

  /// @param actor who tells; null: the program itself
  Map<Reference, Integer> items(
      List<Interaction> interactions, boolean strict, @Nullable Integer actor) {
    var index = live.current();
    var found = new HashMap<Reference, Integer>();
    var ours = new LinkedHashSet<OurId>();
    var unknown = new LinkedHashSet<SourceKey>();
    for (Interaction interaction : interactions) {
      Reference item = interaction.item();
      OptionalInt id = index.find(item);
      if (id.isPresent()) {
        found.put(item, id.getAsInt());
        continue;
      }
      switch (item) {
        case OurId our -> ours.add(our);
        case SourceKey key -> unknown.add(key);
        case Bare _ -> {}
      }
    }
    if (!ours.isEmpty()) {
      found.putAll(existing(ours));
    }
    if (!unknown.isEmpty()) {
      found.putAll(strict ? catalogue.find(unknown) : create(unknown, actor));
    }
    return found;
  }

  private Map<OurId, Integer> existing(Set<OurId> ours) {
    var there = catalogue.existing(ours.stream().map(OurId::value).toList());
    return ours.stream()
        .filter(our -> there.contains(our.value()))
        .collect(Collectors.toMap(our -> our, OurId::value));
  }

  private Map<SourceKey, Integer> create(Set<SourceKey> unknown, @Nullable Integer actor) {
    var keys = new ArrayList<>(unknown);
    int[] ids = catalogue.ensure(keys.stream().map(ItemEntry::undescribed).toList(), actor).items();
    var created = new HashMap<SourceKey, Integer>();
    for (int i = 0; i < ids.length; i++) {
      created.put(keys.get(i), ids[i]);
    }
    return created;
  }

  /// Ids of ours are taken as they are: locking them shows whether they exist.
  Map<Reference, Integer> people(List<Interaction> interactions, boolean strict) {
    var found = new HashMap<Reference, Integer>();
    var keys = new LinkedHashSet<SourceKey>();
    for (Interaction interaction : interactions) {
      switch (interaction.user()) {
        case OurId id -> found.put(id, id.value());
        case SourceKey key -> keys.add(key);
        case Bare bare -> people.find(bare).ifPresent(person -> found.put(bare, person));
      }
    }
    if (!keys.isEmpty()) {
      found.putAll(strict ? people.find(keys) : ensure(keys));
    }
    return found;
  }

  private Map<SourceKey, Integer> ensure(Set<SourceKey> keys) {
    var ordered = new ArrayList<>(keys);
    int[] ids = people.ensure(ordered);
    var ensured = new HashMap<SourceKey, Integer>();
    for (int i = 0; i < ids.length; i++) {
      ensured.put(ordered.get(i), ids[i]);
    }
    return ensured;
  }
}
