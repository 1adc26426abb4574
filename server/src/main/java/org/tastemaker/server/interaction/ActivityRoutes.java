package org.tastemaker.server.interaction;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Clock;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
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
import org.tastemaker.server.json.Json;
import tools.jackson.databind.JsonNode;

/// What people do with items, over HTTP, one thing at a time.
@RestController
@Needs(Permission.INTERACTIONS_WRITE)
@Tag(name = "Interactions")
class ActivityRoutes {

  private static final String DESCRIPTION =
      """
      Adds to the count, and tells what stands between the user and the item then. Without a body it \
      is once, and now. An unknown `source:value` user is made, unless strict. With an \
      `Idempotency-Key` it counts once, however often it is sent.\
      """;

  private final Acting acting;
  private final Pairs pairs;
  private final Whom whom;
  private final Standings standings;

  ActivityRoutes(Acting acting, Pairs pairs, Whom whom, Standings standings) {
    this.acting = acting;
    this.pairs = pairs;
    this.whom = whom;
    this.standings = standings;
  }

  /// How often, and when.
  record CountBody(
      @Schema(
              type = "integer",
              minimum = "1",
              maximum = "1000000",
              description = "Once when left out")
          @Nullable JsonNode count,
      @Schema(type = "string", format = "date-time", description = "When; now when left out")
          @Nullable JsonNode occurredAt) {}

  /// How far, and when. At least one of the three measures.
  record ProgressBody(
      @Schema(type = "number", minimum = "0", maximum = "1", example = "0.5")
          @Nullable JsonNode share,
      @Schema(type = "integer", minimum = "0", example = "7", description = "The episode reached")
          @Nullable JsonNode episode,
      @Schema(type = "number", minimum = "0", example = "12.5", description = "Spent so far")
          @Nullable JsonNode hours,
      @Schema(type = "string", format = "date-time", description = "When; now when left out")
          @Nullable JsonNode occurredAt) {}

  /// A user, an item, and what stands between them.
  record Mine(int user, int item, Standing mine) {}

  @PostMapping("/api/v1/items/{id}/views")
  @Operation(summary = "Open an item", description = DESCRIPTION)
  @Example(
      call = "POST /api/v1/items/test:heat/views?user=shop:ann",
      request = "{}",
      response =
          """
          {"user":7,"item":42,"result":"counted","mine":{"views":{"count":2,
          "firstAt":"2026-01-31T20:15:00Z","lastAt":"2026-02-01T18:00:00Z"}}}
          """)
  Acting.Done view(
      @Parameter(description = "The item: our id, or source:value") @PathVariable("id")
          Reference item,
      @Parameter(description = "Who: our id, or source:value; oneself when left out")
          @RequestParam(required = false)
          @Nullable Reference user,
      @Parameter(description = "Refuse an unknown user instead of making one")
          @RequestParam(defaultValue = "false")
          boolean strict,
      @RequestBody(required = false) @Nullable CountBody body,
      Caller caller) {
    return count(Activity.VIEWED, item, user, strict, body, caller);
  }

  @PostMapping("/api/v1/items/{id}/plays")
  @Operation(summary = "Play an item", description = DESCRIPTION)
  @Example(
      call = "POST /api/v1/items/test:song/plays?user=shop:ann",
      request = "{\"count\":3}",
      response =
          """
          {"user":7,"item":42,"result":"counted","mine":{"plays":{"count":3,
          "firstAt":"2026-01-31T20:15:00Z","lastAt":"2026-01-31T20:15:00Z"}}}
          """)
  Acting.Done play(
      @Parameter(description = "The item: our id, or source:value") @PathVariable("id")
          Reference item,
      @Parameter(description = "Who: our id, or source:value; oneself when left out")
          @RequestParam(required = false)
          @Nullable Reference user,
      @Parameter(description = "Refuse an unknown user instead of making one")
          @RequestParam(defaultValue = "false")
          boolean strict,
      @RequestBody(required = false) @Nullable CountBody body,
      Caller caller) {
    return count(Activity.PLAYED, item, user, strict, body, caller);
  }

  @PostMapping("/api/v1/items/{id}/purchases")
  @Operation(summary = "Buy an item", description = DESCRIPTION)
  @Example(
      call = "POST /api/v1/items/test:book/purchases?user=shop:ann",
      request = "{\"occurredAt\":\"2026-01-31T20:15:00Z\"}",
      response =
          """
          {"user":7,"item":42,"result":"counted","mine":{"purchases":{"count":1,
          "firstAt":"2026-01-31T20:15:00Z","lastAt":"2026-01-31T20:15:00Z"}}}
          """)
  Acting.Done purchase(
      @Parameter(description = "The item: our id, or source:value") @PathVariable("id")
          Reference item,
      @Parameter(description = "Who: our id, or source:value; oneself when left out")
          @RequestParam(required = false)
          @Nullable Reference user,
      @Parameter(description = "Refuse an unknown user instead of making one")
          @RequestParam(defaultValue = "false")
          boolean strict,
      @RequestBody(required = false) @Nullable CountBody body,
      Caller caller) {
    return count(Activity.PURCHASED, item, user, strict, body, caller);
  }

  @PostMapping("/api/v1/items/{id}/installs")
  @Operation(summary = "Install an item", description = DESCRIPTION)
  @Example(
      call = "POST /api/v1/items/test:app/installs?user=shop:ann",
      request = "{}",
      response =
          """
          {"user":7,"item":42,"result":"counted","mine":{"installs":{"count":1,
          "firstAt":"2026-01-31T20:15:00Z","lastAt":"2026-01-31T20:15:00Z"}}}
          """)
  Acting.Done install(
      @Parameter(description = "The item: our id, or source:value") @PathVariable("id")
          Reference item,
      @Parameter(description = "Who: our id, or source:value; oneself when left out")
          @RequestParam(required = false)
          @Nullable Reference user,
      @Parameter(description = "Refuse an unknown user instead of making one")
          @RequestParam(defaultValue = "false")
          boolean strict,
      @RequestBody(required = false) @Nullable CountBody body,
      Caller caller) {
    return count(Activity.INSTALLED, item, user, strict, body, caller);
  }

  private Acting.Done count(
      Activity activity,
      Reference item,
      @Nullable Reference user,
      boolean strict,
      @Nullable CountBody body,
      Caller caller) {
    var fields = new Fields();
    int count = fields.count("count", body == null ? null : body.count());
    var at = fields.time("occurredAt", body == null ? null : body.occurredAt(), Clock.systemUTC());
    fields.refuse("invalid-interaction");
    var pair = pairs.of(caller, item, user, !strict);
    return acting.take(pair, new Act.Doing(activity, count), at, caller);
  }

  @PutMapping("/api/v1/items/{id}/progress")
  @Operation(
      summary = "Say how far one is",
      description =
          """
          In a share of the whole, the episode reached, or hours spent, or several of them; of each \
          the newest counts. `progressed`, `unchanged` where it stood already, or `outdated` where \
          something newer stands.\
          """)
  @Example(
      call = "PUT /api/v1/items/test:naruto/progress?user=shop:ann",
      request = "{\"episode\":7,\"hours\":2.5}",
      response =
          """
          {"user":7,"item":42,"result":"progressed","mine":{"progress":{"episode":7,"hours":2.5,
          "occurredAt":"2026-01-31T20:15:00Z"}}}
          """)
  Acting.Done progress(
      @Parameter(description = "The item: our id, or source:value") @PathVariable("id")
          Reference item,
      @Parameter(description = "Who: our id, or source:value; oneself when left out")
          @RequestParam(required = false)
          @Nullable Reference user,
      @Parameter(description = "Refuse an unknown user instead of making one")
          @RequestParam(defaultValue = "false")
          boolean strict,
      @RequestBody ProgressBody body,
      Caller caller) {
    var fields = new Fields();
    var progress = fields.progress(Json.mapper().valueToTree(body));
    var at = fields.time("occurredAt", body.occurredAt(), Clock.systemUTC());
    fields.refuse("invalid-progress");
    var pair = pairs.of(caller, item, user, !strict);
    return acting.take(pair, Objects.requireNonNull(progress), at, caller);
  }

  @DeleteMapping("/api/v1/items/{id}/progress")
  @Operation(
      summary = "Forget how far one is",
      description = "In all measures; 404 when there was nothing.")
  @Example(
      call = "DELETE /api/v1/items/test:naruto/progress?user=shop:ann",
      response = "{\"user\":7,\"item\":42,\"result\":\"withdrawn\",\"mine\":{}}")
  Acting.Done forgetProgress(
      @Parameter(description = "The item: our id, or source:value") @PathVariable("id")
          Reference item,
      @Parameter(description = "Who: our id, or source:value; oneself when left out")
          @RequestParam(required = false)
          @Nullable Reference user,
      Caller caller) {
    var pair = pairs.of(caller, item, user, false);
    var done = acting.take(pair, new Act.Withdrawal(Act.Matter.PROGRESS), null, caller);
    if (done.result().equals(Outcome.UNCHANGED.label())) {
      throw ProblemException.notFound(
          "no-such-progress", "%s has no progress in %s.".formatted(pair.personSaid(), item));
    }
    return done;
  }

  @GetMapping("/api/v1/items/{id}/mine")
  @Needs(Permission.INTERACTIONS_READ)
  @Operation(
      summary = "See what one did with an item",
      description =
          """
          The rating, how often it was viewed, played, bought and installed, when first and last, how \
          far one is, and whether it was declined. What is absent never was or was withdrawn. To look \
          changes nothing.\
          """)
  @Example(
      call = "GET /api/v1/items/test:heat/mine?user=shop:ann",
      response =
          """
          {"user":7,"item":42,"mine":{"rating":{"stars":4.5,"occurredAt":"2026-01-31T20:15:00Z"},
          "views":{"count":2,"firstAt":"2026-01-30T18:00:00Z","lastAt":"2026-01-31T20:15:00Z"}}}
          """)
  Mine mine(
      @Parameter(description = "The item: our id, or source:value") @PathVariable("id")
          Reference item,
      @Parameter(description = "Who: our id, or source:value; oneself when left out")
          @RequestParam(required = false)
          @Nullable Reference user,
      Caller caller) {
    int itemId = pairs.item(item);
    int person = pairs.person(whom.owner(caller, user));
    return new Mine(person, itemId, standings.between(person, itemId));
  }
}
