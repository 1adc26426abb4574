package org.tastemaker.server.interaction;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Clock;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.tastemaker.server.access.Caller;
import org.tastemaker.server.access.Needs;
import org.tastemaker.server.access.Permission;
import org.tastemaker.server.http.Example;
import org.tastemaker.server.http.ProblemException;
import org.tastemaker.server.id.Reference;
import tools.jackson.databind.JsonNode;

/// The watchlist over HTTP; [ListRoutes] shows it.
@RestController
@Needs(Permission.INTERACTIONS_WRITE)
@Tag(name = "Lists")
class WatchlistRoutes {

  private final Acting acting;
  private final Pairs pairs;

  WatchlistRoutes(Acting acting, Pairs pairs) {
    this.acting = acting;
    this.pairs = pairs;
  }

  /// A note, a place, and when.
  record WatchBody(
      @Schema(
              type = "string",
              maxLength = Watchlist.LONGEST_NOTE,
              description =
                  "To oneself; nobody else sees it. Left out, it stays as it is; empty, it goes")
          @Nullable JsonNode note,
      @Schema(
              type = "integer",
              minimum = "1",
              description =
                  "Where on the list, from 1; past the end is the end. Left out, a new entry goes to the end and another stays")
          @Nullable JsonNode place,
      @Schema(type = "string", format = "date-time", description = "When; now when left out")
          @Nullable JsonNode occurredAt) {}

  @PutMapping("/api/v1/items/{id}/watchlist")
  @Operation(
      summary = "Put an item on the watchlist, note something there, move it",
      description =
          """
          `listed` where it is new there, `changed` where only the note is, `unchanged`, or `outdated` \
          where it was taken off later.\
          """)
  @Example(
      call = "PUT /api/v1/items/test:heat/watchlist?user=shop:ann",
      request = "{\"note\":\"with Bea\",\"place\":1}",
      response =
          """
          {"user":7,"item":42,"result":"listed","mine":{"watchlist":{"note":"with Bea",
          "addedAt":"2026-01-31T20:15:00Z"}}}
          """)
  Acting.Done put(
      @Parameter(description = "The item: our id, or source:value") @PathVariable("id")
          Reference item,
      @Parameter(description = "Whose list: our id, or source:value; one's own when left out")
          @RequestParam(required = false)
          @Nullable Reference user,
      @Parameter(description = "Refuse an unknown user instead of making one")
          @RequestParam(defaultValue = "false")
          boolean strict,
      @RequestBody(required = false) @Nullable WatchBody body,
      Caller caller) {
    var fields = new Fields();
    var note =
        fields.optionalText("note", body == null ? null : body.note(), Watchlist.LONGEST_NOTE);
    var place = body == null || body.place() == null ? null : fields.count("place", body.place());
    var at = fields.time("occurredAt", body == null ? null : body.occurredAt(), Clock.systemUTC());
    fields.refuse("invalid-entry");
    var pair = pairs.of(caller, item, user, !strict);
    return acting.take(pair, new Act.Watch(note, place), at, caller);
  }

  @DeleteMapping("/api/v1/items/{id}/watchlist")
  @Operation(
      summary = "Take an item off the watchlist",
      description = "Its note goes with it; 404 when it was not there.")
  @Example(
      call = "DELETE /api/v1/items/test:heat/watchlist?user=shop:ann",
      response = "{\"user\":7,\"item\":42,\"result\":\"withdrawn\",\"mine\":{}}")
  Acting.Done remove(
      @Parameter(description = "The item: our id, or source:value") @PathVariable("id")
          Reference item,
      @Parameter(description = "Whose list: our id, or source:value; one's own when left out")
          @RequestParam(required = false)
          @Nullable Reference user,
      Caller caller) {
    var pair = pairs.of(caller, item, user, false);
    var done = acting.take(pair, new Act.Withdrawal(Act.Matter.WATCHLIST), null, caller);
    if (done.result().equals(Outcome.UNCHANGED.label())) {
      throw ProblemException.notFound(
          "no-such-entry", "%s is not on the list of %s.".formatted(item, pair.personSaid()));
    }
    return done;
  }
}
