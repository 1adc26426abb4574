package org.tastemaker.server.catalogue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.TransactionStatus;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.node.StringNode;

/// Makes one item of two that are the same thing. The duplicate goes; its ids, titles, keywords and
/// links, its episodes and everything that people did with it are the other's from then on.
public final class ItemMerger {

  private final ItemEditor editor;
  private final ItemRows rows;
  private final LinkRows links;
  private final MergeRows merges;
  private final ItemUse use;
  private final TransactionTemplate transactions;
  private final ItemEvents events;
  private final LiveCatalogue live;

  ItemMerger(
      ItemEditor editor,
      ItemRows rows,
      LinkRows links,
      MergeRows merges,
      ItemUse use,
      TransactionTemplate transactions,
      ItemEvents events,
      LiveCatalogue live) {
    this.editor = editor;
    this.rows = rows;
    this.links = links;
    this.merges = merges;
    this.use = use;
    this.transactions = transactions;
    this.events = events;
    this.live = live;
  }

  /// Merges an item into another one of its kind, or of any kind where nobody has said yet what the
  /// duplicate is.
  ///
  /// @param seen the version of the one to keep that the caller saw; null: whatever stands
  /// @throws InvalidItemException when it would have more titles or keywords than an item may
  public MergeResult merge(
      int kept, int duplicate, @Nullable Integer seen, @Nullable Integer actor) {
    return transactions.execute(status -> {
      rows.lock();
      var stand = rows.states(List.of(kept, duplicate));
      ItemState before = stand.get(kept);
      ItemState gone = stand.get(duplicate);
      if (kept == duplicate) {
        return new MergeResult.Same();
      }
      if (before == null || gone == null) {
        return new MergeResult.Missing(before == null ? kept : duplicate);
      }
      if (seen != null && seen != before.version()) {
        return new MergeResult.Stale(before);
      }
      if (!isOfKind(gone, before.draft().kind())) {
        return new MergeResult.OtherKind(before.draft().kind(), gone.draft().kind());
      }
      return merge(before, gone, actor, status);
    });
  }

  /// People's acts come last: while they move, nobody acts.
  private MergeResult merge(
      ItemState before, ItemState gone, @Nullable Integer actor, TransactionStatus status) {
    var wanted = both(before, gone);
    List<ItemLink> theirs = links.all(gone.id());
    rows.delete(gone.id());
    moveLinks(theirs, gone.id(), before.id(), actor);
    Optional<Relation> circle = links.circle(before.id());
    if (circle.isPresent()) {
      status.setRollbackOnly();
      return new MergeResult.Circle(before.id(), circle.get());
    }
    Set<String> parts = editor.written(before, wanted, actor);
    moveEpisodes(gone.id(), before.id(), actor);
    use.move(gone.id(), before.id());
    merges.add(gone.id(), before.id(), events.merged(gone, before.id(), actor));
    live.changes(List.of(gone.id(), before.id()));
    return new MergeResult.Merged(editor.stands(before.id()), parts);
  }

  /// What nobody has described may be anything.
  private static boolean isOfKind(ItemState item, Kind kind) {
    return item.draft().kind().equals(kind) || item.draft().kind().equals(Kind.UNKNOWN);
  }

  /// The one item with the outside ids, titles and keywords of both. The title of what nobody has
  /// described is an id.
  private static ItemState both(ItemState kept, ItemState gone) {
    var keys = new ArrayList<>(kept.keys());
    keys.addAll(gone.keys());
    var keywords = new ArrayList<>(kept.draft().keywords());
    keywords.addAll(gone.draft().keywords());
    var titles = new ArrayList<>(kept.draft().titles());
    var known = new HashSet<>(Set.of(kept.draft().title()));
    titles.forEach(title -> known.add(title.title()));
    var more = new ArrayList<>(gone.draft().titles());
    if (!gone.draft().kind().equals(Kind.UNKNOWN)) {
      more.addFirst(new AlternateTitle(gone.draft().title(), null));
    }
    more.stream().filter(title -> known.add(title.title())).forEach(titles::add);
    return kept.with(kept.draft().withTitles(titles).withKeywords(keywords), keys, kept.hidden());
  }

  /// Links what an item was linked with to another one. What the two were to each other is dropped.
  private void moveLinks(List<ItemLink> theirs, int from, int to, @Nullable Integer actor) {
    var moved = new LinkedHashSet<ItemLink>();
    for (ItemLink link : theirs) {
      int item = link.item() == from ? to : link.item();
      int other = link.other() == from ? to : link.other();
      if (item != other) {
        moved.add(new ItemLink(item, link.relation(), other).normal());
      }
    }
    moved.removeAll(links.all(to));
    links.add(moved);
    events.related(moved, actor);
  }

  /// Episodes that name their series by an outside id of it go on finding it.
  private void moveEpisodes(int from, int to, @Nullable Integer actor) {
    var episodes = List.copyOf(rows.states(merges.episodes(from)).values());
    if (episodes.isEmpty()) {
      return;
    }
    var entries = episodes.stream().map(episode -> ofSeries(to, episode)).toList();
    int[] ids = episodes.stream().mapToInt(ItemState::id).toArray();
    rows.update(entries, ids);
    events.changed(
        entries,
        ids,
        episodes.stream().map(ItemState::draft).toList(),
        Collections.nCopies(ids.length, Set.of("attributes")),
        actor);
    live.changes(episodes.stream().map(ItemState::id).toList());
  }

  private static ItemEntry ofSeries(int series, ItemState episode) {
    var attributes = new HashMap<>(episode.draft().attributes());
    attributes.put("series", StringNode.valueOf(Integer.toString(series)));
    return new ItemEntry(episode.keys().getFirst(), episode.draft().withAttributes(attributes));
  }
}
