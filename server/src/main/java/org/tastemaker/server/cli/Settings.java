package org.tastemaker.server.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What was said about the program before it starts: settings of the command line, which win over
/// the environment's and over the file's; the file; the profile.
record Settings(Map<String, Object> given, @Nullable Path config, Profile profile) {
  Settings {
    given = Map.copyOf(given);
    if (config != null && !Files.isReadable(config)) {
      throw new SettingsException("The settings file " + config + " is not there or not readable.");
    }
  }

  /// These settings and one more.
  Settings with(String name, Object value) {
    var more = new HashMap<>(given);
    more.put(name, value);
    return new Settings(more, config, profile);
  }
}
