package org.tastemaker.server.cli;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// The options that say where a command works: data, database, settings.
final class Where {
  @Option(
      names = "--data",
      paramLabel = "DIR",
      description = "The data folder (also TASTEMAKER_DATA; ./data otherwise).")
  private @Nullable Path data;

  @Option(
      names = "--database-url",
      paramLabel = "URL",
      description = {
        "An outside PostgreSQL instead of the embedded one, as",
        "postgresql://user:password@host:5432/name (also TASTEMAKER_DATABASE_URL)."
      })
  private @Nullable String databaseUrl;

  @Option(
      names = "--config",
      paramLabel = "FILE",
      description = "A YAML file with settings (also TASTEMAKER_CONFIG).")
  private @Nullable Path config;

  @Option(
      names = "--profile",
      paramLabel = "NAME",
      description = "development (default), test or production (also TASTEMAKER_PROFILE).")
  private @Nullable Profile profile;

  /// What was said on the command line, as settings.
  Settings settings() {
    var given = new HashMap<String, Object>();
    if (data != null) {
      given.put("tastemaker.data", data.toString());
    }
    if (databaseUrl != null) {
      given.put("tastemaker.database.url", databaseUrl);
    }
    return new Settings(given, configFile(), Profile.chosen(profile));
  }

  /// The settings of a program that works in that data folder, whatever else is said.
  static Settings in(Path data) {
    return new Settings(Map.of("tastemaker.data", data.toString()), null, Profile.DEVELOPMENT);
  }

  private @Nullable Path configFile() {
    var variable = System.getenv("TASTEMAKER_CONFIG");
    return config != null || variable == null || variable.isBlank() ? config : Path.of(variable);
  }

  /// The parts of the program for a command that works on the data itself; closing them stops what
  /// they started.
  Facades facades() {
    return Facades.open(settings());
  }
}
