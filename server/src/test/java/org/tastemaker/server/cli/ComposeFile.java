package org.tastemaker.server.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.springframework.beans.factory.config.YamlMapFactoryBean;
import org.springframework.core.io.FileSystemResource;

/// A compose file, with the values of `deploy/example.env` in the place of its variables.
final class ComposeFile {
  private static final Pattern VARIABLE = Pattern.compile("\\$\\{([A-Z_]+)(?::-([^}]*))?}");

  private final Map<String, Object> content;
  private final Map<String, String> variables;

  private ComposeFile(Map<String, Object> content, Map<String, String> variables) {
    this.content = content;
    this.variables = variables;
  }

  static ComposeFile named(String name) throws IOException {
    var yaml = new YamlMapFactoryBean();
    yaml.setResources(new FileSystemResource(root().resolve(name)));
    var variables = new HashMap<String, String>();
    for (var line : Files.readAllLines(root().resolve("deploy/example.env"))) {
      if (line.matches("[A-Z_]+=.*")) {
        variables.put(line.substring(0, line.indexOf('=')), line.substring(line.indexOf('=') + 1));
      }
    }
    return new ComposeFile(Objects.requireNonNull(yaml.getObject()), variables);
  }

  /// The repository.
  static Path root() {
    var folder = Path.of("").toAbsolutePath();
    while (!Files.exists(folder.resolve("ARCHITECTURE.md"))) {
      folder = Objects.requireNonNull(folder.getParent());
    }
    return folder;
  }

  Set<String> services() {
    return mapIn(content, "services").keySet();
  }

  Map<String, Object> service(String name) {
    return mapIn(mapIn(content, "services"), name);
  }

  Map<String, Object> network(String name) {
    return mapIn(mapIn(content, "networks"), name);
  }

  Set<String> volumes() {
    return mapIn(content, "volumes").keySet();
  }

  /// As the service's process finds it.
  Map<String, String> environment(String service) {
    var found = new TreeMap<String, String>();
    mapIn(service(service), "environment")
        .forEach((name, value) -> found.put(name, filledIn(String.valueOf(value))));
    return found;
  }

  /// The texts of a list, such as `ports`, of a service; none when it has no such list.
  List<String> texts(String service, String key) {
    return service(service).get(key) instanceof List<?> list
        ? list.stream().map(each -> filledIn(String.valueOf(each))).toList()
        : List.of();
  }

  private String filledIn(String text) {
    return VARIABLE
        .matcher(text)
        .replaceAll(found -> {
          var value = variables.getOrDefault(found.group(1), "");
          var other = found.group(2) == null ? "" : found.group(2);
          return java.util.regex.Matcher.quoteReplacement(value.isEmpty() ? other : value);
        });
  }

  static Map<String, Object> mapIn(Map<String, Object> parent, String key) {
    var found = new TreeMap<String, Object>();
    if (parent.get(key) instanceof Map<?, ?> map) {
      map.forEach((name, value) -> found.put(String.valueOf(name), value == null ? "" : value));
    }
    return found;
  }
}
