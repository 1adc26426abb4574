package org.tastemaker.server.catalogue;

import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/// Somebody behind an item, or a company: `Christopher Nolan`, `director`.
///
/// @param name at most 200 characters
/// @param role what they did: one of [#ROLES]
public record Credit(String name, String role) {

  /// What people do, in the words of the catalogue.
  public static final Set<String> ROLES =
      Collections.unmodifiableSet(
          new TreeSet<>(
              List.of(
                  "actor",
                  "artist",
                  "author",
                  "brand",
                  "chef",
                  "cinematographer",
                  "composer",
                  "creator",
                  "designer",
                  "developer",
                  "director",
                  "editor",
                  "host",
                  "illustrator",
                  "journalist",
                  "label",
                  "manufacturer",
                  "narrator",
                  "performer",
                  "person",
                  "photographer",
                  "producer",
                  "publisher",
                  "studio",
                  "translator",
                  "voice",
                  "writer")));

  public Credit {
    name = Check.text("people", name, 200);
    role = Check.text("people", role, 60).toLowerCase(Locale.ROOT);
    if (!ROLES.contains(role)) {
      throw new InvalidItemException(
          "people", "'%s' is no role. One of %s.".formatted(role, String.join(", ", ROLES)));
    }
  }
}
