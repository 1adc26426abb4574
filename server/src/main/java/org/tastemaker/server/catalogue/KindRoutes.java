package org.tastemaker.server.catalogue;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import org.tastemaker.server.access.Needs;
import org.tastemaker.server.access.Permission;
import org.tastemaker.server.http.Example;

/// The kinds of items over HTTP.
@RestController
@Needs(Permission.CATALOGUE_READ)
@Tag(name = "Items")
class KindRoutes {

  private final LiveCatalogue live;

  KindRoutes(LiveCatalogue live) {
    this.live = live;
  }

  /// A kind and how many items of it are shown.
  record KindCount(Kind kind, int items) {}

  /// The kinds that items have.
  record Kinds(List<KindCount> items) {}

  @GetMapping("/api/v1/kinds")
  @Operation(
      summary = "List the kinds of items",
      description =
          "Those that items have, by name, and how many items; hidden ones are not counted.")
  @Example(
      response =
          "{\"items\":[{\"kind\":\"book\",\"items\":62},{\"kind\":\"movie\",\"items\":115}]}")
  Kinds kinds() {
    var index = live.current();
    return new Kinds(
        index.kinds().stream()
            .map(kind -> new KindCount(kind, index.matching(ItemFilter.of(kind)).getCardinality()))
            .filter(kind -> kind.items() > 0)
            .toList());
  }
}
