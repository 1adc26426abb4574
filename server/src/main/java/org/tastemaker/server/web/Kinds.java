package org.tastemaker.server.web;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.tastemaker.server.catalogue.CatalogueIndex;
import org.tastemaker.server.catalogue.Kind;

/// The kinds that a catalogue has, as pages offer them.
final class Kinds {
  private Kinds() {}

  /// Those that come with the product first, in their order; what nobody described is no kind that
  /// anybody looks for.
  static List<Kind> of(CatalogueIndex index) {
    return index.kinds().stream()
        .filter(kind -> !kind.equals(Kind.UNKNOWN))
        .sorted(Comparator.comparingInt(Kinds::place).thenComparing(Comparator.naturalOrder()))
        .toList();
  }

  private static int place(Kind kind) {
    int place = Kind.builtIn().indexOf(kind);
    return place < 0 ? Integer.MAX_VALUE : place;
  }

  /// The kind of that name, if the catalogue has it.
  static Optional<Kind> named(@Nullable String name, CatalogueIndex index) {
    return index.kinds().stream().filter(kind -> kind.name().equals(name)).findFirst();
  }

  /// To choose from; one may be chosen already.
  static List<Choice> choices(CatalogueIndex index, @Nullable String chosen) {
    return of(index).stream()
        .map(kind -> new Choice(kind.name(), Wording.many(kind), kind.name().equals(chosen)))
        .toList();
  }

  /// The genres to choose from.
  static List<Choice> genres(CatalogueIndex index, @Nullable String chosen) {
    return index.genres().stream()
        .map(genre -> new Choice(genre, Wording.capital(genre), genre.equalsIgnoreCase(chosen)))
        .toList();
  }
}
