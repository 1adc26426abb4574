package org.tastemaker.server.catalogue;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.tastemaker.server.access.Caller;
import org.tastemaker.server.access.Needs;
import org.tastemaker.server.access.Permission;
import org.tastemaker.server.http.Example;
import org.tastemaker.server.http.ProblemException;
import org.tastemaker.server.id.Reference;

/// The episodes of series over HTTP.
@RestController
@Needs(Permission.CATALOGUE_READ)
@Tag(name = "Items")
class EpisodeRoutes {
  private final Catalogue catalogue;
  private final LiveCatalogue live;
  private final PersonalItems personal;

  EpisodeRoutes(Catalogue catalogue, LiveCatalogue live, PersonalItems personal) {
    this.catalogue = catalogue;
    this.live = live;
    this.personal = personal;
  }

  /// An episode in its place.
  ///
  /// @param watched whether the person watched or rated it
  record Episode(
      @Nullable Integer season, @Nullable Integer number, boolean watched, ItemView item) {}

  /// The episodes of a series in order.
  ///
  /// @param watched how many of them the person watched
  record Episodes(List<Episode> items, int watched) {}

  @GetMapping("/api/v1/items/{id}/episodes")
  @Operation(
      summary = "List the episodes of a series",
      description =
          """
          All of them, by season and number, and which of them the person who calls, or whom a program names, has \
          watched or rated.\
          """)
  @Example(
      call = "GET /api/v1/items/demo:series-the-twilight-zone-1959/episodes",
      response =
          """
          {"items":[{"season":1,"number":1,"watched":true,"item":{"id":166,
          "keys":["demo:episode-the-twilight-zone-s01e01"],"kind":"episode","title":"Where Is Everybody?",
          "year":1959,"genres":["Mystery","Science Fiction"],"ratings":31,"averageRating":3.71}}],"watched":1}
          """)
  Episodes list(
      @Parameter(description = "The series: our id, or source:value", example = "42")
          @PathVariable("id")
          Reference reference,
      @Parameter(
              description = "Who watched, for programs and those who may name others",
              example = "demo:1")
          @RequestParam(required = false)
          @Nullable Reference user,
      Caller caller) {
    var index = live.current();
    var series =
        catalogue.find(reference).stream()
            .boxed()
            .flatMap(id -> index.findItem(id).stream())
            .filter(item -> !item.hidden())
            .findFirst()
            .orElseThrow(() ->
                ProblemException.notFound(
                    "no-such-item", "There is no item %s.".formatted(reference)));
    var consumed = personal.consumed(caller, user);
    var episodes =
        index.episodes(series).stream()
            .map(item -> episode(item, consumed.contains(item.id()), index))
            .toList();
    return new Episodes(episodes, (int) episodes.stream().filter(Episode::watched).count());
  }

  private static Episode episode(Item item, boolean watched, CatalogueIndex index) {
    var place = item.episode();
    return new Episode(
        place == null ? null : place.season(),
        place == null ? null : place.number(),
        watched,
        ItemView.brief(item, index));
  }
}
