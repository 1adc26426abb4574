package org.tastemaker.server.linking;

import java.util.Collection;
import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.tastemaker.server.http.ProblemException;

/// The providers that the operator has set up.
final class Providers {
  private final SortedMap<String, Provider> byName = new TreeMap<>();

  Providers(LinkingSettings settings, Outbound outbound) {
    settings
        .providers()
        .forEach((name, one) -> byName.put(name, new Provider(name, one, outbound)));
  }

  Collection<Provider> all() {
    return Collections.unmodifiableCollection(byName.values());
  }

  Optional<Provider> find(String name) {
    return Optional.ofNullable(byName.get(name));
  }

  /// @throws ProblemException 404 that names those that there are
  Provider named(String name) {
    return find(name)
        .orElseThrow(() ->
            ProblemException.notFound(
                "no-such-provider",
                byName.isEmpty()
                    ? "Nobody can sign in by a provider here: none is set up."
                    : "There is no such provider here. Known: %s."
                        .formatted(String.join(", ", byName.keySet()))));
  }
}
