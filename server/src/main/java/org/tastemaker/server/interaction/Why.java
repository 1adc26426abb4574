package org.tastemaker.server.interaction;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.roaringbitmap.RoaringBitmap;
import org.tastemaker.server.catalogue.CatalogueIndex;
import org.tastemaker.server.catalogue.Credit;
import org.tastemaker.server.catalogue.Item;
import org.tastemaker.server.catalogue.ItemColumn;
import org.tastemaker.server.catalogue.ItemFilter;
import org.tastemaker.server.catalogue.Kind;

/// The vocabulary of reasons to decline: which words there are for an item of a kind, and what of
/// the item each can mean.
enum Why {
  GENRE,
  ACTOR,
  DIRECTOR,
  WRITER,
  PRODUCER,
  AUTHOR,
  PUBLISHER,
  ARTIST,
  DEVELOPER,
  STUDIO,
  /// Anybody behind it, for kinds whose roles nobody foresaw.
  PERSON,
  /// The decade that it is from.
  PERIOD,
  LANGUAGE,
  FRANCHISE,
  SEEN_ELSEWHERE,
  NOT_MY_TASTE,
  NOT_NOW;

  private static final List<Why> OF_ALL = List.of(SEEN_ELSEWHERE, NOT_MY_TASTE, NOT_NOW);

  private static final List<Why> OF_FILMS =
      List.of(GENRE, ACTOR, DIRECTOR, WRITER, PRODUCER, PERIOD, LANGUAGE, FRANCHISE);

  /// The words for items of a kind.
  static List<Why> of(Kind kind) {
    return Stream.concat(own(kind).stream(), OF_ALL.stream()).toList();
  }

  private static List<Why> own(Kind kind) {
    return switch (kind.name()) {
      case "movie", "series", "episode" -> OF_FILMS;
      case "anime" -> List.of(GENRE, STUDIO, DIRECTOR, WRITER, PERIOD, LANGUAGE, FRANCHISE);
      case "book" -> List.of(GENRE, AUTHOR, PUBLISHER, PERIOD, LANGUAGE, FRANCHISE);
      case "game" -> List.of(GENRE, DEVELOPER, PUBLISHER, PERIOD, FRANCHISE);
      case "track" -> List.of(GENRE, ARTIST, PERIOD, LANGUAGE);
      case "application" -> List.of(GENRE, DEVELOPER);
      default -> List.of(GENRE, PERSON, PERIOD, LANGUAGE, FRANCHISE);
    };
  }

  static Optional<Why> of(String label) {
    return Arrays.stream(values()).filter(why -> why.label().equals(label)).findFirst();
  }

  /// As callers write it: `not-now`.
  String label() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /// Whether the word says it all.
  boolean isWhole() {
    return OF_ALL.contains(this);
  }

  /// What of the item it can mean.
  List<String> values(Item item) {
    return switch (this) {
      case GENRE -> item.genres();
      case PERSON -> item.people().stream().map(Credit::name).distinct().toList();
      case ACTOR, DIRECTOR, WRITER, PRODUCER, AUTHOR, PUBLISHER, ARTIST, DEVELOPER, STUDIO ->
          item.people().stream()
              .filter(credit -> credit.role().equalsIgnoreCase(label()))
              .map(Credit::name)
              .distinct()
              .toList();
      case PERIOD -> some(item.year() == null ? null : decade(item.year()));
      case LANGUAGE -> some(item.language());
      case FRANCHISE -> some(item.franchise());
      case SEEN_ELSEWHERE, NOT_MY_TASTE, NOT_NOW -> List.of();
    };
  }

  /// The items that have this of what it can mean. Shared with other callers: not to be changed.
  RoaringBitmap sharers(String value, Kind kind, CatalogueIndex index) {
    return switch (this) {
      case GENRE -> with(ItemColumn.GENRE, value, index);
      case FRANCHISE -> with(ItemColumn.FRANCHISE, value, index);
      case PERSON -> with(ItemColumn.PERSON, value, index);
      case ACTOR, DIRECTOR, WRITER, PRODUCER, AUTHOR, PUBLISHER, ARTIST, DEVELOPER, STUDIO ->
          credited(value, index);
      case PERIOD -> {
        int from = Integer.parseInt(value.substring(0, value.length() - 1));
        yield index.matching(ItemFilter.of(kind).years(from, from + 9));
      }
      case LANGUAGE -> index.matching(ItemFilter.of(kind).any(ItemColumn.LANGUAGE, List.of(value)));
      case SEEN_ELSEWHERE, NOT_MY_TASTE, NOT_NOW -> new RoaringBitmap();
    };
  }

  private static RoaringBitmap with(ItemColumn column, String value, CatalogueIndex index) {
    return index.matching(ItemFilter.ALL.any(column, List.of(value)));
  }

  /// Those that somebody did this for, not something else.
  private RoaringBitmap credited(String name, CatalogueIndex index) {
    return RoaringBitmap.bitmapOf(
        with(ItemColumn.PERSON, name, index).stream()
            .filter(item -> values(index.item(item)).contains(name))
            .toArray());
  }

  /// `1990s`.
  private static String decade(int year) {
    return Math.floorDiv(year, 10) * 10 + "s";
  }

  private static List<String> some(@Nullable String value) {
    return value == null ? List.of() : List.of(value);
  }
}
