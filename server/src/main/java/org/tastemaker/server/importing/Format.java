package org.tastemaker.server.importing;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// What `--format` can say: a layout of MovieLens, or how the fields of any other file are
/// separated.
enum Format {
  /// `u.data` and `u.item`.
  MOVIELENS_100K(null),
  /// `ratings.dat`, `movies.dat` and `tags.dat`: 1M and 10M.
  MOVIELENS_DAT(null),
  /// `ratings.csv`, `movies.csv`, `tags.csv` and `links.csv`: 20M, 25M, 32M and latest.
  MOVIELENS_CSV(null),
  CSV(Separator.COMMA),
  SEMICOLON(Separator.SEMICOLON),
  TSV(Separator.TAB),
  PIPE(Separator.PIPE),
  DOUBLE_COLON(Separator.DOUBLE_COLON),
  BLANK(Separator.BLANK),
  JSON_LINES(null);

  private final Optional<Separator> separator;

  Format(@Nullable Separator separator) {
    this.separator = Optional.ofNullable(separator);
  }

  static Format parse(String text) {
    return Arrays.stream(values())
        .filter(format -> format.printed().equals(text))
        .findFirst()
        .orElseThrow(() ->
            new ImportException(
                "--format does not know '%s'. It knows: %s.".formatted(text, all())));
  }

  private static String all() {
    return Arrays.stream(values()).map(Format::printed).collect(Collectors.joining(", "));
  }

  String printed() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  boolean isMovieLens() {
    return this == MOVIELENS_100K || this == MOVIELENS_DAT || this == MOVIELENS_CSV;
  }

  /// What stands between the fields, where the format says so.
  Optional<Separator> separator() {
    return separator;
  }
}
