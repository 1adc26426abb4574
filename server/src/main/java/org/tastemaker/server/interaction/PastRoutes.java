package org.tastemaker.server.interaction;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.tastemaker.server.access.Caller;
import org.tastemaker.server.access.Needs;
import org.tastemaker.server.access.Permission;
import org.tastemaker.server.http.Cursor;
import org.tastemaker.server.http.Example;
import org.tastemaker.server.http.Moments;
import org.tastemaker.server.http.ProblemException;
import org.tastemaker.server.id.Reference;

/// What people had done by some time, by the log.
@RestController
@Needs(Permission.INTERACTIONS_READ)
@Tag(name = "Events")
class PastRoutes {
  private static final int MOST = 500;

  private final PastStandings past;
  private final Whom whom;
  private final People people;

  PastRoutes(PastStandings past, Whom whom, People people) {
    this.past = past;
    this.whom = whom;
    this.people = people;
  }

  /// What somebody had done.
  ///
  /// @param cursor goes on behind this page; absent on the last one
  record PastPage(int user, Instant time, List<Stood> items, @Nullable String cursor) {}

  /// What stood between them and an item.
  record Stood(int item, Standing standing) {}

  @GetMapping("/api/v1/people/{user}/as-of")
  @Operation(
      summary = "What a person had done by a time",
      description =
          """
          What stood then of their ratings, views, plays, purchases, installs, progress, declines and watchlist, in the order of \
          our ids of the items. What had happened by that time counts, also where it was told later, by an import for \
          example. For oneself, and for programs that may name people.\
          """)
  @Example(
      call = "GET /api/v1/people/shop:ann/as-of?time=2026-01-31T12:00:00Z",
      response =
          """
          {"user":7,"time":"2026-01-31T12:00:00Z","items":[{"item":42,"standing":{"rating":{"stars":4.5,
          "occurredAt":"2026-01-30T20:15:00Z"}}}]}
          """)
  PastPage asOf(
      @Parameter(description = "Our id, or source:value", example = "shop:ann")
          @PathVariable("user")
          Reference user,
      @Parameter(example = "2026-01-31T12:00:00Z") @RequestParam Instant time,
      @Parameter(description = "How many items, from 1 to 500") @RequestParam(defaultValue = "100")
          int limit,
      @Parameter(description = "The cursor of the answer that this one goes on from")
          @RequestParam(required = false)
          @Nullable String cursor,
      Caller caller) {
    if (limit < 1 || limit > MOST) {
      throw ProblemException.invalid("limit", "From 1 to %d, not %d.".formatted(MOST, limit));
    }
    Moments.checked("time", time);
    var said = whom.owner(caller, user);
    int person = people.find(said).orElseThrow(() -> Pairs.noSuchUser(said));
    var query = "of %d as of %s".formatted(person, time);
    int after = cursor == null ? 0 : Integer.parseInt(Cursor.read(query, cursor));
    var found = past.of(person, time, after, limit + 1);
    boolean more = found.size() > limit;
    if (more) {
      found.pollLastEntry();
    }
    return new PastPage(
        person,
        time,
        found.entrySet().stream().map(one -> new Stood(one.getKey(), one.getValue())).toList(),
        more ? Cursor.of(query, Integer.toString(found.lastEntry().getKey())) : null);
  }
}
