package org.tastemaker.server.catalogue;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import java.util.Set;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.tastemaker.server.access.Needs;
import org.tastemaker.server.access.Permission;
import org.tastemaker.server.http.Example;
import org.tastemaker.server.http.ProblemException;

/// Who is behind items, over HTTP.
@RestController
@Needs(Permission.CATALOGUE_READ)
@Tag(name = "Items")
class ContributorRoutes {
  private static final int MOST = 500;

  private final LiveCatalogue live;

  ContributorRoutes(LiveCatalogue live) {
    this.live = live;
  }

  /// What somebody did for an item.
  record Work(ItemView item, List<String> roles) {}

  /// Somebody behind items, or a company.
  ///
  /// @param items what they had to do with, the latest first; at most 500
  /// @param total how many there are
  record Contributor(String name, List<Work> items, int total) {}

  @GetMapping("/api/v1/contributors")
  @Operation(
      summary = "Show who is behind items",
      description =
          "A director, an author, a studio…, by name in whatever case: what they had to do with, in"
              + " which roles.")
  @Example(
      call = "GET /api/v1/contributors?name=Michael+Mann",
      response =
          """
          {"name":"Michael Mann","items":[{"item":{"id":42,"keys":["ml-latest-small:6"],
          "kind":"movie","title":"Heat","year":1995,"genres":["Action","Crime","Thriller"],
          "ratings":102,"averageRating":3.946},"roles":["director","writer"]}],"total":1}
          """)
  Contributor show(
      @Parameter(description = "As an item's people have it", example = "Michael Mann")
          @RequestParam
          String name) {
    var index = live.current();
    var items = index.matching(ItemFilter.ALL.any(ItemColumn.PERSON, Set.of(name)));
    if (items.isEmpty()) {
      throw ProblemException.notFound(
          "no-such-contributor", "Nobody behind an item here is called \"%s\".".formatted(name));
    }
    return new Contributor(
        index.spelt(name, ItemColumn.PERSON, items),
        index.part(items, ItemOrder.NEWEST, 0, MOST).stream()
            .map(item -> new Work(ItemView.brief(item, index), roles(item, name)))
            .toList(),
        items.getCardinality());
  }

  private static List<String> roles(Item item, String name) {
    String wanted = ItemColumn.word(name);
    return item.people().stream()
        .filter(credit -> ItemColumn.word(credit.name()).equals(wanted))
        .map(Credit::role)
        .toList();
  }
}
