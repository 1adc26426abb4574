package org.tastemaker.server.catalogue;

/// Somebody behind an item, or a company: `Christopher Nolan`, `director`.
///
/// @param name at most 200 characters
/// @param role what they did, at most 60 characters
public record Credit(String name, String role) {

  public Credit {
    name = Check.text("people", name, 200);
    role = Check.text("people", role, 60);
  }
}
