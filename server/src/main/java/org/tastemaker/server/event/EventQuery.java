package org.tastemaker.server.event;

import io.swagger.v3.oas.annotations.Parameter;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.tastemaker.server.http.Moments;
import org.tastemaker.server.http.Nearest;
import org.tastemaker.server.http.ProblemException;

/// Which events a caller asks for.
record EventQuery(
    @Parameter(description = "Of these types", example = "ChangedEvent")
        @Nullable List<String> type,
    @Parameter(description = "About the object with this id of ours", example = "42")
        @Nullable Long object,
    @Parameter(description = "Done by the person with this id of ours", example = "7")
        @Nullable Integer actor,
    @Parameter(description = "Interactions of the person with this id of ours", example = "7")
        @Nullable Integer user,
    @Parameter(description = "Not earlier than this", example = "2026-01-31T12:00:00Z")
        @Nullable Instant from,
    @Parameter(description = "Earlier than this", example = "2026-02-01T00:00:00Z")
        @Nullable Instant to,
    @Parameter(description = "With a greater id than this", example = "4711000")
        @Nullable Long after) {

  LogFilter filter(ChangeLog log, LogFilter.Reader reader) {
    if (after != null && after < 0) {
      throw ProblemException.invalid("after", "The id of an event is not negative.");
    }
    Moments.checked("from", from);
    Moments.checked("to", to);
    if (from != null && to != null && !from.isBefore(to)) {
      throw ProblemException.invalid("to", "to is later than from.");
    }
    return new LogFilter(logged(log), object, actor, user, from, to, reader);
  }

  private @Nullable Set<String> logged(ChangeLog log) {
    if (type == null || type.isEmpty()) {
      return null;
    }
    var known = log.types();
    for (String one : type) {
      if (!known.contains(one)) {
        String brief = one.length() > 60 ? one.substring(0, 60) + "…" : one;
        throw ProblemException.invalid(
            "type",
            "There is no type \"%s\".%s There are %s."
                .formatted(brief, Nearest.hint(brief, known), String.join(", ", known)));
      }
    }
    return log.logged(type);
  }
}
