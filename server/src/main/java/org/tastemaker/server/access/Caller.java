package org.tastemaker.server.access;

import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Who calls: a person who is signed in, or a program with a key, which is nobody.
///
/// @param name the username, or the key's name
/// @param person our id; null for a program
/// @param session what a person is signed in by; null for a program
public record Caller(
    String name, @Nullable Integer person, @Nullable UUID session, Set<Permission> permissions) {

  public Caller {
    permissions = Set.copyOf(permissions);
    if ((person == null) != (session == null)) {
      throw new IllegalArgumentException("A person has a session, a program has neither.");
    }
    if (person == null && permissions.contains(Permission.ME)) {
      throw new IllegalArgumentException("A program has no account of its own.");
    }
  }

  /// A program.
  public static Caller program(String name, Set<Permission> permissions) {
    return new Caller(name, null, null, permissions);
  }

  public boolean may(Permission permission) {
    return permissions.contains(permission);
  }

  /// The person who calls, on routes that need [Permission#ME].
  public int self() {
    return java.util.Objects.requireNonNull(person, "A program called a route for people.");
  }
}
