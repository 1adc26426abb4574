package org.tastemaker.server.catalogue;

import java.util.ArrayList;
import java.util.Collection;
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
/// ids, `ItemDeleted`, `ItemMerged`, `KindDeclared`, `ItemRelated` and `ItemUnrelated` for links.
/// Other servers are told that there is something to read.
final class ItemEvents {

  static final String CHANNEL = "catalogue";
  static final String LINKED = "ItemLinked";
  static final String DELETED = "ItemDeleted";
  static final String MERGED = "ItemMerged";
  static final String RELATED = "ItemRelated";
  static final String UNRELATED = "ItemUnrelated";
  static final String KIND_DECLARED = "KindDeclared";

  /// From version 2 on a change tells what stood before as well.
  private static final int CHANGED_VERSION = 2;

  private static final Set<String> TYPES = allTypes();

  private final EventLog events;
  private final Notifications notifications;

  ItemEvents(EventLog events, Notifications notifications) {
    this.events = events;
    this.notifications = notifications;
  }

  private static Set<String> allTypes() {
    var types = new TreeSet<String>(List.of(LINKED, DELETED, MERGED, "ItemAdded", "ItemChanged"));
    for (Kind kind : Kind.builtIn()) {
      types.add(kind.eventPrefix() + "Added");
      types.add(kind.eventPrefix() + "Changed");
    }
    return Set.copyOf(types);
  }

  /// All types of events about items.
  static Set<String> types() {
    return TYPES;
  }

  /// Whether events of this type are about an item, whose id is then their object.
  static boolean isAboutItems(String type) {
    return TYPES.contains(type);
  }

  void added(List<ItemEntry> entries, int[] ids, @Nullable Integer actor) {
    var news = new ArrayList<EventLog.News>(ids.length);
    for (int i = 0; i < ids.length; i++) {
      ItemEntry entry = entries.get(i);
      String type = entry.draft().kind().eventPrefix() + "Added";
      news.add(new EventLog.News(type, ids[i], ItemJson.added(entry)));
    }
    append(news, actor);
  }

  /// @param before what stood until now
  /// @param parts which of it changed
  void changed(
      List<ItemEntry> entries,
      int[] ids,
      List<ItemDraft> before,
      List<Set<String>> parts,
      @Nullable Integer actor) {
    var news = new ArrayList<EventLog.News>(ids.length);
    for (int i = 0; i < ids.length; i++) {
      ItemDraft now = entries.get(i).draft();
      String type = now.kind().eventPrefix() + "Changed";
      news.add(
          new EventLog.News(
              type, CHANGED_VERSION, ids[i], ItemJson.changed(parts.get(i), before.get(i), now)));
    }
    append(news, actor);
  }

  /// @param parts what of it changed, outside ids and hiding among it
  void edited(ItemState before, ItemState now, Set<String> parts, @Nullable Integer actor) {
    String type = now.draft().kind().eventPrefix() + "Changed";
    append(
        List.of(
            new EventLog.News(
                type, CHANGED_VERSION, now.id(), ItemJson.edited(parts, before, now))),
        actor);
  }

  void deleted(ItemState item, @Nullable Integer actor) {
    var payload = Map.of("kind", item.draft().kind(), ItemJson.KEYS, texts(item.keys()));
    append(List.of(new EventLog.News(DELETED, item.id(), payload)), actor);
  }

  /// An item is another one from now on.
  ///
  /// @return the position of the event
  long merged(ItemState item, int kept, @Nullable Integer actor) {
    var payload =
        Map.of("kind", item.draft().kind(), ItemJson.KEYS, texts(item.keys()), ItemJson.INTO, kept);
    long position = events.append(MERGED, item.id(), actor, payload);
    notifications.send(CHANNEL, "");
    return position;
  }

  private static List<String> texts(List<SourceKey> keys) {
    return keys.stream().map(SourceKey::toString).toList();
  }

  void linked(Map<SourceKey, Integer> keys, @Nullable Integer actor) {
    var byItem = new TreeMap<Integer, Set<String>>();
    keys.forEach(
        (key, item) -> byItem.computeIfAbsent(item, _ -> new TreeSet<>()).add(key.toString()));
    var news = new ArrayList<EventLog.News>(byItem.size());
    byItem.forEach(
        (item, added) -> news.add(new EventLog.News(LINKED, item, Map.of("keys", added))));
    append(news, actor);
  }

  void related(Collection<ItemLink> links, @Nullable Integer actor) {
    append(
        links.stream()
            .map(link -> new EventLog.News(RELATED, link.item(), ItemLinks.told(link)))
            .toList(),
        actor);
  }

  void unrelated(ItemLink link, @Nullable Integer actor) {
    append(List.of(new EventLog.News(UNRELATED, link.item(), ItemLinks.told(link))), actor);
  }

  void kindDeclared(int id, Map<String, Object> payload, @Nullable Integer actor) {
    append(List.of(new EventLog.News(KIND_DECLARED, id, payload)), actor);
  }

  private void append(List<EventLog.News> news, @Nullable Integer actor) {
    if (!news.isEmpty()) {
      events.appendAll(news, actor);
      notifications.send(CHANNEL, "");
    }
  }
}
