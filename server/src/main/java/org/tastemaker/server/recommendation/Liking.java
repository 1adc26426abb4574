package org.tastemaker.server.recommendation;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.roaringbitmap.RoaringBitmap;
import org.tastemaker.server.catalogue.CatalogueIndex;
import org.tastemaker.server.catalogue.Item;
import org.tastemaker.server.catalogue.ItemColumn;
import org.tastemaker.server.catalogue.ItemFilter;
import org.tastemaker.server.catalogue.Kind;
import org.tastemaker.server.interaction.Interests;
import org.tastemaker.server.recommendation.RecommendedItem.Reason;

/// What a person said that they like, as items: all that there is to go by until they have done
/// something.
///
/// @param items those of the kinds and genres chosen
record Liking(RoaringBitmap items, Set<String> genres, Set<String> kinds) {
  static final String SOURCE = "interests";

  /// Empty when nothing was chosen, or nothing of it is here any more.
  static Optional<Liking> of(CatalogueIndex index, Interests interests) {
    if (interests.isEmpty()) {
      return Optional.empty();
    }
    var kinds = interests.kinds().stream().map(Kind::new).collect(Collectors.toSet());
    var genres = new HashSet<>(interests.genres());
    var items = index.matching(ItemFilter.ALL.kinds(kinds).any(ItemColumn.GENRE, genres));
    return items.isEmpty()
        ? Optional.empty()
        : Optional.of(new Liking(items, genres, Set.copyOf(interests.kinds())));
  }

  boolean has(int item) {
    return items.contains(item);
  }

  /// A popular item of this as a list shows it.
  RecommendedItem described(RecommendedItem popular, Item item) {
    var text = Wording.chosen(chosenOf(item), popular.reason().text());
    return RecommendedItem.of(item, popular.score(), SOURCE, new Reason(text, List.of()));
  }

  /// The genre of the item that was chosen, as the item writes it; without one its kind.
  private String chosenOf(Item item) {
    return item.genres().stream()
        .filter(genre -> genres.contains(genre.toLowerCase(Locale.ROOT)))
        .findFirst()
        .orElse(item.kind().name());
  }
}
