package org.tastemaker.server.search;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.tastemaker.server.catalogue.CatalogueIndex;
import org.tastemaker.server.catalogue.Item;
import org.tastemaker.server.catalogue.ItemFilter;
import org.tastemaker.server.catalogue.Kind;

/// A search over titles of a test's own.
final class TestTitles implements AutoCloseable {
  private final AtomicReference<CatalogueIndex> catalogue =
      new AtomicReference<>(CatalogueIndex.of(List.of()));
  private final LiveTitles live =
      new LiveTitles(
          catalogue::get, new SearchSettings(Duration.ofMillis(20), Duration.ofSeconds(1), 200));
  private final Search search = new Search(catalogue::get, live);

  private TestTitles() {
    live.start();
  }

  /// Of movies; the first has the id 1, and the earlier ones are the more popular.
  static TestTitles of(String... movies) {
    var titles = new TestTitles();
    var items = new ArrayList<Item>();
    for (var title : movies) {
      items.add(item(items.size() + 1, Kind.MOVIE, title));
    }
    int[] ids = IntStream.rangeClosed(1, movies.length).toArray();
    int[] counts = Arrays.stream(ids).map(id -> 2 * (movies.length - id) + 1).toArray();
    long[] sums = Arrays.stream(counts).mapToLong(count -> 300L * count).toArray();
    titles.set(CatalogueIndex.of(items).withAllRatings(ids, sums, counts));
    return titles;
  }

  static Item item(int id, Kind kind, String title) {
    return new Item(
        id, kind, title, null, List.of(), List.of(), null, null, null, null, List.of(), List.of(),
        List.of(), null, false);
  }

  /// The same with what else it is called.
  static Item item(int id, String title, String... others) {
    return new Item(
        id,
        Kind.MOVIE,
        title,
        null,
        List.of(),
        List.of(),
        null,
        null,
        null,
        null,
        List.of(),
        List.of(others),
        List.of(),
        null,
        false);
  }

  Search search() {
    return search;
  }

  CatalogueIndex catalogue() {
    return catalogue.get();
  }

  void set(CatalogueIndex index) {
    catalogue.set(index);
  }

  void put(Item item) {
    catalogue.updateAndGet(index -> index.with(List.of(item)));
  }

  /// What is suggested while this is typed.
  List<String> suggested(String typed) {
    return search.suggestions(typed, ItemFilter.ALL, 10).stream().map(Item::title).toList();
  }

  /// What is found for this.
  List<String> found(String typed) {
    return search.find(typed, ItemFilter.ALL).page(catalogue(), null, 100).stream()
        .map(Item::title)
        .toList();
  }

  @Override
  public void close() {
    live.close();
  }
}
