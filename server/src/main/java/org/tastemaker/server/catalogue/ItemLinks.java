package org.tastemaker.server.catalogue;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.JsonNode;

/// What items have to do with each other: adaptations, sequels, soundtracks, and whole franchises.
public final class ItemLinks {

  private final LinkRows links;
  private final ItemRows items;
  private final TransactionTemplate transactions;
  private final ItemEvents events;

  ItemLinks(LinkRows links, ItemRows items, TransactionTemplate transactions, ItemEvents events) {
    this.links = links;
    this.items = items;
    this.transactions = transactions;
    this.events = events;
  }

  /// Links two items.
  ///
  /// @param actor who does it; null: the program itself
  public LinkResult link(ItemLink wanted, @Nullable Integer actor) {
    ItemLink link = wanted.normal();
    if (link.item() == link.other()) {
      return new LinkResult.Same();
    }
    return transactions.execute(status -> {
      items.lock();
      if (items.states(List.of(link.item(), link.other())).size() < 2) {
        return new LinkResult.Missing();
      }
      if (link.relation().isDirected() && links.closesCircle(link)) {
        return new LinkResult.Circle();
      }
      if (links.add(List.of(link)) == 0) {
        return new LinkResult.Unchanged();
      }
      events.related(List.of(link), actor);
      return new LinkResult.Linked();
    });
  }

  /// Takes a link away; false when there was none.
  public boolean unlink(ItemLink wanted, @Nullable Integer actor) {
    ItemLink link = wanted.normal();
    return Boolean.TRUE.equals(
        transactions.execute(status -> {
          items.lock();
          boolean removed = links.remove(link);
          if (removed) {
            events.unrelated(link, actor);
          }
          return removed;
        }));
  }

  /// The links of an item, in both directions.
  public List<ItemLink> of(int item) {
    return links.of(item);
  }

  /// All items that an item leads to over links and franchises, itself included.
  public List<Integer> franchise(int item) {
    return links.related(item);
  }

  /// A link of an item as the log tells it.
  static ItemLink of(int item, JsonNode told) {
    return new ItemLink(
        item,
        Relation.written(told.get("relation").asString()).orElseThrow().relation(),
        told.get("other").asInt());
  }

  /// A link as it is told in the log.
  static Map<String, Object> told(ItemLink link) {
    return Map.of("relation", link.relation().text(), "other", link.other());
  }
}
