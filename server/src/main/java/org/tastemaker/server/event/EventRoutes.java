package org.tastemaker.server.event;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springdoc.core.annotations.ParameterObject;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.tastemaker.server.access.Caller;
import org.tastemaker.server.access.Needs;
import org.tastemaker.server.access.Permission;
import org.tastemaker.server.http.Cursor;
import org.tastemaker.server.http.Example;
import org.tastemaker.server.http.ProblemException;

/// The log over HTTP.
@RestController
@Needs(Permission.EVENTS_READ)
@RequestMapping("/api/v1/events")
@Tag(
    name = "Events",
    description = "Everything that changed and everything that people did, in one order.")
final class EventRoutes {
  private static final int MOST = 500;

  private final ChangeLog log;
  private final EventStream stream;
  private final LogWatch watch;

  EventRoutes(ChangeLog log, EventStream stream, LogWatch watch) {
    this.log = log;
    this.stream = stream;
    this.watch = watch;
  }

  /// A part of the log.
  ///
  /// @param cursor goes on behind this part; absent at the end
  record EventPage(List<ToldEvent> events, @Nullable String cursor) {}

  @GetMapping
  @Operation(
      summary = "Read the log",
      description =
          """
          Everything that changed and everything that people did, row by row, imports too. `order` is `oldest` or \
          `newest` first. Only what can no longer be preceded by anything is told, so that reading on misses nothing. \
          A page may hold fewer than `limit`, even none, while there is a cursor: a filter that lets little pass takes \
          several. Interactions of people who do not show them to the caller have no `user` and no `occurred_by`.\
          """)
  @Example(
      call = "GET /api/v1/events?type=ChangedEvent&limit=1",
      response =
          """
          {"events":[{"id":4711000,"type":"ChangedEvent","version":2,"occurred_at":"2026-01-31T12:00:00Z",
          "occurred_by":7,"object_id":42,"model_name":"movie","attribute_name":"year","new_value":"1995",
          "old_value":"1996"}],"cursor":"mJ2cUWvqxJ00NzExMDAw"}
          """)
  EventPage list(
      @ParameterObject @ModelAttribute EventQuery query,
      @Parameter(description = "oldest or newest first") @RequestParam(defaultValue = "oldest")
          String order,
      @Parameter(description = "From 1 to 500") @RequestParam(defaultValue = "50") int limit,
      @Parameter(description = "The cursor of the answer that this one goes on from")
          @RequestParam(required = false)
          @Nullable String cursor,
      Caller caller) {
    if (limit < 1 || limit > MOST) {
      throw ProblemException.invalid("limit", "From 1 to %d, not %d.".formatted(MOST, limit));
    }
    if (!order.equals("oldest") && !order.equals("newest")) {
      throw ProblemException.invalid("order", "oldest or newest.");
    }
    var filter = query.filter(log, LogFilter.Reader.of(caller));
    var name = "events " + order + " " + query;
    Long place = cursor == null ? query.after() : Long.valueOf(Cursor.read(name, cursor));
    var page =
        order.equals("newest")
            ? log.before(cursor == null ? null : place, filter, limit)
            : log.after(place == null ? -1 : place, filter, limit);
    return new EventPage(
        page.events(), page.more() ? Cursor.of(name, Long.toString(page.place())) : null);
  }

  @GetMapping(path = "/stream", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
  @Operation(
      summary = "Follow the log, live",
      description =
          """
          Server-sent events: `id`, and an event as JSON in `data`. Begins behind `Last-Event-ID` or `after`, otherwise \
          with what happens from now on. Nothing is left out and nothing comes twice, whoever else writes; an event \
          waits for those before it, for seconds while data are imported. A stream ends after a quarter of an hour; \
          clients such as `EventSource` connect again by themselves and go on where they were.\
          """)
  @Example(
      call = "GET /api/v1/events/stream?type=MetaAddedEvent&after=4711000&follow=false",
      response =
          """
          retry: 1000
          id: 4711000

          id: 4712000
          data: {"id":4712000,"type":"MetaAddedEvent","version":1,"occurred_at":"2026-01-31T12:00:00Z",\
          "occurred_by":7,"object_id":42,"model_name":"meta","user":7,"interaction":"rated","rating":4.5}

          """)
  void follow(
      @ParameterObject @ModelAttribute EventQuery query,
      @Parameter(description = "false: end with what has happened up to now")
          @RequestParam(defaultValue = "true")
          boolean follow,
      @Parameter(description = "The id of the last event that was seen")
          @RequestHeader(name = "Last-Event-ID", required = false)
          @Nullable String lastEventId,
      Caller caller,
      HttpServletResponse response)
      throws IOException, InterruptedException {
    var wish =
        new EventStream.Wish(
            query.filter(log, LogFilter.Reader.of(caller)), beginning(query, lastEventId), follow);
    try (var watcher = watch.watch().orElseThrow(EventRoutes::tooMany)) {
      response.setContentType("text/event-stream;charset=UTF-8");
      response.setHeader("Cache-Control", "no-store");
      response.setHeader("X-Accel-Buffering", "no");
      stream.write(wish, watch, watcher, response.getOutputStream());
    }
  }

  private long beginning(EventQuery query, @Nullable String lastEventId) {
    Long asked = lastEventId == null ? query.after() : idIn(lastEventId);
    if (asked == null) {
      return log.settled();
    }
    if (log.isAhead(asked)) {
      throw ProblemException.conflict(
          "ahead-of-the-log",
          "The log has nothing as late as %d: an older backup was restored. Begin again without it."
              .formatted(asked));
    }
    return asked;
  }

  private static Long idIn(String lastEventId) {
    if (!lastEventId.matches("[0-9]{1,18}")) {
      throw ProblemException.invalid(
          "Last-Event-ID", "The id of an event is a whole number, as events have it.");
    }
    return Long.valueOf(lastEventId);
  }

  private static ProblemException tooMany() {
    return ProblemException.unavailable(
        "too-many-streams",
        "Too many streams are open. Read the log page by page, or try again later.",
        Duration.ofSeconds(10));
  }
}
