package org.tastemaker.server.search;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.tastemaker.server.access.Needs;
import org.tastemaker.server.access.Permission;
import org.tastemaker.server.catalogue.Item;
import org.tastemaker.server.catalogue.ItemFilter;
import org.tastemaker.server.catalogue.Kind;
import org.tastemaker.server.catalogue.LiveCatalogue;
import org.tastemaker.server.http.Example;
import org.tastemaker.server.http.Limited;
import org.tastemaker.server.http.ProblemException;
import org.tastemaker.server.http.RouteClass;

/// Suggestions while somebody types.
@RestController
@Needs(Permission.CATALOGUE_READ)
@Tag(name = "Search")
class SuggestionRoutes {
  private static final int SUGGESTIONS = 10;

  private final Search search;
  private final LiveCatalogue catalogue;

  SuggestionRoutes(Search search, LiveCatalogue catalogue) {
    this.search = search;
    this.catalogue = catalogue;
  }

  /// What was typed so far.
  record Begun(
      @Schema(description = "What was typed so far, up to 200 characters", example = "Na")
          @Nullable String title) {}

  /// What may be meant.
  ///
  /// @param status always `SUCCESS`: what goes wrong is a problem
  /// @param data the titles, each once
  /// @param items the items that have them, the best first
  record Suggestions(String status, List<String> data, List<Suggestion> items) {}

  /// An item that may be meant.
  ///
  /// @param matched the other title that was typed, where it is not this one
  record Suggestion(
      int id, Kind kind, String title, @Nullable Integer year, @Nullable String matched) {

    static Suggestion of(Item item, @Nullable String matched) {
      return new Suggestion(item.id(), item.kind(), item.title(), item.year(), matched);
    }
  }

  @Limited(RouteClass.READ)
  @PostMapping("/api/v1/search-suggestion")
  @Operation(
      summary = "Suggest titles while somebody types",
      description =
          """
          Up to ten items with a word that begins with what was typed, or with words that begin with each of several; \
          where few do, slips are forgiven. Any title of an item counts, and `matched` says which where it is not the one that \
          is shown. What matches better comes first, then what is more popular. Case and accents \
          do not matter. Nothing is kept of it: the search history is written with its own route.\
          """)
  @Example(
      request = "{\"title\":\"Na\"}",
      response =
          """
          {"status":"SUCCESS","data":["Naruto","Naruto: Shippuden"],
          "items":[{"id":7,"kind":"anime","title":"Naruto","year":2002},
          {"id":8,"kind":"anime","title":"Naruto: Shippuden","year":2007}]}
          """)
  Suggestions suggest(
      @RequestBody Begun begun,
      @Parameter(description = "Only items of this kind", example = "anime")
          @RequestParam(required = false)
          @Nullable String kind) {
    var filter = kind == null ? ItemFilter.ALL : ItemFilter.of(known(kind));
    var typed = typed(begun.title());
    var items = search.suggestions(typed, filter, SUGGESTIONS);
    return new Suggestions(
        "SUCCESS",
        items.stream().map(Item::title).distinct().toList(),
        items.stream()
            .map(item -> Suggestion.of(item, search.matched(typed, item).orElse(null)))
            .toList());
  }

  private Kind known(String name) {
    var index = catalogue.current();
    return index
        .findKind(name)
        .orElseThrow(() ->
            ProblemException.invalid(
                "kind",
                "\"%s\" is no kind here. Known: %s."
                    .formatted(
                        name,
                        index.knownKinds().stream()
                            .map(Kind::name)
                            .collect(Collectors.joining(", ")))));
  }

  private static String typed(@Nullable String title) {
    if (title == null || title.isBlank()) {
      throw ProblemException.invalid("title", "Say what was typed so far.");
    }
    if (title.length() > Search.LONGEST) {
      throw ProblemException.invalid(
          "title", "At most %d characters, not %d.".formatted(Search.LONGEST, title.length()));
    }
    return title;
  }
}
