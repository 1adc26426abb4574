package org.tastemaker.server.interaction;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.ArraySchema;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Clock;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
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

/// "Not for me", over HTTP.
@RestController
@Needs(Permission.INTERACTIONS_WRITE)
@Tag(name = "Interactions")
class DeclineRoutes {

  private final Acting acting;
  private final Pairs pairs;
  private final DeclineReasons reasons;

  DeclineRoutes(Acting acting, Pairs pairs, DeclineReasons reasons) {
    this.acting = acting;
    this.pairs = pairs;
    this.reasons = reasons;
  }

  /// Why, and when.
  record DeclineBody(
      @ArraySchema(
              schema = @Schema(implementation = DeclineReason.class),
              maxItems = DeclineReasons.MOST)
          @Nullable JsonNode reasons,
      @Schema(type = "string", format = "date-time", description = "When; now when left out")
          @Nullable JsonNode occurredAt) {}

  /// The reasons that go with an item.
  record Choices(int item, List<DeclineReasons.Choice> reasons) {}

  @GetMapping("/api/v1/items/{id}/decline-reasons")
  @Needs(Permission.CATALOGUE_READ)
  @Operation(
      summary = "See why an item could be declined",
      description =
          """
          The words for its kind, and what of the item each can mean: its genres, the people behind it \
          by what they did, its decade … Words without values say it all.\
          """)
  @Example(
      call = "GET /api/v1/items/test:heat/decline-reasons",
      response =
          """
          {"item":42,"reasons":[{"reason":"genre","values":["Action","Crime"]},
          {"reason":"director","values":["Michael Mann"]},{"reason":"period","values":["1990s"]},
          {"reason":"seen-elsewhere"},{"reason":"not-my-taste"},{"reason":"not-now"}]}
          """)
  Choices reasons(
      @Parameter(description = "The item: our id, or source:value") @PathVariable("id")
          Reference item) {
    int itemId = pairs.item(item);
    return new Choices(itemId, reasons.choices(itemId));
  }

  @PutMapping("/api/v1/items/{id}/decline")
  @Operation(
      summary = "Decline an item",
      description =
          """
          It is not recommended to the user any more until that is withdrawn; declined for `not-now` alone, \
          it may come back after `tastemaker.interaction.not-now`, and with `seen-elsewhere` it counts as \
          consumed. Reasons are welcome and replace those given before; which there are, `decline-reasons` \
          tells. What shares a genre, a person, a franchise, a period or a language that is named ranks lower.\
          """)
  @Example(
      call = "PUT /api/v1/items/test:heat/decline?user=shop:ann",
      request =
          "{\"reasons\":[{\"reason\":\"genre\",\"value\":\"Crime\"},{\"reason\":\"not-now\"}]}",
      response =
          """
          {"user":7,"item":42,"result":"declined","mine":{"decline":{"reasons":[
          {"reason":"genre","value":"Crime"},{"reason":"not-now"}],
          "occurredAt":"2026-01-31T20:15:00Z"}}}
          """)
  Acting.Done decline(
      @Parameter(description = "The item: our id, or source:value") @PathVariable("id")
          Reference item,
      @Parameter(description = "Who: our id, or source:value; oneself when left out")
          @RequestParam(required = false)
          @Nullable Reference user,
      @Parameter(description = "Refuse an unknown user instead of making one")
          @RequestParam(defaultValue = "false")
          boolean strict,
      @RequestBody(required = false) @Nullable DeclineBody body,
      Caller caller) {
    var fields = new Fields();
    var why = fields.reasons("reasons", body == null ? null : body.reasons());
    var at = fields.time("occurredAt", body == null ? null : body.occurredAt(), Clock.systemUTC());
    fields.refuse("invalid-decline");
    var pair = pairs.of(caller, item, user, !strict);
    return acting.take(pair, new Act.Decline(why), at, caller);
  }

  @DeleteMapping("/api/v1/items/{id}/decline")
  @Operation(
      summary = "Withdraw a decline",
      description = "The item may be recommended again; 404 when it was not declined.")
  @Example(
      call = "DELETE /api/v1/items/test:heat/decline?user=shop:ann",
      response = "{\"user\":7,\"item\":42,\"result\":\"withdrawn\",\"mine\":{}}")
  Acting.Done withdraw(
      @Parameter(description = "The item: our id, or source:value") @PathVariable("id")
          Reference item,
      @Parameter(description = "Who: our id, or source:value; oneself when left out")
          @RequestParam(required = false)
          @Nullable Reference user,
      Caller caller) {
    var pair = pairs.of(caller, item, user, false);
    var done = acting.take(pair, new Act.Withdrawal(Act.Matter.DECLINE), null, caller);
    if (done.result().equals(Outcome.UNCHANGED.label())) {
      throw ProblemException.notFound(
          "no-such-decline", "%s has not declined %s.".formatted(pair.personSaid(), item));
    }
    return done;
  }
}
