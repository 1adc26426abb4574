package org.tastemaker.server.web;

import io.swagger.v3.oas.annotations.Hidden;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.roaringbitmap.RoaringBitmap;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.servlet.View;
import org.tastemaker.server.access.Open;
import org.tastemaker.server.catalogue.CatalogueIndex;
import org.tastemaker.server.catalogue.Item;
import org.tastemaker.server.catalogue.ItemOrder;
import org.tastemaker.server.catalogue.LiveCatalogue;
import org.tastemaker.server.search.Search;

/// The catalogue to look around in.
@Hidden
@Controller
@Open
final class CatalogRoutes {
  private static final int SIZE = 24;

  private final Pages pages;
  private final LiveCatalogue live;
  private final Search search;

  CatalogRoutes(Pages pages, LiveCatalogue live, Search search) {
    this.pages = pages;
    this.live = live;
    this.search = search;
  }

  @GetMapping("/catalog")
  View catalog(@ModelAttribute CatalogQuery query) {
    var index = live.current();
    var filter = query.filter(index);
    var among = filter == null ? new RoaringBitmap() : index.matching(filter);
    return pages.show(
        query.q() == null ? listed(query, among, index) : found(query, query.q(), among, index));
  }

  private CatalogPage listed(CatalogQuery query, RoaringBitmap items, CatalogueIndex index) {
    var pager = pager(query, items.getCardinality());
    var part = index.part(items, query.order(), pager.skip(SIZE), SIZE);
    return page(query, items.getCardinality(), part, pager, index);
  }

  private CatalogPage found(
      CatalogQuery query, String words, RoaringBitmap among, CatalogueIndex index) {
    var matches = search.find(words, among);
    if (query.order() != ItemOrder.MATCH) {
      return listed(query, matches.all(), index);
    }
    var pager = pager(query, matches.size());
    var part = matches.part(index, pager.skip(SIZE), SIZE);
    return page(query, matches.size(), part, pager, index);
  }

  private static Pager pager(CatalogQuery query, int total) {
    return Pager.of(query.link(), query.page(), total, SIZE);
  }

  private CatalogPage page(
      CatalogQuery query, int total, List<Item> part, Pager pager, CatalogueIndex index) {
    return new CatalogPage(
        query,
        Kinds.choices(index, query.kind()),
        Kinds.genres(index, query.genre()),
        orders(query),
        total,
        part.stream().map(item -> card(query.q(), item, index)).toList(),
        pager);
  }

  private Card card(@Nullable String words, Item item, CatalogueIndex index) {
    var card = Card.of(item, index);
    return words == null ? card : search.matched(words, item).map(card::alsoCalled).orElse(card);
  }

  private static List<Choice> orders(CatalogQuery query) {
    var orders = new ArrayList<Choice>();
    for (var order : ItemOrder.values()) {
      if (order != ItemOrder.MATCH) {
        orders.add(choice(order, query));
      }
    }
    if (query.q() != null) {
      orders.addFirst(choice(ItemOrder.MATCH, query));
    }
    return orders;
  }

  private static Choice choice(ItemOrder order, CatalogQuery query) {
    var label =
        switch (order) {
          case POPULAR -> "Most rated";
          case TRENDING -> "Trending";
          case RATING -> "Best rated";
          case TITLE -> "Title";
          case NEWEST -> "Newest";
          case MATCH -> "Best match";
        };
    return new Choice(order.name().toLowerCase(Locale.ROOT), label, order == query.order());
  }
}
