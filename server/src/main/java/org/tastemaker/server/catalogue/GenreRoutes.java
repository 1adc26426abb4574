package org.tastemaker.server.catalogue;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.tastemaker.server.access.Needs;
import org.tastemaker.server.access.Permission;
import org.tastemaker.server.http.Example;
import org.tastemaker.server.http.ProblemException;

/// Genres over HTTP.
@RestController
@Needs(Permission.CATALOGUE_READ)
@Tag(name = "Items")
class GenreRoutes {
  private final LiveCatalogue live;

  GenreRoutes(LiveCatalogue live) {
    this.live = live;
  }

  /// Genres and how many items have each.
  record Genres(List<FacetValue> items) {}

  @GetMapping("/api/v1/genres")
  @Operation(
      summary = "List genres",
      description = "Those that shown items have, the most frequent first; of one kind or of all.")
  @Example(
      call = "GET /api/v1/genres?kind=game",
      response =
          "{\"items\":[{\"value\":\"Adventure\",\"count\":31},{\"value\":\"Puzzle\",\"count\":12}]}")
  Genres genres(
      @Parameter(description = "Only genres of this kind", example = "game")
          @RequestParam(required = false)
          @Nullable String kind) {
    var index = live.current();
    var filter = kind == null ? ItemFilter.ALL : ItemFilter.of(known(kind, index));
    return new Genres(index.facet(index.matching(filter), ItemColumn.GENRE, Integer.MAX_VALUE));
  }

  private static Kind known(String name, CatalogueIndex index) {
    return index
        .findKind(name)
        .orElseThrow(() ->
            ProblemException.invalid(
                "kind",
                "\"%s\" is no kind here. Known: %s."
                    .formatted(
                        name,
                        String.join(", ", index.knownKinds().stream().map(Kind::name).toList()))));
  }
}
