package org.tastemaker.server.catalogue;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.tastemaker.server.access.Needs;
import org.tastemaker.server.access.Permission;
import org.tastemaker.server.http.Example;
import org.tastemaker.server.http.Moments;
import org.tastemaker.server.http.ProblemException;
import org.tastemaker.server.id.OurId;
import org.tastemaker.server.id.Reference;
import org.tastemaker.server.id.SourceKey;

/// Items as they were, by the log.
@RestController
@Needs(Permission.EVENTS_READ)
@Tag(name = "Events")
class PastItemRoutes {
  private final Catalogue catalogue;
  private final CatalogueReplay replay;

  PastItemRoutes(Catalogue catalogue, CatalogueReplay replay) {
    this.catalogue = catalogue;
    this.replay = replay;
  }

  /// An item as it was.
  ///
  /// @param keys the outside ids that it had
  /// @param hidden whether lists left it out
  /// @param version how many times it had been written
  /// @param item what was written about it
  record PastItem(
      int id,
      List<String> keys,
      boolean hidden,
      int version,
      Instant createdAt,
      Instant changedAt,
      ItemDraft item) {}

  @GetMapping("/api/v1/items/{id}/as-of")
  @Operation(
      summary = "Show an item as it was",
      description =
          """
          At a time, by what the log had told by then. 404 where it was not there yet. An item that is no longer there \
          is found by our id.\
          """)
  @Example(
      call = "GET /api/v1/items/42/as-of?time=2026-01-31T12:00:00Z",
      response =
          """
          {"id":42,"keys":["ml-latest-small:6"],"hidden":false,"version":1,"createdAt":"2026-01-01T08:00:00Z",
          "changedAt":"2026-01-01T08:00:00Z","item":{"kind":"movie","title":"Heat","year":1996,
          "genres":["Crime"],"people":[],"attributes":{}}}
          """)
  PastItem asOf(
      @Parameter(description = "Our id, or source:value", example = "42") @PathVariable("id")
          Reference reference,
      @Parameter(example = "2026-01-31T12:00:00Z") @RequestParam Instant time) {
    Moments.checked("time", time);
    int id =
        reference instanceof OurId ours
            ? ours.value()
            : catalogue.find(reference).orElseThrow(() -> notThere(reference, time));
    return replay
        .asOf(id, time)
        .map(PastItemRoutes::past)
        .orElseThrow(() -> notThere(reference, time));
  }

  private static PastItem past(CatalogueReplay.Replayed item) {
    return new PastItem(
        item.id(),
        item.keys().stream().map(SourceKey::toString).sorted().toList(),
        item.hidden(),
        item.version(),
        Instant.EPOCH.plus(item.createdMicros(), ChronoUnit.MICROS),
        Instant.EPOCH.plus(item.changedMicros(), ChronoUnit.MICROS),
        item.draft());
  }

  private static ProblemException notThere(Reference reference, Instant time) {
    return ProblemException.notFound(
        "no-such-item", "There was no item %s at %s.".formatted(reference, time));
  }
}
