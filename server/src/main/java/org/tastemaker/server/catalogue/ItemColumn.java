package org.tastemaker.server.catalogue;

import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/// What items have in common by a word: a filter asks for it, a facet counts it.
public enum ItemColumn {
  KIND,
  GENRE,
  LANGUAGE,
  COUNTRY,
  PERSON,
  KEYWORD,
  FRANCHISE,
  /// The series of an episode, as it was written.
  SERIES;

  /// The item's values as they are spelt.
  List<String> of(Item item) {
    return switch (this) {
      case KIND -> List.of(item.kind().name());
      case GENRE -> item.genres();
      case LANGUAGE -> item.language() == null ? List.of() : List.of(item.language());
      case COUNTRY -> item.country() == null ? List.of() : List.of(item.country());
      case KEYWORD -> item.keywords();
      case FRANCHISE -> item.franchise() == null ? List.of() : List.of(item.franchise());
      case SERIES -> item.series() == null ? List.of() : List.of(item.series());
      case PERSON -> item.people().stream().map(Credit::name).distinct().toList();
    };
  }

  /// The item's values, made equal in whatever case.
  Stream<String> words(Item item) {
    return of(item).stream().map(ItemColumn::word).distinct();
  }

  /// What makes words equal in whatever case.
  static String word(String text) {
    return text.strip().toLowerCase(Locale.ROOT);
  }
}
