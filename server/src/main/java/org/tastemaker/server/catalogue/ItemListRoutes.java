package org.tastemaker.server.catalogue;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.ArraySchema;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.roaringbitmap.RoaringBitmap;
import org.springdoc.core.annotations.ParameterObject;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.context.request.WebRequest;
import org.tastemaker.server.access.Caller;
import org.tastemaker.server.access.Needs;
import org.tastemaker.server.access.Permission;
import org.tastemaker.server.catalogue.ItemQuery.Start;
import org.tastemaker.server.http.EntityTag;
import org.tastemaker.server.http.Example;
import org.tastemaker.server.http.ProblemException;

/// Lists of items over HTTP, all from the [CatalogueIndex].
@RestController
@Needs(Permission.CATALOGUE_READ)
@Tag(name = "Items")
class ItemListRoutes {
  private final LiveCatalogue live;
  private final ItemFinder finder;
  private final PersonalItems personal;
  private final PinnedRankings pinned;

  ItemListRoutes(
      LiveCatalogue live, ItemFinder finder, PersonalItems personal, PinnedRankings pinned) {
    this.live = live;
    this.finder = finder;
    this.personal = personal;
    this.pinned = pinned;
  }

  /// A part of a list.
  ///
  /// @param total how many items pass the filters, on all pages
  /// @param facets how many of them have each value; absent when not asked for
  /// @param cursor goes on behind this page; absent on the last one
  record ItemPage(
      @ArraySchema(schema = @Schema(implementation = ItemView.class)) List<?> items,
      int total,
      @Nullable Map<String, List<FacetValue>> facets,
      @Nullable String cursor) {}

  @GetMapping("/api/v1/items")
  @Operation(
      summary = "List items",
      description =
          """
          Filtered, in one of six orders, a page at a time. Hidden items are left out, or asked for with `hidden`. \
          `q` looks for words in titles, in whatever order, case or accents, the last ones maybe unfinished; where \
          another title of an item matches better than its own, `matched` says which. Of \
          several values of a filter one must hold, of several filters all. Pages by title or newest neither repeat \
          nor skip an item while the catalogue changes; those in the other orders go on in the order of the first \
          page for ten minutes. `facets` counts the whole list, not the page. Send the `ETag` of an answer as \
          `If-None-Match` to hear 304 when it is still the same.\
          """)
  @Example(
      call =
          "GET /api/v1/items?kind=movie&genre=thriller&yearFrom=1990&sort=popular&facets=decade&limit=1",
      response =
          """
          {"items":[{"id":42,"keys":["ml-latest-small:6"],"kind":"movie","title":"Heat","year":1995,
          "genres":["Action","Crime","Thriller"],"ratings":102,"averageRating":3.946}],
          "total":1312,"facets":{"decade":[{"value":"1990","count":480},{"value":"2000","count":832}]},
          "cursor":"mJ2cUWvqxJ0xMDIKMy45NDYKNDIK"}
          """)
  @Nullable ResponseEntity<ItemPage> list(
      @ParameterObject @ModelAttribute ItemQuery query, Caller caller, WebRequest request) {
    var index = live.current();
    query.checked(index);
    var page = page(query, filtered(query, caller, index), index);
    String tag = EntityTag.of(page);
    return request.checkNotModified(tag) ? null : ResponseEntity.ok().eTag(tag).body(page);
  }

  private RoaringBitmap filtered(ItemQuery query, Caller caller, CatalogueIndex index) {
    if (query.wantsHidden() && !caller.may(Permission.CATALOGUE_WRITE)) {
      throw new ProblemException(
          HttpStatus.FORBIDDEN,
          "not-permitted",
          "Seeing hidden items needs the permission %s, which %s does not have."
              .formatted(Permission.CATALOGUE_WRITE.text(), caller.name()),
          List.of());
    }
    var items =
        query.wantsHidden() ? index.matchingHidden(query.filter()) : index.matching(query.filter());
    if (query.mine() != null) {
      var met = personal.met(caller, query.user());
      items = query.mine() ? RoaringBitmap.and(items, met) : RoaringBitmap.andNot(items, met);
    }
    return query.boundsRatings()
        ? index.rated(items, orZero(query.minRating()), orOne(query.minRatings()))
        : items;
  }

  private static double orZero(@Nullable Double given) {
    return given == null ? 0 : given;
  }

  /// Who bounds the mean alone means items that have one.
  private static int orOne(@Nullable Integer given) {
    return given == null ? 1 : given;
  }

  private ItemPage page(ItemQuery query, RoaringBitmap filtered, CatalogueIndex index) {
    if (query.q() == null) {
      return ordered(query, filtered, index);
    }
    var matches = finder.find(query.q(), filtered);
    return query.order() == ItemOrder.MATCH
        ? found(query, matches, index)
        : ordered(query, matches.all(), index);
  }

  private ItemPage found(ItemQuery query, Matches matches, CatalogueIndex index) {
    var start = query.start();
    var found = matches.page(index, start == null ? null : start.place(), query.size() + 1);
    boolean more = found.size() > query.size();
    var shown = more ? found.subList(0, query.size()) : found;
    return answer(
        query,
        shown,
        matches.all(),
        more ? new Start(0, matches.place(shown.getLast(), index)) : null,
        index);
  }

  private ItemPage ordered(ItemQuery query, RoaringBitmap items, CatalogueIndex index) {
    var from = from(query, index);
    int[] found = from.ranking().first(items, from.rank(), 0, query.size() + 1);
    boolean more = found.length > query.size();
    var shown = index.items(found).subList(0, Math.min(found.length, query.size()));
    return answer(
        query,
        shown,
        items,
        more
            ? new Start(
                from.number(), ItemOrders.Place.of(shown.getLast().id(), query.order(), index))
            : null,
        index);
  }

  /// Where a page begins.
  ///
  /// @param number under which the ranking is kept; 0 when it is not
  /// @param rank of its first item
  private record From(long number, Ranking ranking, int rank) {}

  private From from(ItemQuery query, CatalogueIndex index) {
    var order = query.order();
    var current = index.ranking(order);
    var start = query.start();
    if (start == null) {
      if (!order.isRestless()) {
        return new From(0, current, 0);
      }
      var pin = pinned.begin(order, current);
      return new From(pin.number(), pin.ranking(), 0);
    }
    return pinned
        .find(order, start.ranking())
        .map(kept -> new From(start.ranking(), kept, kept.rank(start.place().item()) + 1))
        .orElseGet(
            () -> new From(0, current, ItemOrders.behind(current, order, start.place(), index)));
  }

  private ItemPage answer(
      ItemQuery query,
      List<Item> shown,
      RoaringBitmap all,
      @Nullable Start last,
      CatalogueIndex index) {
    var views = shown.stream().map(item -> view(query.q(), item, index));
    return new ItemPage(
        query.fields() == null
            ? views.toList()
            : views.map(view -> ItemFields.of(view, query.fields())).toList(),
        all.getCardinality(),
        query.facets() == null ? null : facets(query, all, index),
        last == null ? null : query.cursorAfter(last));
  }

  private ItemView view(@Nullable String text, Item item, CatalogueIndex index) {
    return text == null
        ? ItemView.brief(item, index)
        : ItemView.found(item, finder.matched(text, item).orElse(null), index);
  }

  private static Map<String, List<FacetValue>> facets(
      ItemQuery query, RoaringBitmap all, CatalogueIndex index) {
    var counted = new LinkedHashMap<String, List<FacetValue>>();
    query.wantedFacets().forEach(facet -> counted.put(facet.label(), facet.of(all, index)));
    return counted;
  }
}
