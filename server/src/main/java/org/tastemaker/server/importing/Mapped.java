package org.tastemaker.server.importing;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.tastemaker.server.importing.FilePlan.Role;
import org.tastemaker.server.importing.FilePlan.TitleStyle;
import org.tastemaker.server.importing.ImportReport.FileLeftOut;

/// Files of no published layout: a table of interactions or of items each, its columns known by
/// their names or by `--columns`.
///
/// Where `--columns` names the user or the item of a file it is that file's whole mapping;
/// otherwise it adds to what the names say.
final class Mapped {
  private final ImportRequest request;
  private final ColumnChoice choice;
  private final Optional<Format> format;

  Mapped(ImportRequest request) {
    this.request = request;
    this.choice = request.columnChoice();
    this.format = request.chosenFormat();
  }

  /// What is known of a file: how it will be taken, or why not.
  private sealed interface Look {
    record Taken(FilePlan plan) implements Look {}

    record Refused(InputFile file, String reason, List<String> columns) implements Look {}
  }

  ImportPlan plan(List<InputFile> files) {
    List<FilePlan> taken = new ArrayList<>();
    List<Look.Refused> refused = new ArrayList<>();
    for (InputFile file : files) {
      switch (look(file)) {
        case Look.Taken(FilePlan plan) -> taken.add(plan);
        case Look.Refused no -> refused.add(no);
      }
    }
    if (taken.isEmpty()) {
      throw new ImportException(nothingUnderstood(refused));
    }
    checkChoice(taken);
    List<FileLeftOut> leftOut =
        refused.stream().map(no -> new FileLeftOut(no.file().name(), no.reason())).toList();
    return new ImportPlan(
        "a table by its columns", request.sourceName(), request.chosenKind(), taken, leftOut);
  }

  private String nothingUnderstood(List<Look.Refused> refused) {
    if (refused.isEmpty()) {
      return "%s holds no file.".formatted(request.path());
    }
    var text = new StringBuilder("Nothing in %s can be taken:".formatted(request.path()));
    for (Look.Refused no : refused.subList(0, Math.min(20, refused.size()))) {
      text.append("\n  %s: %s.".formatted(no.file().name(), no.reason()));
    }
    refused.stream()
        .map(Look.Refused::columns)
        .filter(columns -> columns.size() >= 2)
        .findFirst()
        .ifPresent(columns -> text.append('\n').append(example(columns)));
    return text.toString();
  }

  private static String example(List<String> columns) {
    List<String> names =
        columns.stream().filter(name -> !name.isBlank() && !name.contains(",")).toList();
    String third = names.size() > 2 ? ",rating=" + names.get(2) : ",views=*";
    return names.size() < 2
        ? "Say what they mean by number: --columns user=1,item=2,rating=3"
        : ("Say what they mean, as in --columns user=%s,item=%s%s for interactions"
                + " or --columns id=%s,title=%s for items.")
            .formatted(names.get(0), names.get(1), third, names.get(0), names.get(1));
  }

  /// Every column that was chosen must be there in some file.
  private void checkChoice(List<FilePlan> taken) {
    for (Column column : choice.columns().keySet()) {
      if (taken.stream()
          .noneMatch(file -> file.has(column) || file.more().containsKey(column.printed()))) {
        Set<String> found = new LinkedHashSet<>();
        taken.forEach(file -> found.addAll(file.table().names()));
        throw new ImportException(
            "--columns says %s=%s, but no such column is there. Found: %s."
                .formatted(
                    column.printed(), choice.columns().get(column), String.join(", ", found)));
      }
    }
    choice
        .more()
        .forEach((name, chosen) -> {
          if (taken.stream().noneMatch(file -> file.more().containsKey(name))) {
            throw new ImportException(
                "--columns says %s=%s, but no such column is in a file of items."
                    .formatted(name, chosen));
          }
        });
  }

  private Look look(InputFile file) {
    List<String> lines = Sample.lines(file, request.charset());
    Optional<String> never = never(file, lines);
    if (never.isPresent()) {
      return new Look.Refused(file, never.get(), List.of());
    }
    return isJson(lines) ? lookAtJson(file, lines) : lookAtTable(file, lines);
  }

  private static Optional<String> never(InputFile file, List<String> lines) {
    if (lines.isEmpty()) {
      return Optional.of("the file is empty");
    }
    if (file.name().startsWith(".")) {
      return Optional.of("a hidden file");
    }
    String first = lines.getFirst();
    if (first.startsWith("[")) {
      return Optional.of("a JSON array; one object a line is taken");
    }
    return first.indexOf('\0') >= 0
        ? Optional.of("not a text in UTF-8 (UTF-16 or binary); save it as UTF-8")
        : Optional.empty();
  }

  private boolean isJson(List<String> lines) {
    return format.map(f -> f == Format.JSON_LINES).orElse(lines.getFirst().startsWith("{"));
  }

  private Look lookAtJson(InputFile file, List<String> lines) {
    Set<String> names = new LinkedHashSet<>();
    lines.forEach(line -> names.addAll(JsonRows.names(line)));
    return look(file, new Table.JsonLines(List.copyOf(names)));
  }

  private Look lookAtTable(InputFile file, List<String> lines) {
    Separator separator =
        format.flatMap(Format::separator).orElseGet(() -> Separator.likeliest(lines));
    List<String> first = fields(lines.getFirst(), separator);
    if (first.size() < 2) {
      return new Look.Refused(file, "not a table of at least two columns", List.of());
    }
    boolean header = hasHeader(first, lines, separator);
    List<String> names = header ? first : numbers(first.size());
    return look(file, new Table.Delimited(separator, charset(), header, names));
  }

  private Charset charset() {
    return request.encoding().isPresent() ? request.charset() : StandardCharsets.UTF_8;
  }

  private static List<String> numbers(int count) {
    return IntStream.rangeClosed(1, count).mapToObj(Integer::toString).toList();
  }

  static List<String> fields(String line, Separator separator) {
    try (var row = DelimitedRows.ofText(line, separator)) {
      return row.next() ? IntStream.range(0, row.size()).mapToObj(row::field).toList() : List.of();
    }
  }

  /// A header is there when columns are chosen by names, when two names are well known, or when
  /// some column is a number in the second row and not in the first.
  private boolean hasHeader(List<String> first, List<String> lines, Separator separator) {
    if (choice.chosen().anyMatch(name -> !isNumber(name) && first.contains(name))
        || known(first).size() >= 2) {
      return true;
    }
    List<String> second = lines.size() > 1 ? fields(lines.get(1), separator) : List.of();
    return IntStream.range(0, Math.min(first.size(), second.size()))
        .anyMatch(i -> isNumber(second.get(i)) && !isNumber(first.get(i)));
  }

  private static boolean isNumber(String text) {
    return text.matches("-?[0-9]+(\\.[0-9]+)?");
  }

  private static Map<Column, Integer> known(List<String> names) {
    Map<Column, Integer> known = new EnumMap<>(Column.class);
    for (Column column : Column.values()) {
      column.in(names).ifPresent(place -> known.put(column, place));
    }
    return known;
  }

  private Look look(InputFile file, Table table) {
    Map<Column, Integer> chosen = new EnumMap<>(Column.class);
    for (Column column : Column.values()) {
      choice.place(column, table.names()).ifPresent(place -> chosen.put(column, place));
    }
    boolean whole = chosen.containsKey(Column.USER) || chosen.containsKey(Column.ITEM);
    Map<Column, Integer> places =
        whole || isNameless(table) ? new EnumMap<>(Column.class) : known(table.names());
    places.values().removeAll(chosen.values());
    places.putAll(chosen);
    return planned(file, table, places);
  }

  private static boolean isNameless(Table table) {
    return table instanceof Table.Delimited && !table.hasHeader();
  }

  private Look planned(InputFile file, Table table, Map<Column, Integer> places) {
    boolean users = places.containsKey(Column.USER) && places.containsKey(Column.ITEM);
    if (users && Column.values(true).stream().noneMatch(places::containsKey)) {
      return refused(
          file,
          table,
          "no column says what somebody did: name one for rating, plays, views,"
              + " purchases or installs, or say views=* when every row is one");
    }
    if (!users && !(places.containsKey(Column.ITEM) && places.containsKey(Column.TITLE))) {
      return refused(file, table, "neither user and item nor id and title are known");
    }
    Map<String, Integer> more = users ? Map.of() : more(table, places);
    places.keySet().removeIf(column -> !isFor(column, users));
    return new Look.Taken(
        new FilePlan(
            file,
            users ? Role.INTERACTIONS : Role.ITEMS,
            table,
            places,
            request.chosenScale().orElse(Scale.STARS),
            request.times(),
            TitleStyle.PLAIN,
            more));
  }

  /// The columns of a file of items that may be attributes or people: those that were chosen and,
  /// where the names speak for themselves, all that mean nothing else.
  private Map<String, Integer> more(Table table, Map<Column, Integer> places) {
    Map<String, Integer> more = new TreeMap<>();
    boolean whole = choice.columns().containsKey(Column.ITEM);
    if (!whole && !isNameless(table)) {
      for (int place = 0; place < table.names().size(); place++) {
        String name = table.names().get(place).strip();
        if (!name.isEmpty() && !isTaken(place, places)) {
          more.put(name, place);
        }
      }
    }
    choice
        .more()
        .forEach((name, chosen) ->
            ColumnChoice.place(chosen, table.names()).ifPresent(place -> more.put(name, place)));
    String installs = choice.columns().get(Column.INSTALLS);
    if (installs != null && places.containsKey(Column.INSTALLS)) {
      more.put(Column.INSTALLS.printed(), places.get(Column.INSTALLS));
    }
    return more;
  }

  private static boolean isTaken(int place, Map<Column, Integer> places) {
    return places.entrySet().stream()
        .anyMatch(entry -> entry.getValue() == place && isFor(entry.getKey(), false));
  }

  /// Averages and counts in a file of items are nobody's interactions.
  private static boolean isFor(Column column, boolean users) {
    return switch (column) {
      case ITEM, TITLE -> true;
      case USER, RATING, TIMESTAMP, PLAYS, VIEWS, PURCHASES, INSTALLS -> users;
      case YEAR,
          GENRES,
          KIND,
          DESCRIPTION,
          IMAGE,
          LANGUAGE,
          COUNTRY,
          PEOPLE,
          FRANCHISE,
          KEYWORDS,
          TITLES,
          ENGLISH,
          JAPANESE,
          IMDB,
          TMDB,
          MAL,
          ISBN,
          STEAM,
          MBID,
          SPOTIFY,
          PACKAGE ->
          !users;
      case TAG -> false;
    };
  }

  private static Look refused(InputFile file, Table table, String reason) {
    String found =
        isNameless(table)
            ? table.names().size() + " columns without names"
            : "its columns are " + String.join(", ", table.names());
    return new Look.Refused(file, reason + "; " + found, table.names());
  }
}
