package org.tastemaker.server.catalogue;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RestController;
import org.tastemaker.server.access.Caller;
import org.tastemaker.server.access.Needs;
import org.tastemaker.server.access.Permission;
import org.tastemaker.server.http.Example;
import org.tastemaker.server.http.ProblemException;
import org.tastemaker.server.id.Reference;

/// What items have to do with each other, over HTTP.
@RestController
@Needs(Permission.CATALOGUE_READ)
@Tag(name = "Items")
class ItemLinkRoutes {

  private static final int SUGGESTED = 20;

  private final Catalogue catalogue;
  private final LiveCatalogue live;
  private final ItemLinks links;
  private final LinkMatcher matcher;

  ItemLinkRoutes(Catalogue catalogue, LiveCatalogue live, ItemLinks links, ItemFinder finder) {
    this.catalogue = catalogue;
    this.live = live;
    this.links = links;
    this.matcher = new LinkMatcher(finder);
  }

  /// What the item is to another: it is the `relation` of `item`.
  record LinkView(String relation, ItemView item) {}

  record Links(int id, List<LinkView> links) {}

  /// @param franchise its name; absent where the items are only linked
  record Franchise(@Nullable String franchise, List<ItemView> items) {}

  /// A link that titles speak for.
  ///
  /// @param score how alike the titles are, from 0 to 1
  record Suggestion(String relation, ItemView item, double score) {}

  record Suggestions(int id, List<Suggestion> suggestions) {}

  @GetMapping("/api/v1/items/{id}/links")
  @Operation(
      summary = "List what an item is to others",
      description = "`sequel-of` and what else it is, and `prequel-of` and what else it has.")
  @Example(
      call = "GET /api/v1/items/42/links",
      response =
          """
          {"id":42,"links":[{"relation":"adapted-from","item":{"id":7,"keys":["demo:dune"],"kind":"book",
          "title":"Dune","year":1965,"genres":["Science Fiction"],"ratings":12,"averageRating":4.2}}]}
          """)
  Links links(
      @Parameter(description = "Our id, or source:value", example = "42") @PathVariable("id")
          Reference reference) {
    int item = visible(reference);
    var index = live.current();
    return new Links(
        item, links.of(item).stream().flatMap(link -> view(link, item, index)).toList());
  }

  private static Stream<LinkView> view(ItemLink link, int item, CatalogueIndex index) {
    boolean outwards = link.item() == item;
    String relation = outwards ? link.relation().text() : link.relation().inverse();
    return shown(outwards ? link.other() : link.item(), index).stream()
        .map(other -> new LinkView(relation, ItemView.brief(other, index)));
  }

  private static Optional<Item> shown(int item, CatalogueIndex index) {
    return index.findItem(item).filter(found -> !found.hidden());
  }

  private int visible(Reference reference) {
    return catalogue.find(reference).stream()
        .filter(item -> shown(item, live.current()).isPresent())
        .findAny()
        .orElseThrow(() -> ItemProblems.noSuchItem(reference));
  }

  @GetMapping("/api/v1/items/{id}/franchise")
  @Operation(
      summary = "Show the franchise of an item",
      description =
          """
          All items that it leads to over franchises and links, of whatever kind, by year; itself \
          among them. At most a thousand.\
          """)
  @Example(
      call = "GET /api/v1/items/42/franchise",
      response =
          """
          {"franchise":"Dune","items":[{"id":7,"keys":["demo:dune"],"kind":"book","title":"Dune",
          "year":1965,"genres":["Science Fiction"],"ratings":12,"averageRating":4.2}]}
          """)
  Franchise franchise(
      @Parameter(description = "Our id, or source:value", example = "42") @PathVariable("id")
          Reference reference) {
    int item = visible(reference);
    var index = live.current();
    return new Franchise(
        index.item(item).franchise(),
        links.franchise(item).stream()
            .flatMap(one -> shown(one, index).stream())
            .sorted(
                Comparator.comparing(Item::year, Comparator.nullsLast(Comparator.naturalOrder()))
                    .thenComparingInt(Item::id))
            .map(one -> ItemView.brief(one, index))
            .toList());
  }

  @GetMapping("/api/v1/items/{id}/links/suggestions")
  @Needs(Permission.CATALOGUE_WRITE)
  @Operation(
      summary = "Suggest links of an item",
      description =
          """
          Items of every kind whose titles have its words, with what the two may be to each other by \
          their kinds and years. Nothing is linked by this: put the links that are true.\
          """)
  @Example(
      call = "GET /api/v1/items/42/links/suggestions",
      response =
          """
          {"id":42,"suggestions":[{"relation":"adapted-from","score":1.0,"item":{"id":7,
          "keys":["demo:dune"],"kind":"book","title":"Dune","year":1965,"genres":["Science Fiction"],
          "ratings":12,"averageRating":4.2}}]}
          """)
  Suggestions suggestions(
      @Parameter(description = "Our id, or source:value", example = "42") @PathVariable("id")
          Reference reference) {
    int item = visible(reference);
    var index = live.current();
    var linked =
        links.of(item).stream()
            .flatMap(link -> Stream.of(link.item(), link.other()))
            .collect(Collectors.toSet());
    return new Suggestions(
        item,
        matcher.matches(index.item(item), linked, index, SUGGESTED).stream()
            .flatMap(match ->
                view(match.link(), item, index)
                    .map(link -> new Suggestion(link.relation(), link.item(), match.score())))
            .toList());
  }

  @PutMapping("/api/v1/items/{id}/links/{relation}/{other}")
  @Needs(Permission.CATALOGUE_WRITE)
  @Operation(
      summary = "Link an item with another",
      description =
          """
          The item is the `relation` of the other: `adapted-from`, `sequel-of`, `soundtrack-of` …, or \
          said from the other side, `prequel-of`. 201 when the link is new, 200 when it was there. A link that \
          would close a circle is a 409.\
          """)
  @Example(call = "PUT /api/v1/items/42/links/sequel-of/41")
  ResponseEntity<Void> link(
      @Parameter(description = "Our id, or source:value", example = "42") @PathVariable("id")
          Reference reference,
      @Parameter(example = "sequel-of") @PathVariable("relation") String relation,
      @Parameter(description = "Our id, or source:value", example = "41") @PathVariable("other")
          Reference other,
      Caller caller) {
    return switch (links.link(link(reference, relation, other), caller.person())) {
      case LinkResult.Linked _ -> ResponseEntity.status(HttpStatus.CREATED).build();
      case LinkResult.Unchanged _ -> ResponseEntity.ok().build();
      case LinkResult.Same _ ->
          throw ProblemException.conflict("linked-to-itself", "An item is nothing to itself.");
      case LinkResult.Circle _ ->
          throw ProblemException.conflict(
              "circular-link",
              "%s is %s %s already, over one or more items: the link would close a circle."
                  .formatted(other, relation, reference));
      case LinkResult.Missing _ -> throw ItemProblems.noSuchItem(reference);
    };
  }

  private ItemLink link(Reference reference, String relation, Reference other) {
    var written =
        Relation.written(relation)
            .orElseThrow(() ->
                ProblemException.invalid("relation", "One of %s.".formatted(Relation.words())));
    int from = find(reference);
    int to = find(other);
    return written.isInverse()
        ? new ItemLink(to, written.relation(), from)
        : new ItemLink(from, written.relation(), to);
  }

  private int find(Reference reference) {
    return catalogue.find(reference).orElseThrow(() -> ItemProblems.noSuchItem(reference));
  }

  @DeleteMapping("/api/v1/items/{id}/links/{relation}/{other}")
  @Needs(Permission.CATALOGUE_WRITE)
  @Operation(summary = "Unlink an item from another")
  @Example(call = "DELETE /api/v1/items/42/links/sequel-of/41")
  ResponseEntity<Void> unlink(
      @Parameter(description = "Our id, or source:value", example = "42") @PathVariable("id")
          Reference reference,
      @Parameter(example = "sequel-of") @PathVariable("relation") String relation,
      @Parameter(description = "Our id, or source:value", example = "41") @PathVariable("other")
          Reference other,
      Caller caller) {
    if (!links.unlink(link(reference, relation, other), caller.person())) {
      throw ProblemException.notFound(
          "no-such-link", "%s is not %s %s.".formatted(reference, relation, other));
    }
    return ResponseEntity.noContent().build();
  }
}
