package org.tastemaker.server.account;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.tastemaker.server.access.Caller;
import org.tastemaker.server.access.Needs;
import org.tastemaker.server.access.Permission;
import org.tastemaker.server.http.Example;
import org.tastemaker.server.http.Limited;
import org.tastemaker.server.http.ProblemException;
import org.tastemaker.server.http.RouteClass;
import org.tastemaker.server.http.TokenCookies;

/// One's own account.
@RestController
@Needs(Permission.ME)
@RequestMapping("/api/v1/me")
@Tag(name = "One's own account")
final class MeRoutes {
  private final Accounts accounts;
  private final Profiles profiles;
  private final Sessions sessions;

  MeRoutes(Accounts accounts, Profiles profiles, Sessions sessions) {
    this.accounts = accounts;
    this.profiles = profiles;
    this.sessions = sessions;
  }

  /// Both hide what they hold.
  ///
  /// @param oldPassword null where there is none
  record NewPassword(
      @Nullable String oldPassword, @JsonProperty(required = true) String newPassword) {
    @Override
    public String toString() {
      return "NewPassword[hidden]";
    }
  }

  record Confirmation(@Nullable String password) {
    @Override
    public String toString() {
      return "Confirmation[hidden]";
    }
  }

  /// @param current whether it is the one that asks
  record SessionView(Session session, boolean current) {}

  record SessionList(List<SessionView> sessions) {}

  @GetMapping
  @Operation(summary = "Who I am")
  @Example(
      response =
          """
          {"id":7,"email":"ann@example.org","username":"ann_b","role":"user","verified":true,
           "createdAt":"2026-01-31T12:00:00Z",
           "privacy":{"profile":"everyone","ratings":"nobody","lists":"nobody"},
           "interests":{"kinds":["book"],"genres":["mystery"]},"hasPassword":true}\
          """)
  Profile me(Caller caller) {
    return profiles
        .find(caller.self())
        .orElseThrow(() -> ProblemException.notFound("no-account", "This account is gone."));
  }

  @PatchMapping(consumes = {"application/merge-patch+json", "application/json"})
  @Operation(
      summary = "Change what I say of myself",
      description =
          """
          A JSON merge patch (RFC 7396): what is absent stays, null takes away. `privacy` says who sees profile, ratings
          and lists (`everyone`, `nobody`); `interests` are kinds and genres of the catalogue, which the first lists go
          by. A new `email` needs the `password` beside it and counts when the mail to it is answered; the old address
          is told. The answer is the whole profile.\
          """)
  @Example(
      request = "{\"bio\":\"Reads in trains.\",\"interests\":{\"genres\":[\"Mystery\"]}}",
      response =
          """
          {"id":7,"email":"ann@example.org","username":"ann_b","role":"user","verified":true,
           "createdAt":"2026-01-31T12:00:00Z","bio":"Reads in trains.",
           "privacy":{"profile":"everyone","ratings":"nobody","lists":"nobody"},
           "interests":{"kinds":[],"genres":["mystery"]},"hasPassword":true}\
          """)
  Profile change(Caller caller, @RequestBody ProfilePatch patch) {
    profiles.change(me(caller), patch, caller.session());
    return me(caller);
  }

  private Account account(Caller caller) {
    return accounts
        .find(caller.self())
        .orElseThrow(() -> ProblemException.notFound("no-account", "This account is gone."));
  }

  @PutMapping("/password")
  @Operation(
      summary = "Change my password",
      description =
          "Every other session of mine ends with it. Who has none yet, as after signing in by a provider, needs a sign-in within the last minutes in place of `oldPassword`.")
  @Example(request = "{\"oldPassword\":\"plum-tree-in-may\",\"newPassword\":\"pear-tree-in-june\"}")
  ResponseEntity<Void> password(Caller caller, @RequestBody NewPassword body) {
    accounts.changePassword(
        account(caller), body.oldPassword(), body.newPassword(), caller.session());
    return ResponseEntity.noContent().build();
  }

  @GetMapping("/sessions")
  @Operation(summary = "Where I am signed in", description = "The one used last first.")
  @Example(
      response =
          "{\"sessions\":[{\"session\":{\"id\":\"0b9ed7d4-57a8-4b8f-9c1a-0f3b8f1f2c11\",\"agent\":\"curl/8.5\",\"address\":\"127.0.0.1\",\"createdAt\":\"2026-01-31T12:00:00Z\",\"lastUsedAt\":\"2026-01-31T12:10:00Z\"},\"current\":true}]}")
  SessionList sessions(Caller caller) {
    return new SessionList(
        sessions.of(caller.self()).stream()
            .map(one -> new SessionView(one, one.id().equals(caller.session())))
            .toList());
  }

  @DeleteMapping("/sessions/{id}")
  @Operation(summary = "Sign out elsewhere", description = "204 when that session is over now.")
  @Example(call = "DELETE /api/v1/me/sessions/0b9ed7d4-57a8-4b8f-9c1a-0f3b8f1f2c11")
  ResponseEntity<Void> end(
      Caller caller, @Parameter(description = "The session's id") @PathVariable UUID id) {
    if (!sessions.revoke(id, caller.self())) {
      throw ProblemException.notFound("no-such-session", "You have no session " + id + ".");
    }
    return ResponseEntity.noContent().build();
  }

  @Limited(RouteClass.EXPENSIVE)
  @GetMapping("/export")
  @Operation(
      summary = "Everything that is held of me",
      description =
          "Account, sessions, what was noted of them, every change of what I rated, played, viewed or declined, and what I was recommended.")
  @Example(
      response =
          "{\"account\":{\"id\":7,\"username\":\"ann_b\"},\"sessions\":[],\"audit\":[],\"interactions\":{\"outsideIds\":[],\"log\":[{\"occurredAt\":\"2026-01-31T20:15:00Z\",\"type\":\"rated\",\"item\":42,\"title\":\"Heat\",\"value\":4.5}]},\"recommendations\":[]}")
  ResponseEntity<Map<String, Object>> export(Caller caller) {
    return ResponseEntity.ok()
        .header("Content-Disposition", "attachment; filename=\"tastemaker-export.json\"")
        .header("Cache-Control", "no-store")
        .body(accounts.export(me(caller)));
  }

  @DeleteMapping
  @Operation(
      summary = "Delete my account",
      description =
          "With everything that I ever did here, the log's rows too; the next models are trained without me. Needs the password, or of those who have none that they signed in within the last minutes.")
  @Example(request = "{\"password\":\"plum-tree-in-may\"}")
  ResponseEntity<Void> delete(
      Caller caller,
      @RequestBody(required = false) @Nullable Confirmation body,
      HttpServletRequest request,
      HttpServletResponse response) {
    accounts.delete(account(caller), body == null ? null : body.password(), caller.session());
    TokenCookies.clear(request, response);
    return ResponseEntity.noContent().build();
  }
}
