package org.tastemaker.server.interaction;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.tastemaker.server.catalogue.CatalogueIndex;
import org.tastemaker.server.http.Cursor;

/// A list of somebody's own things: filtered and sorted in memory, where the titles are, since all
/// of one person's come in one query. A page goes on behind the last line of the one before, so
/// that what changes meanwhile neither repeats nor skips others.
final class Listing<T> {

  /// @param number by which [ListOrder#STARS], [ListOrder#MOST] and [ListOrder#PLACE] sort, the
  ///   least first
  record Line<T>(int item, Instant at, long number, T thing) {}

  /// A page.
  ///
  /// @param cursor goes on behind it; null on the last one
  record Page<T>(List<T> things, @Nullable String cursor) {}

  private final String name;
  private final List<Line<T>> sorted;
  private final ListQuery query;
  private final CatalogueIndex index;

  /// @param name says whose list it is, and of what
  /// @param query checked
  Listing(String name, List<Line<T>> lines, ListQuery query, CatalogueIndex index) {
    this.name = name + " " + query.text();
    this.query = query;
    this.index = index;
    var matching = query.isFiltered() ? index.matching(query.filter()) : null;
    this.sorted =
        lines.stream()
            .filter(line -> matching == null || matching.contains(line.item()))
            .sorted(Comparator.comparing(this::key))
            .toList();
  }

  private Key key(Line<T> line) {
    return switch (query.order()) {
      case NEWEST -> new Key(-Times.micros(line.at()), "", line.item());
      case OLDEST -> new Key(Times.micros(line.at()), "", line.item());
      case TITLE -> new Key(0, title(line.item()), line.item());
      case STARS, MOST, PLACE -> new Key(line.number(), "", line.item());
    };
  }

  private String title(int item) {
    return index.findItem(item).map(one -> one.title().toLowerCase(Locale.ROOT)).orElse("");
  }

  /// Where a line stands.
  private record Key(long number, String text, int item) implements Comparable<Key> {
    private static final Comparator<Key> ORDER =
        Comparator.comparingLong(Key::number).thenComparing(Key::text).thenComparingInt(Key::item);

    static Key parse(String written) {
      String[] parts = written.split(" ", 3);
      return new Key(Long.parseLong(parts[0]), parts[2], Integer.parseInt(parts[1]));
    }

    @Override
    public int compareTo(Key other) {
      return ORDER.compare(this, other);
    }

    @Override
    public String toString() {
      return number + " " + item + " " + text;
    }
  }

  /// All of it.
  <R> List<R> all(Function<Line<T>, R> view) {
    return sorted.stream().map(view).toList();
  }

  /// The page that the query asks for.
  <R> Page<R> page(Function<Line<T>, R> view) {
    var after = query.cursor() == null ? null : Key.parse(Cursor.read(name, query.cursor()));
    var rest =
        after == null
            ? sorted
            : sorted.stream().filter(line -> key(line).compareTo(after) > 0).toList();
    var part = rest.subList(0, Math.min(query.size(), rest.size()));
    return new Page<>(
        part.stream().map(view).toList(),
        part.size() == rest.size() ? null : Cursor.of(name, key(part.getLast()).toString()));
  }
}
