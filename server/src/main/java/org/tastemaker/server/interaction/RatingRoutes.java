package org.tastemaker.server.interaction;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
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
import org.tastemaker.server.catalogue.CatalogueIndex;
import org.tastemaker.server.catalogue.Item;
import org.tastemaker.server.catalogue.LiveCatalogue;
import org.tastemaker.server.http.Cursor;
import org.tastemaker.server.http.Example;
import org.tastemaker.server.http.ProblemException;
import org.tastemaker.server.id.Reference;
import tools.jackson.databind.JsonNode;

/// Ratings over HTTP.
@RestController
@Needs(Permission.INTERACTIONS_WRITE)
@Tag(name = "Ratings")
class RatingRoutes {

  private static final int MOST = 200;

  private final Ratings ratings;
  private final Pairs pairs;
  private final Whom whom;
  private final Histories histories;
  private final LiveCatalogue live;

  RatingRoutes(Ratings ratings, Pairs pairs, Whom whom, Histories histories, LiveCatalogue live) {
    this.ratings = ratings;
    this.pairs = pairs;
    this.whom = whom;
    this.histories = histories;
    this.live = live;
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

  /// Ratings of a person.
  ///
  /// @param cursor goes on behind this page; absent on the last one
  record RatingPage(int user, List<Rating> ratings, @Nullable String cursor) {}

  /// A rating that stands, with what its item is.
  record Rating(RatedItem item, Stars stars, Instant occurredAt) {}

  /// What was rated.
  record RatedItem(
      int id,
      @Nullable String kind,
      @Nullable String title,
      @Nullable Integer year,
      List<String> genres,
      @Nullable String image) {

    static RatedItem of(int id, CatalogueIndex index) {
      Item item = index.findItem(id).orElse(null);
      return item == null
          ? new RatedItem(id, null, null, null, List.of(), null)
          : new RatedItem(
              id, item.kind().name(), item.title(), item.year(), item.genres(), item.imageUrl());
    }
  }

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

  @GetMapping("/api/v1/people/{user}/ratings")
  @Needs(Permission.INTERACTIONS_READ)
  @Operation(
      summary = "List a person's ratings",
      description =
          """
          Those that stand, newest first. Those of somebody with an account are shown to others as they chose; a program \
          that may name people sees them as the person does.\
          """)
  @Example(
      call = "GET /api/v1/people/shop:ann/ratings?limit=1",
      response =
          """
          {"user":7,"ratings":[{"item":{"id":42,"kind":"movie","title":"Heat","year":1995,
          "genres":["Action","Crime","Thriller"]},"stars":4.5,"occurredAt":"2026-01-31T20:15:00Z"}]}
          """)
  RatingPage ratings(
      @Parameter(description = "Our id, or source:value", example = "shop:ann")
          @PathVariable("user")
          Reference user,
      @Parameter(description = "From 1 to 200; 50 when left out") @RequestParam(defaultValue = "50")
          int limit,
      @Parameter(description = "The cursor of the answer that this one goes on from")
          @RequestParam(required = false)
          @Nullable String cursor,
      Caller caller) {
    if (limit < 1 || limit > MOST) {
      throw ProblemException.invalid("limit", "From 1 to %d, not %d.".formatted(MOST, limit));
    }
    int person = pairs.person(whom.seen(caller, user, Privacy.Part.RATINGS));
    String query = "ratings of " + person;
    var after = cursor == null ? null : Histories.Place.parse(Cursor.read(query, cursor));
    var found = new ArrayList<>(histories.ratings(person, after, limit + 1));
    boolean more = found.size() > limit;
    if (more) {
      found.removeLast();
    }
    var index = live.current();
    return new RatingPage(
        person,
        found.stream()
            .map(one -> new Rating(RatedItem.of(one.item(), index), one.stars(), one.occurredAt()))
            .toList(),
        more ? Cursor.of(query, Histories.Place.of(found.getLast()).toString()) : null);
  }
}
