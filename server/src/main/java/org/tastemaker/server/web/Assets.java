package org.tastemaker.server.web;

import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/// The files in `web/assets`, each read when it is first asked for. A file's address holds its
/// version, so that browsers keep it for good and still get the next one at once.
final class Assets {
  static final String PATH = "/assets/";
  private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9-]*(\\.[a-z0-9-]+)+");

  private final ConcurrentHashMap<String, Asset> read = new ConcurrentHashMap<>();

  Optional<Asset> find(String name) {
    var known = read.get(name);
    if (known != null || !NAME.matcher(name).matches()) {
      return Optional.ofNullable(known);
    }
    var found = Asset.named(name);
    found.ifPresent(asset -> read.put(name, asset));
    return found;
  }

  /// @throws IllegalArgumentException when there is no such file: a template misspells it
  String path(String name) {
    var asset =
        find(name).orElseThrow(() -> new IllegalArgumentException("No file web/assets/" + name));
    return PATH + asset.version() + "/" + name;
  }
}
