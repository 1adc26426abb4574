package org.tastemaker.server.account;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.tastemaker.server.access.Permission;

/// What an account may do: a set of permissions with a name.
public enum Role {
  USER,
  MODERATOR,
  ADMIN;

  private static final Set<Permission> OF_USERS =
      Set.of(
          Permission.ME,
          Permission.CATALOGUE_READ,
          Permission.RECOMMENDATIONS_READ,
          Permission.INTERACTIONS_READ,
          Permission.INTERACTIONS_WRITE);
  private static final Set<Permission> OF_MODERATORS =
      Stream.concat(
              OF_USERS.stream(),
              Stream.of(Permission.CATALOGUE_WRITE, Permission.COMMENTS_MODERATE))
          .collect(Collectors.toUnmodifiableSet());
  private static final Set<Permission> ALL = Set.of(Permission.values());

  public Set<Permission> permissions() {
    return switch (this) {
      case USER -> OF_USERS;
      case MODERATOR -> OF_MODERATORS;
      case ADMIN -> ALL;
    };
  }

  /// The name in the database and in answers.
  @JsonValue
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  public static Optional<Role> of(String label) {
    return Arrays.stream(values()).filter(role -> role.label().equals(label)).findFirst();
  }
}
