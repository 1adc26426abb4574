package org.tastemaker.server.interaction;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Clock;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
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

/// Ratings over HTTP.
@RestController
@Needs(Permission.INTERACTIONS_WRITE)
@Tag(name = "Ratings")
class RatingRoutes {

  private final Ratings ratings;
  private final Pairs pairs;

  RatingRoutes(Ratings ratings, Pairs pairs) {
    this.ratings = ratings;
    this.pairs = pairs;
  }

  /// A rating as a caller gives it.
  record RatingBody(
      @Schema(
              type = "number",
              minimum = "0",
              maximum = "5",
              example = "4.5",
              description = "Stars, decimals allowed, kept to hundredths",
              requiredMode = Schema.RequiredMode.REQUIRED)
          @Nullable JsonNode stars,
      @Schema(
              type = "string",
              format = "date-time",
              example = "2026-01-31T20:15:00Z",
              description = "When; now if left out. The newest rating counts")
          @Nullable JsonNode occurredAt) {}

  /// What became of a rating.
  ///
  /// @param stars what stands now
  /// @param result `rated`, `changed`, `unchanged` or `outdated`
  /// @param before what stood before, if that was different
  /// @param since when the rating or withdrawal happened that an outdated one yields to
  record RatingAnswer(
      int user,
      int item,
      @Nullable Stars stars,
      String result,
      @Nullable Stars before,
      @Nullable Instant since) {}

  @PutMapping("/api/v1/items/{id}/rating")
  @Operation(
      summary = "Rate an item",
      description =
          """
          201 for a first rating, 200 when one stood already. It counts from the next request on. An \
          unknown `source:value` user is made, unless strict. A rating that is older than the one \
          that stands changes nothing (`outdated`).\
          """)
  @Example(
      call = "PUT /api/v1/items/ml-latest-small:6/rating?user=shop:ann",
      request = "{\"stars\":4.5}",
      response = "{\"user\":7,\"item\":42,\"stars\":4.5,\"result\":\"rated\"}")
  ResponseEntity<RatingAnswer> rate(
      @Parameter(description = "The item: our id, or source:value", example = "ml-latest-small:6")
          @PathVariable("id")
          Reference item,
      @Parameter(
              description = "Who rates: our id, or source:value; oneself when left out",
              example = "shop:ann")
          @RequestParam(required = false)
          @Nullable Reference user,
      @Parameter(description = "Refuse an unknown user instead of making one")
          @RequestParam(defaultValue = "false")
          boolean strict,
      @RequestBody RatingBody body,
      Caller caller) {
    var fields = new Fields();
    var stars = fields.stars("stars", body.stars());
    var at = fields.time("occurredAt", body.occurredAt(), Clock.systemUTC());
    fields.refuse("invalid-rating");
    var pair = pairs.of(caller, item, user, !strict);
    var result =
        ratings.rate(
            pair.person(), pair.item(), Objects.requireNonNull(stars), at, caller.person());
    return answer(pair, result);
  }

  private static ResponseEntity<RatingAnswer> answer(Pairs.Pair pair, RateResult result) {
    int person = pair.person();
    int item = pair.item();
    return switch (result) {
      case RateResult.Rated(Stars stars) ->
          ResponseEntity.status(HttpStatus.CREATED)
              .body(new RatingAnswer(person, item, stars, "rated", null, null));
      case RateResult.Changed(Stars before, Stars stars) ->
          ResponseEntity.ok(new RatingAnswer(person, item, stars, "changed", before, null));
      case RateResult.Unchanged(Stars stars) ->
          ResponseEntity.ok(new RatingAnswer(person, item, stars, "unchanged", null, null));
      case RateResult.Outdated(Stars stands, Instant since) ->
          ResponseEntity.ok(new RatingAnswer(person, item, stands, "outdated", null, since));
      case RateResult.NoSuchPerson() -> throw Pairs.noSuchUser(pair.personSaid());
      case RateResult.NoSuchItem() -> throw Pairs.noSuchItem(pair.itemSaid());
    };
  }

  @DeleteMapping("/api/v1/items/{id}/rating")
  @Operation(
      summary = "Withdraw a rating",
      description = "204 when it is gone; 404 when there was none.")
  @Example(call = "DELETE /api/v1/items/ml-latest-small:6/rating?user=shop:ann")
  ResponseEntity<Void> withdraw(
      @Parameter(description = "The item: our id, or source:value", example = "ml-latest-small:6")
          @PathVariable("id")
          Reference item,
      @Parameter(
              description = "Whose rating: our id, or source:value; oneself when left out",
              example = "shop:ann")
          @RequestParam(required = false)
          @Nullable Reference user,
      Caller caller) {
    var pair = pairs.of(caller, item, user, false);
    return switch (ratings.withdraw(pair.person(), pair.item(), null, caller.person())) {
      case WithdrawResult.Withdrawn _ -> ResponseEntity.noContent().build();
      case WithdrawResult.NoRating() ->
          throw ProblemException.notFound(
              "no-such-rating", "%s has no rating of %s.".formatted(pair.personSaid(), item));
      case WithdrawResult.Outdated(Instant since) ->
          throw ProblemException.conflict(
              "newer-rating", "A newer rating, of %s, stands.".formatted(since));
    };
  }
}
