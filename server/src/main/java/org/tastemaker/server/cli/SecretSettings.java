package org.tastemaker.server.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.EnumerablePropertySource;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.MutablePropertySources;
import org.springframework.core.env.Profiles;
import org.springframework.core.env.PropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;
import org.tastemaker.server.json.Json;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/// Settings that should not stand in the environment in clear. `TASTEMAKER_…_FILE` names a file
/// that holds the value of the setting `TASTEMAKER_…`; `TASTEMAKER_SECRETS_JSON`, or the file that
/// `TASTEMAKER_SECRETS_FILE` names, is one JSON object of settings by name, as managers of secrets
/// hand it out. What stands in the environment itself wins over files, those over the object, and
/// that over the settings file. No message holds a value.
final class SecretSettings {
  static final String FILE = "_FILE";
  private static final String PREFIX = "tastemaker.";
  private static final String VARIABLE_PREFIX = "TASTEMAKER_";
  private static final String OBJECT = "TASTEMAKER_SECRETS_JSON";
  private static final String OBJECT_FILE = "TASTEMAKER_SECRETS_FILE";
  private static final long LARGEST = 1 << 20;

  /// Spring reads variables' names in sources that are called like this.
  private static final String AS_VARIABLES =
      "-" + StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME;

  private static final String FROM_FILES = "secrets-in-files" + AS_VARIABLES;
  private static final String FROM_OBJECT = "secrets-in-json";
  private static final String FROM_OBJECT_AS_VARIABLES = FROM_OBJECT + AS_VARIABLES;

  private final boolean careful;

  private SecretSettings(boolean careful) {
    this.careful = careful;
  }

  /// Adds what files and the object say to the environment.
  ///
  /// @throws SettingsException with a sentence, when one of them cannot be used
  static void addTo(ConfigurableEnvironment environment) {
    var sources = environment.getPropertySources();
    if (sources.get(StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME)
        instanceof EnumerablePropertySource<?> variables) {
      boolean careful = environment.acceptsProfiles(Profiles.of("production"));
      new SecretSettings(careful).add(variables, sources);
    }
  }

  /// Whether the values of that source are not to be shown.
  static boolean isSecret(@Nullable Object source) {
    return source instanceof PropertySource<?> named
        && (named.getName().equals(FROM_FILES) || isObject(named.getName()));
  }

  private static boolean isObject(String source) {
    return source.equals(FROM_OBJECT) || source.equals(FROM_OBJECT_AS_VARIABLES);
  }

  /// Whether the variable names a file with the value of another.
  static boolean namesFile(String variable) {
    return variable.startsWith(VARIABLE_PREFIX)
        && variable.endsWith(FILE)
        && !variable.equals(OBJECT_FILE);
  }

  private void add(EnumerablePropertySource<?> variables, MutablePropertySources sources) {
    var inFiles = inFiles(variables);
    var dotted = new LinkedHashMap<String, Object>();
    var upper = new LinkedHashMap<String, Object>();
    inObject(variables)
        .forEach(
            (name, value) -> (name.startsWith(VARIABLE_PREFIX) ? upper : dotted).put(name, value));
    var after = variables.getName();
    sources.addAfter(after, new MapPropertySource(FROM_OBJECT, dotted));
    sources.addAfter(after, new SystemEnvironmentPropertySource(FROM_OBJECT_AS_VARIABLES, upper));
    sources.addAfter(after, new SystemEnvironmentPropertySource(FROM_FILES, inFiles));
  }

  private Map<String, Object> inFiles(EnumerablePropertySource<?> variables) {
    var found = new LinkedHashMap<String, Object>();
    for (var variable : variables.getPropertyNames()) {
      var file = text(variables, variable);
      if (namesFile(variable) && !file.isBlank()) {
        var name = variable.substring(0, variable.length() - FILE.length());
        if (!text(variables, name).isBlank()) {
          throw new SettingsException(
              "%s and %s are both set: say one of them.".formatted(name, variable));
        }
        found.put(name, literally(read(variable, Path.of(file.strip()))));
      }
    }
    return found;
  }

  private Map<String, Object> inObject(EnumerablePropertySource<?> variables) {
    var object = text(variables, OBJECT);
    var file = text(variables, OBJECT_FILE);
    if (!object.isBlank() && !file.isBlank()) {
      throw new SettingsException(
          "%s and %s are both set: say one of them.".formatted(OBJECT, OBJECT_FILE));
    }
    if (!file.isBlank()) {
      return parsed(OBJECT_FILE, read(OBJECT_FILE, Path.of(file.strip())));
    }
    return object.isBlank() ? Map.of() : parsed(OBJECT, object);
  }

  private static String text(PropertySource<?> variables, String name) {
    @Nullable Object value = variables.getProperty(name);
    return value == null ? "" : value.toString();
  }

  /// The stripped content of the file that the variable names.
  private String read(String variable, Path file) {
    try {
      if (!Files.isRegularFile(file) || !Files.isReadable(file) || Files.size(file) > LARGEST) {
        throw unusable(variable, file, null);
      }
      if (careful && isForAll(file)) {
        throw new SettingsException(
            "The profile production refuses the file %s that %s names: everybody can read it. Run: chmod o= '%s'"
                .formatted(file, variable, file));
      }
      var content = Files.readString(file).strip();
      if (content.isEmpty()) {
        throw new SettingsException(
            "The file %s that %s names is empty.".formatted(file, variable));
      }
      return content;
    } catch (IOException e) {
      throw unusable(variable, file, e);
    }
  }

  private static SettingsException unusable(String variable, Path file, @Nullable Throwable cause) {
    return new SettingsException(
        "%s names the file %s, which is not there, not readable for %s, or no text file of at most 1 MB."
            .formatted(variable, file, System.getProperty("user.name")),
        cause);
  }

  private static boolean isForAll(Path file) throws IOException {
    return Files.getFileStore(file).supportsFileAttributeView("posix")
        && Files.getPosixFilePermissions(file).contains(PosixFilePermission.OTHERS_READ);
  }

  /// The parser's own words stay out: they quote what they could not read.
  private static Map<String, Object> parsed(String variable, String text) {
    try {
      var object = Json.mapper().readTree(text);
      if (!object.isObject()) {
        throw new SettingsException(
            "%s is no JSON object of settings, such as {\"tastemaker.account.secret\": \"…\"}."
                .formatted(variable));
      }
      var found = new LinkedHashMap<String, Object>();
      object
          .properties()
          .forEach(entry ->
              found.put(
                  named(variable, entry.getKey()),
                  literally(valueOf(variable, entry.getKey(), entry.getValue()))));
      return found;
    } catch (JacksonException e) {
      var place = e.getLocation();
      throw new SettingsException(
          "%s is not JSON: see line %d, column %d."
              .formatted(
                  variable,
                  place == null ? 1 : place.getLineNr(),
                  place == null ? 1 : place.getColumnNr()));
    }
  }

  private static String named(String variable, String name) {
    if (name.startsWith(PREFIX) || (name.startsWith(VARIABLE_PREFIX) && !name.endsWith(FILE))) {
      return name;
    }
    throw new SettingsException(
        "%s has the key \"%s\"; its keys are settings such as tastemaker.account.secret or TASTEMAKER_ACCOUNT_SECRET."
            .formatted(variable, name));
  }

  private static String valueOf(String variable, String name, JsonNode value) {
    if (value.isString() || value.isNumber() || value.isBoolean()) {
      return value.asString();
    }
    throw new SettingsException(
        "%s has something else than a text, a number, true or false for %s."
            .formatted(variable, name));
  }

  /// A secret may hold what Spring would take for the name of another setting.
  private static String literally(String value) {
    return value.replace("${", "\\${");
  }
}
