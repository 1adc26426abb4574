package org.tastemaker.server.catalogue;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.tastemaker.server.event.EventLog;
import org.tastemaker.server.id.SourceKey;
import org.tastemaker.server.sql.Notifications;

/// What the catalogue writes into the event log: `MovieAdded`, `MovieChanged` and so on for each
/// built-in kind, `ItemAdded` and `ItemChanged` for other kinds, `ItemLinked` for further outside
/// ids. Other servers are told that there is something to read.
final class ItemEvents {

  static final String CHANNEL = "catalogue";
  static final String LINKED = "ItemLinked";

  private static final Set<String> TYPES = types();

  private final EventLog events;
  private final Notifications notifications;

  ItemEvents(EventLog events, Notifications notifications) {
    this.events = events;
    this.notifications = notifications;
  }

  private static Set<String> types() {
    var types = new TreeSet<String>(List.of(LINKED, "ItemAdded", "ItemChanged"));
    for (Kind kind : Kind.builtIn()) {
      types.add(kind.eventPrefix() + "Added");
      types.add(kind.eventPrefix() + "Changed");
    }
    return Set.copyOf(types);
  }

  /// Whether events of this type are about an item, whose id is then their object.
  static boolean isAboutItems(String type) {
    return TYPES.contains(type);
  }

  void added(List<ItemEntry> entries, int[] ids, @Nullable Integer actor) {
    for (int i = 0; i < ids.length; i++) {
      ItemEntry entry = entries.get(i);
      events.append(
          entry.draft().kind().eventPrefix() + "Added", ids[i], actor, ItemJson.added(entry));
    }
    tell(ids.length);
  }

  void changed(
      List<ItemEntry> entries, int[] ids, List<Set<String>> parts, @Nullable Integer actor) {
    for (int i = 0; i < ids.length; i++) {
      ItemDraft now = entries.get(i).draft();
      events.append(
          now.kind().eventPrefix() + "Changed", ids[i], actor, ItemJson.changed(parts.get(i), now));
    }
    tell(ids.length);
  }

  void linked(Map<SourceKey, Integer> keys, @Nullable Integer actor) {
    var byItem = new TreeMap<Integer, Set<String>>();
    keys.forEach(
        (key, item) -> byItem.computeIfAbsent(item, _ -> new TreeSet<>()).add(key.toString()));
    byItem.forEach((item, added) -> events.append(LINKED, item, actor, Map.of("keys", added)));
    tell(byItem.size());
  }

  private void tell(int events) {
    if (events > 0) {
      notifications.send(CHANNEL, "");
    }
  }
}
