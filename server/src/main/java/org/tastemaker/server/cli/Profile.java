package org.tastemaker.server.cli;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// For what the program runs: to be worked on, to be tested, or to serve people.
enum Profile {
  DEVELOPMENT,
  TEST,
  PRODUCTION;

  /// The one given, else the environment's, else development.
  static Profile chosen(@Nullable Profile given) {
    var variable = System.getenv("TASTEMAKER_PROFILE");
    if (given != null) {
      return given;
    }
    return variable == null || variable.isBlank() ? DEVELOPMENT : named(variable);
  }

  private static Profile named(String name) {
    try {
      return valueOf(name.strip().toUpperCase(Locale.ROOT));
    } catch (IllegalArgumentException e) {
      throw new SettingsException(
          "TASTEMAKER_PROFILE is \"%s\"; it is development, test or production.".formatted(name),
          e);
    }
  }

  String lowerCase() {
    return name().toLowerCase(Locale.ROOT);
  }
}
