package org.tastemaker.server.web;

import java.util.List;
import java.util.stream.Stream;
import org.tastemaker.server.catalogue.CatalogueIndex;
import org.tastemaker.server.catalogue.Item;
import org.tastemaker.server.catalogue.ItemLink;

/// What the item of a page is to another one: `Sequel of`, and where that one is.
record Tie(String relation, String title, String link) {

  private static final int MOST = 30;

  /// Those that may be shown, in the links' order.
  static List<Tie> of(List<ItemLink> links, int item, CatalogueIndex index) {
    return links.stream().flatMap(link -> tie(link, item, index)).limit(MOST).toList();
  }

  private static Stream<Tie> tie(ItemLink link, int item, CatalogueIndex index) {
    boolean outwards = link.item() == item;
    String relation = outwards ? link.relation().text() : link.relation().inverse();
    return index.findItem(outwards ? link.other() : link.item()).stream()
        .filter(other -> !other.hidden())
        .map(other -> tie(relation, other));
  }

  private static Tie tie(String relation, Item other) {
    return new Tie(
        Wording.capital(relation.replace('-', ' ')), other.title(), "/items/" + other.id());
  }
}
