package org.tastemaker.server.account;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.tastemaker.server.access.Needs;
import org.tastemaker.server.access.Permission;
import org.tastemaker.server.http.Cursor;
import org.tastemaker.server.http.Example;
import org.tastemaker.server.http.Moments;
import org.tastemaker.server.http.ProblemException;

/// What happened to accounts, sessions and keys, for administrators.
@RestController
@Tag(name = "Administration")
final class AuditRoutes {
  private static final int MOST = 200;
  private static final String QUERY = "audit";

  private final Audit audit;

  AuditRoutes(Audit audit) {
    this.audit = audit;
  }

  record AuditPage(List<Audit.Entry> entries, @Nullable String cursor) {}

  @GetMapping("/api/v1/audit")
  @Needs(Permission.AUDIT_READ)
  @Operation(
      summary = "Read the audit log",
      description =
          """
          What happened to accounts, sessions and keys, and what was refused; the newest first. `person` takes our id of
          somebody, `action` a name such as `role-granted`, `from` and `to` times. Addresses are kept for 30 days.\
          """)
  @Example(
      call = "GET /api/v1/audit?action=role-granted&limit=1",
      response =
          "{\"entries\":[{\"id\":12,\"at\":\"2026-01-31T12:00:00Z\",\"person\":7,\"action\":\"role-granted\",\"actor\":\"admin\",\"detail\":\"moderator\",\"address\":\"203.0.113.9\",\"correlationId\":\"3k9x\"}],\"cursor\":\"Zm9y…\"}")
  AuditPage entries(
      @RequestParam(required = false) @Nullable Integer person,
      @RequestParam(required = false) @Nullable String action,
      @RequestParam(required = false) @Nullable Instant from,
      @RequestParam(required = false) @Nullable Instant to,
      @RequestParam(defaultValue = "50") int limit,
      @RequestParam(required = false) @Nullable String cursor) {
    if (limit < 1 || limit > MOST) {
      throw ProblemException.invalid("limit", "From 1 to %d, not %d.".formatted(MOST, limit));
    }
    long before = cursor == null ? Long.MAX_VALUE : Long.parseLong(Cursor.read(QUERY, cursor));
    Moments.checked("from", from);
    Moments.checked("to", to);
    var found = audit.entries(new Audit.Wanted(person, action, from, to), before, limit);
    return new AuditPage(
        found, found.size() < limit ? null : Cursor.of(QUERY, Long.toString(found.getLast().id())));
  }
}
