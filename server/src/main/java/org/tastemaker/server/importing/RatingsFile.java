package org.tastemaker.server.importing;

import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/// A file of `user,item[,rating[,timestamp]]` as evaluations use it: comma-, semicolon-, tab-,
/// `::`- or blank-separated, plain, gzip or the only file of a zip, with or without a header. A
/// header's well-known names say which column is which; otherwise they come in that order. Or one
/// line a user, followed by the items, known by lines of more than four fields that differ in
/// length or are blank-separated.
///
/// Figures that rest on a file of which rows were passed over are no figures: the first row that
/// cannot be read ends the reading.
public final class RatingsFile {
  private static final List<Column> ORDER =
      List.of(Column.USER, Column.ITEM, Column.RATING, Column.TIMESTAMP);

  private final InputFile file;
  private final Table table;
  private final Map<Column, Integer> places;
  private final boolean listed;

  private RatingsFile(InputFile file, Table table, Map<Column, Integer> places, boolean listed) {
    this.file = file;
    this.table = table;
    this.places = places;
    this.listed = listed;
  }

  /// What is done with a row.
  public interface Sink {
    /// @param rating as the file has it; 1 where it has none
    /// @param second since 1970; 0 where the file has no times
    void take(String user, String item, double rating, long second);
  }

  /// What is done with a line of a list.
  public interface ListSink {
    void take(String user, List<String> items);
  }

  /// Finds out how a file is to be read.
  ///
  /// @throws ImportException when it cannot be
  public static RatingsFile at(Path path) {
    List<InputFile> files = InputFile.at(path);
    if (files.size() != 1) {
      throw new ImportException(
          "%s holds %d files; name the one with the ratings.".formatted(path, files.size()));
    }
    InputFile file = files.getFirst();
    List<String> lines = Sample.lines(file, StandardCharsets.UTF_8);
    if (lines.isEmpty()) {
      throw new ImportException("%s is empty.".formatted(path));
    }
    Separator separator = Separator.likeliest(lines);
    List<String> first = Mapped.fields(lines.getFirst(), separator);
    if (isListed(lines, separator) && !isNamed(first)) {
      return new RatingsFile(file, lists(separator), Map.of(), true);
    }
    boolean header = isNamed(first) || (first.size() > 2 && !isNumber(first.get(2)));
    var table = new Table.Delimited(separator, StandardCharsets.UTF_8, header, first);
    return new RatingsFile(file, table, places(path, first, header), false);
  }

  /// Reads a file as lines of a user and any number of items.
  ///
  /// @throws ImportException when it cannot be
  public static RatingsFile ofLists(Path path) {
    List<InputFile> files = InputFile.at(path);
    if (files.size() != 1) {
      throw new ImportException(
          "%s holds %d files; name the one with the lists.".formatted(path, files.size()));
    }
    List<String> lines = Sample.lines(files.getFirst(), StandardCharsets.UTF_8);
    return new RatingsFile(files.getFirst(), lists(Separator.likeliest(lines)), Map.of(), true);
  }

  private static Table lists(Separator separator) {
    return new Table.Delimited(separator, StandardCharsets.UTF_8, false, List.of());
  }

  private static boolean isListed(List<String> lines, Separator separator) {
    List<Integer> widths =
        lines.stream().map(line -> Mapped.fields(line, separator).size()).toList();
    return widths.stream().anyMatch(width -> width > ORDER.size())
        && (separator == Separator.BLANK || widths.stream().distinct().count() > 1);
  }

  /// Whether these are well-known names.
  private static boolean isNamed(List<String> first) {
    return Column.USER.in(first).isPresent() && Column.ITEM.in(first).isPresent();
  }

  private static boolean isNumber(String text) {
    try {
      return Double.isFinite(Double.parseDouble(text));
    } catch (NumberFormatException e) {
      return false;
    }
  }

  private static Map<Column, Integer> places(Path path, List<String> first, boolean header) {
    Map<Column, Integer> places = new EnumMap<>(Column.class);
    if (header && isNamed(first)) {
      ORDER.forEach(column -> column.in(first).ifPresent(place -> places.put(column, place)));
      return places;
    }
    if (first.size() < 2 || first.size() > ORDER.size()) {
      throw new ImportException(
          "%s has %d columns where user, item, rating and timestamp were looked for: %s."
              .formatted(path, first.size(), String.join(", ", first)));
    }
    IntStream.range(0, first.size()).forEach(place -> places.put(ORDER.get(place), place));
    return places;
  }

  /// Whether the file says how much somebody liked something.
  public boolean isRated() {
    return places.containsKey(Column.RATING);
  }

  /// Whether the file says when.
  public boolean isTimed() {
    return places.containsKey(Column.TIMESTAMP);
  }

  /// Reads all rows; of a list in its order.
  ///
  /// @throws ImportException naming file, line and reason of the first that cannot be read
  public void read(Sink sink) {
    if (listed) {
      readLists((user, items) -> items.forEach(item -> sink.take(user, item, 1, 0)));
      return;
    }
    try (var rows = table.open(file)) {
      while (rows.next()) {
        read(rows, sink);
      }
    } catch (UncheckedIOException e) {
      throw damaged(e);
    }
  }

  /// Reads all lines as lists.
  ///
  /// @throws ImportException naming file, line and reason of the first that cannot be read
  public void readLists(ListSink sink) {
    try (var rows = table.open(file)) {
      while (rows.next()) {
        readList(rows, sink);
      }
    } catch (UncheckedIOException e) {
      throw damaged(e);
    }
  }

  private void readList(Rows row, ListSink sink) {
    String problem = row.problem();
    if (problem != null) {
      throw broken(row, new BadRow(problem));
    }
    sink.take(
        row.field(0),
        IntStream.range(1, row.size())
            .mapToObj(row::field)
            .filter(item -> !item.isEmpty())
            .toList());
  }

  private ImportException damaged(UncheckedIOException e) {
    String reason =
        String.valueOf(e.getCause() == null ? e.getMessage() : e.getCause().getMessage());
    return new ImportException("%s cannot be read to its end: %s.".formatted(file, reason), e);
  }

  private void read(Rows row, Sink sink) {
    try {
      InteractionReader.checkShape(row, table.names().size());
      sink.take(
          text(row, Column.USER),
          text(row, Column.ITEM),
          isRated() ? rating(text(row, Column.RATING)) : 1,
          isTimed()
              ? Times.AUTO.millis(text(row, Column.TIMESTAMP), Long.MAX_VALUE / 2) / 1000
              : 0);
    } catch (BadRow e) {
      throw broken(row, e);
    }
  }

  private ImportException broken(Rows row, BadRow reason) {
    return new ImportException(
        "%s, line %d: %s.".formatted(file, row.line(), reason.reason()), reason);
  }

  private String text(Rows row, Column column) {
    String text = row.field(places.getOrDefault(column, 0));
    if (text.isEmpty()) {
      throw new BadRow("the %s is missing".formatted(column.printed()));
    }
    return text;
  }

  private static double rating(String text) {
    double rating = Scale.number(text);
    if (!Double.isFinite(rating)) {
      throw new BadRow("the rating %s is no number".formatted(text));
    }
    return rating;
  }
}
