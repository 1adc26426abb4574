package org.tastemaker.server.account;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Clock;
import java.time.Instant;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
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
import org.tastemaker.server.http.Cursor;
import org.tastemaker.server.http.Example;
import org.tastemaker.server.http.Moments;
import org.tastemaker.server.http.ProblemException;
import org.tastemaker.server.http.ShownOnce;

/// Accounts and keys, for administrators.
@RestController
@Tag(name = "Administration")
final class AdminRoutes {
  private static final int MOST = 200;
  private static final String QUERY = "accounts";

  private final Accounts accounts;
  private final ScopedKeys keys;

  AdminRoutes(Accounts accounts, ScopedKeys keys) {
    this.accounts = accounts;
    this.keys = keys;
  }

  record AccountPage(List<Account> accounts, @Nullable String cursor) {}

  record RoleBody(@JsonProperty(required = true) String role) {}

  /// @param scopes names of permissions
  record KeyRequest(
      @JsonProperty(required = true) String name,
      @JsonProperty(required = true) List<String> scopes,
      @Nullable Instant expiresAt) {}

  /// @param text the key; it is not shown again
  record KeyAnswer(ProgramKey key, String text) {}

  record KeyList(List<ProgramKey> keys) {}

  @GetMapping("/api/v1/accounts")
  @Needs(Permission.ACCOUNTS_MANAGE)
  @Operation(summary = "List accounts", description = "In the order in which they were made.")
  @Example(
      call = "GET /api/v1/accounts?limit=1",
      response =
          "{\"accounts\":[{\"id\":7,\"email\":\"ann@example.org\",\"username\":\"ann_b\",\"role\":\"user\",\"verified\":true,\"createdAt\":\"2026-01-31T12:00:00Z\"}],\"cursor\":\"Zm9y…\"}")
  AccountPage accounts(
      @RequestParam(defaultValue = "50") int limit,
      @RequestParam(required = false) @Nullable String cursor) {
    if (limit < 1 || limit > MOST) {
      throw ProblemException.invalid("limit", "From 1 to %d, not %d.".formatted(MOST, limit));
    }
    int after = cursor == null ? 0 : Integer.parseInt(Cursor.read(QUERY, cursor));
    var found = accounts.after(after, limit);
    return new AccountPage(
        found,
        found.size() < limit ? null : Cursor.of(QUERY, Integer.toString(found.getLast().id())));
  }

  @PutMapping("/api/v1/accounts/{id}/role")
  @Needs(Permission.ACCOUNTS_MANAGE)
  @Operation(
      summary = "Give an account a role",
      description = "`user`, `moderator` or `admin`; it counts on the next request.")
  @Example(call = "PUT /api/v1/accounts/7/role", request = "{\"role\":\"moderator\"}")
  ResponseEntity<Void> grant(@PathVariable int id, @RequestBody RoleBody body, Caller caller) {
    var role =
        Role.of(body.role())
            .orElseThrow(() ->
                ProblemException.invalid(
                    "role",
                    "There is no role \"%s\"; there are %s."
                        .formatted(
                            body.role(),
                            Arrays.stream(Role.values())
                                .map(Role::label)
                                .collect(Collectors.joining(", ")))));
    if (!accounts.grant(id, role, caller.name())) {
      throw ProblemException.notFound("no-such-account", "There is no account " + id + ".");
    }
    return ResponseEntity.noContent().build();
  }

  @PostMapping("/api/v1/api-keys")
  @Needs(Permission.KEYS_MANAGE)
  @ShownOnce
  @Operation(
      summary = "Make an API key",
      description =
          "For a program, with the scopes that it needs and no others. Nobody can give what they do not have. The key is shown this once.")
  @Example(
      request = "{\"name\":\"shop\",\"scopes\":[\"catalogue:write\",\"people:act\"]}",
      response =
          "{\"key\":{\"id\":1,\"name\":\"shop\",\"scopes\":[\"catalogue:write\",\"people:act\"],\"createdBy\":\"admin\",\"createdAt\":\"2026-01-31T12:00:00Z\"},\"text\":\"tm_Q2hh…\"}")
  ResponseEntity<KeyAnswer> makeKey(@RequestBody KeyRequest body, Caller caller) {
    check(body);
    var scopes = scopes(body, caller);
    var made = keys.create(body.name(), scopes, body.expiresAt(), caller.name());
    return ResponseEntity.status(HttpStatus.CREATED)
        .header("Cache-Control", "no-store")
        .body(new KeyAnswer(made.key(), made.text()));
  }

  private static void check(KeyRequest body) {
    if (body.name().isBlank() || body.name().length() > 100) {
      throw ProblemException.invalid("name", "From 1 to 100 characters.");
    }
    if (body.scopes().isEmpty()) {
      throw ProblemException.invalid("scopes", "A key without scopes opens nothing.");
    }
    Moments.checked("expiresAt", body.expiresAt());
    if (body.expiresAt() != null && !body.expiresAt().isAfter(Clock.systemUTC().instant())) {
      throw ProblemException.invalid("expiresAt", "This is in the past.");
    }
  }

  private static Set<Permission> scopes(KeyRequest body, Caller caller) {
    var scopes = EnumSet.noneOf(Permission.class);
    for (var name : body.scopes()) {
      var scope = Permission.of(name).filter(Permission.ofPrograms()::contains);
      scopes.add(
          scope.orElseThrow(() ->
              ProblemException.invalid(
                  "scopes",
                  "There is no scope \"%s\"; there are %s."
                      .formatted(
                          name,
                          Permission.ofPrograms().stream()
                              .map(Permission::text)
                              .collect(Collectors.joining(", "))))));
    }
    scopes.stream()
        .filter(scope -> !caller.may(scope))
        .findFirst()
        .ifPresent(scope -> {
          throw ProblemException.invalid(
              "scopes", "You cannot give %s: you do not have it.".formatted(scope.text()));
        });
    return scopes;
  }

  @GetMapping("/api/v1/api-keys")
  @Needs(Permission.KEYS_MANAGE)
  @Operation(summary = "List API keys", description = "Those that are good, without their text.")
  @Example(
      response =
          "{\"keys\":[{\"id\":1,\"name\":\"shop\",\"scopes\":[\"people:act\"],\"createdBy\":\"admin\",\"createdAt\":\"2026-01-31T12:00:00Z\"}]}")
  KeyList keys() {
    return new KeyList(keys.all());
  }

  @DeleteMapping("/api/v1/api-keys/{id}")
  @Needs(Permission.KEYS_MANAGE)
  @Operation(summary = "Revoke an API key", description = "It opens nothing from then on.")
  @Example(call = "DELETE /api/v1/api-keys/1")
  ResponseEntity<Void> revoke(@PathVariable int id, Caller caller) {
    if (!keys.revoke(id, caller.name())) {
      throw ProblemException.notFound("no-such-key", "There is no API key " + id + ".");
    }
    return ResponseEntity.noContent().build();
  }
}
