package org.tastemaker.server.access;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/// What a caller may do. Roles are sets of these; an API key's scopes are some of these by name.
public enum Permission {
  /// Read items and kinds, and what is popular or alike.
  CATALOGUE_READ("catalogue:read"),
  /// Put items.
  CATALOGUE_WRITE("catalogue:write"),
  /// Get recommendations and predictions.
  RECOMMENDATIONS_READ("recommendations:read"),
  /// Read what one did oneself.
  INTERACTIONS_READ("interactions:read"),
  /// Rate, view, play, decline, list and comment as oneself.
  INTERACTIONS_WRITE("interactions:write"),
  /// See which comments were reported, hide them and show them again.
  COMMENTS_MODERATE("comments:moderate"),
  /// Name another person in place of oneself.
  PEOPLE_ACT("people:act"),
  /// See and change one's own account.
  ME("me"),
  /// Request, see and cancel background work.
  JOBS_MANAGE("jobs:manage"),
  /// See models and choose which of them serves.
  MODELS_MANAGE("models:manage"),
  /// See accounts and give them roles.
  ACCOUNTS_MANAGE("accounts:manage"),
  /// Declare kinds of items.
  KINDS_MANAGE("kinds:manage"),
  /// Read what happened to accounts and keys, and what was refused.
  AUDIT_READ("audit:read"),
  /// Read everything that changed and that people did.
  EVENTS_READ("events:read"),
  /// Make and revoke API keys.
  KEYS_MANAGE("keys:manage"),
  /// Sign browsers in as anybody.
  OPERATE("operate");

  private final String text;

  Permission(String text) {
    this.text = text;
  }

  /// The name that keys and answers use, as in `catalogue:read`.
  public String text() {
    return text;
  }

  /// All that a program can have.
  public static Set<Permission> ofPrograms() {
    return EnumSet.complementOf(EnumSet.of(ME));
  }

  /// The permission of that name.
  public static Optional<Permission> of(String text) {
    return Arrays.stream(values()).filter(one -> one.text.equals(text)).findFirst();
  }
}
