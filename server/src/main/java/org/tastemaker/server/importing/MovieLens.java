package org.tastemaker.server.importing;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.tastemaker.server.catalogue.Kind;
import org.tastemaker.server.importing.FilePlan.Role;
import org.tastemaker.server.importing.FilePlan.TitleStyle;
import org.tastemaker.server.importing.ImportReport.FileLeftOut;

/// The layouts in which MovieLens has been published: Harper and Konstan, "The MovieLens Datasets:
/// History and Context", ACM TiiS 5(4), 2015, and the README of each set.
final class MovieLens {
  private static final Scale STARS = new Scale(0.5, 5);
  private static final Scale WHOLE_STARS = new Scale(1, 5);

  /// The genres of `u.item`, one flag each, in the order of `u.genre`.
  static final List<String> GENRES =
      List.of(
          "unknown",
          "Action",
          "Adventure",
          "Animation",
          "Children's",
          "Comedy",
          "Crime",
          "Documentary",
          "Drama",
          "Fantasy",
          "Film-Noir",
          "Horror",
          "Musical",
          "Mystery",
          "Romance",
          "Sci-Fi",
          "Thriller",
          "War",
          "Western");

  private static final List<String> U_DATA = List.of("user", "item", "rating", "timestamp");
  private static final List<String> U_ITEM =
      Stream.concat(Stream.of("id", "title", "release", "video release", "imdb"), GENRES.stream())
          .toList();

  private static final Map<String, List<Column>> DAT =
      Map.of(
          "ratings.dat",
          List.of(Column.USER, Column.ITEM, Column.RATING, Column.TIMESTAMP),
          "movies.dat",
          List.of(Column.ITEM, Column.TITLE, Column.GENRES),
          "tags.dat",
          List.of(Column.USER, Column.ITEM, Column.TAG, Column.TIMESTAMP));

  private static final Map<String, List<String>> CSV =
      Map.of(
          "ratings.csv",
          List.of("userid", "movieid", "rating", "timestamp"),
          "movies.csv",
          List.of("movieid", "title", "genres"),
          "tags.csv",
          List.of("userid", "movieid", "tag", "timestamp"),
          "links.csv",
          List.of("movieid", "imdbid", "tmdbid"));

  private static final List<LeftOutRule> NOT_TAKEN =
      List.of(
          new LeftOutRule(
              "u[1-5ab]\\.(base|test)|r[ab1-5]\\.(train|test)",
              "a part of the ratings, cut for tests"),
          new LeftOutRule(
              "u\\.user|users\\.(dat|csv)",
              "describes the people, of whom nothing but their ratings is kept"),
          new LeftOutRule("u\\.(genre|occupation|info)", "a list that the other files repeat"),
          new LeftOutRule("genome-.*", "computed scores, not what somebody did"),
          new LeftOutRule(".*\\.(pl|sh|py)", "a program"),
          new LeftOutRule(
              "(?i)readme.*|.*\\.(txt|md|html|pdf)|licen[cs]e", "a description, no data"));

  private final ImportRequest request;

  MovieLens(ImportRequest request) {
    this.request = request;
  }

  private record LeftOutRule(Pattern names, String reason) {
    LeftOutRule(String names, String reason) {
      this(Pattern.compile(names), reason);
    }
  }

  /// Which of the layouts the files have, if any.
  static Optional<Format> recognise(List<InputFile> files) {
    for (InputFile file : files) {
      String first = Sample.firstLine(file);
      if (is100k(file.name(), first)) {
        return Optional.of(Format.MOVIELENS_100K);
      }
      if (DAT.containsKey(file.name()) && first.contains("::")) {
        return Optional.of(Format.MOVIELENS_DAT);
      }
      if (CSV.containsKey(file.name()) && isCsv(file.name(), first)) {
        return Optional.of(Format.MOVIELENS_CSV);
      }
    }
    return Optional.empty();
  }

  private static boolean is100k(String name, String first) {
    return switch (name) {
      case "u.data" -> first.chars().filter(c -> c == '\t').count() == U_DATA.size() - 1;
      case "u.item" -> first.chars().filter(c -> c == '|').count() == U_ITEM.size() - 1;
      default -> false;
    };
  }

  private static boolean isCsv(String name, String header) {
    return plainNames(header).equals(CSV.get(name));
  }

  private static List<String> plainNames(String header) {
    return names(header).stream().map(Column::plain).toList();
  }

  private static List<String> names(String header) {
    try (var row = DelimitedRows.ofText(header, Separator.COMMA)) {
      return row.next() ? IntStream.range(0, row.size()).mapToObj(row::field).toList() : List.of();
    }
  }

  /// How each of the files will be taken.
  ImportPlan plan(Format format, List<InputFile> files) {
    List<FilePlan> taken = new ArrayList<>();
    List<FileLeftOut> leftOut = new ArrayList<>();
    for (InputFile file : files) {
      plan(format, file)
          .ifPresentOrElse(
              taken::add, () -> leftOut.add(new FileLeftOut(file.name(), reason(file))));
    }
    if (taken.isEmpty()) {
      throw new ImportException(
          "%s holds no file of the format %s.".formatted(request.path(), format.printed()));
    }
    var kind = request.chosenKind().or(() -> Optional.of(Kind.MOVIE));
    return new ImportPlan(layout(format), request.sourceName(), kind, taken, leftOut);
  }

  private static String layout(Format format) {
    return switch (format) {
      case MOVIELENS_100K -> "MovieLens 100K";
      case MOVIELENS_DAT -> "MovieLens 1M or 10M";
      default -> "MovieLens CSV (20M, 25M, 32M, latest)";
    };
  }

  private static String reason(InputFile file) {
    return NOT_TAKEN.stream()
        .filter(rule -> rule.names().matcher(file.name()).matches())
        .map(LeftOutRule::reason)
        .findFirst()
        .orElse("not a file of this layout");
  }

  private Optional<FilePlan> plan(Format format, InputFile file) {
    return switch (format) {
      case MOVIELENS_100K -> plan100k(file);
      case MOVIELENS_DAT -> Optional.ofNullable(DAT.get(file.name())).map(c -> planDat(file, c));
      default ->
          Optional.of(Sample.firstLine(file))
              .filter(header -> CSV.containsKey(file.name()) && isCsv(file.name(), header))
              .map(header -> planCsv(file, names(header)));
    };
  }

  private Optional<FilePlan> plan100k(InputFile file) {
    return switch (file.name()) {
      case "u.data" ->
          Optional.of(
              new FilePlan(
                  file,
                  Role.INTERACTIONS,
                  new Table.Delimited(Separator.TAB, StandardCharsets.UTF_8, false, U_DATA),
                  Map.of(Column.USER, 0, Column.ITEM, 1, Column.RATING, 2, Column.TIMESTAMP, 3),
                  request.chosenScale().orElse(WHOLE_STARS),
                  Times.SECONDS,
                  TitleStyle.PLAIN));
      case "u.item" ->
          Optional.of(
              new FilePlan(
                  file,
                  Role.ITEMS,
                  new Table.Delimited(Separator.PIPE, charset(file), false, U_ITEM),
                  Map.of(Column.ITEM, 0, Column.TITLE, 1, Column.GENRES, 5),
                  STARS,
                  Times.SECONDS,
                  TitleStyle.MOVIELENS_FLAGS));
      default -> Optional.empty();
    };
  }

  private FilePlan planDat(InputFile file, List<Column> columns) {
    Charset charset = columns.contains(Column.RATING) ? StandardCharsets.UTF_8 : charset(file);
    List<String> names = columns.stream().map(Column::printed).toList();
    var table = new Table.Delimited(Separator.DOUBLE_COLON, charset, false, names);
    return plan(file, table, columns);
  }

  private FilePlan planCsv(InputFile file, List<String> names) {
    var table = new Table.Delimited(Separator.COMMA, request.charset(), true, names);
    List<Column> columns = names.stream().map(MovieLens::meaning).toList();
    return plan(file, table, columns);
  }

  private static Column meaning(String name) {
    return switch (Column.plain(name)) {
      case "userid" -> Column.USER;
      case "movieid" -> Column.ITEM;
      case "rating" -> Column.RATING;
      case "timestamp" -> Column.TIMESTAMP;
      case "title" -> Column.TITLE;
      case "genres" -> Column.GENRES;
      case "tag" -> Column.TAG;
      case "imdbid" -> Column.IMDB;
      default -> Column.TMDB;
    };
  }

  private FilePlan plan(InputFile file, Table table, List<Column> columns) {
    Map<Column, Integer> places = new EnumMap<>(Column.class);
    IntStream.range(0, columns.size()).forEach(place -> places.put(columns.get(place), place));
    return new FilePlan(
        file,
        role(columns),
        table,
        places,
        request.chosenScale().orElse(STARS),
        request.times(),
        TitleStyle.MOVIELENS);
  }

  private static Role role(List<Column> columns) {
    if (columns.contains(Column.RATING)) {
      return Role.INTERACTIONS;
    }
    if (columns.contains(Column.TITLE)) {
      return Role.ITEMS;
    }
    return columns.contains(Column.TAG) ? Role.TAGS : Role.LINKS;
  }

  /// The older sets are Latin-1, 10M is UTF-8: the bytes tell.
  private Charset charset(InputFile file) {
    return request.encoding().isPresent() ? request.charset() : Sample.charset(file);
  }
}
