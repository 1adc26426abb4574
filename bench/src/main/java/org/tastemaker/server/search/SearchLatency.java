package org.tastemaker.server.search;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.tastemaker.server.catalogue.CatalogueIndex;
import org.tastemaker.server.catalogue.Item;
import org.tastemaker.server.catalogue.ItemFilter;
import org.tastemaker.server.catalogue.Kind;

/// Measures suggestions on generated titles, one caller, in process: every text on the way to a
/// title, letter by letter, from its beginning or from a word of it, a fifth with a slip; while
/// ratings change every second, as they do in a server.
///
/// A title has one to six words of 50,000, the more common ones the more often; one title in ten is
/// Japanese.
final class SearchLatency {
  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
  private static final int WORDS = 50_000;
  private static final int QUERIES = 20_000;
  private static final String[] SYLLABLES =
      "ba be bi bo bu ca ce co da de di do el en er es fa fi ga go ha he hi in is ka ko la le li lo ma me mi mo na ne ni no or pa po ra re ri ro sa se si so ta te ti to ul un va ve vi wa we ya zo"
          .split(" ");

  private final Random random = new Random(11);
  private final String[] words = words();

  private SearchLatency() {}

  static void main(String[] arguments) throws InterruptedException {
    new SearchLatency().run(arguments.length > 0 ? Integer.parseInt(arguments[0]) : 200_000);
  }

  private void run(int titles) throws InterruptedException {
    var items = IntStream.rangeClosed(1, titles).mapToObj(this::item).toList();
    var catalogue = new AtomicReference<>(rated(CatalogueIndex.of(items)));
    try (var live =
        new LiveTitles(
            catalogue::get, new SearchSettings(Duration.ofMillis(300), Duration.ofHours(1), 200))) {
      var search = new Search(catalogue::get, live);
      live.start();
      long before = heap();
      long start = System.nanoTime();
      live.titles();
      System.out.printf(
          "%,d titles read in %.1f s, %d MB%n", titles, seconds(start), (heap() - before) >> 20);
      measure(search, queries(items, QUERIES / 4));
      var typing = Thread.ofVirtual().start(() -> rate(catalogue));
      var all = measure(search, queries(items, QUERIES));
      report("all", all);
      for (int length = 1; length <= 3; length++) {
        int letters = length;
        report(
            letters + (letters == 1 ? " letter" : " letters"),
            measure(search, shortOnes(items, letters)));
      }
      typing.interrupt();
      measureFound(search, items);
      measureNew(search, catalogue, titles + 1);
    }
  }

  private static void rate(AtomicReference<CatalogueIndex> catalogue) {
    try {
      while (true) {
        Thread.sleep(1_000);
        catalogue.updateAndGet(SearchLatency::rated);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static CatalogueIndex rated(CatalogueIndex index) {
    int[] ids = IntStream.range(1, index.rows()).toArray();
    int[] counts =
        Arrays.stream(ids).map(id -> (int) (100_000L / (1 + (id * 7919L) % 200_000))).toArray();
    long[] sums = Arrays.stream(counts).mapToLong(count -> 350L * count).toArray();
    return index.withAllRatings(ids, sums, counts);
  }

  private static long heap() throws InterruptedException {
    System.gc();
    Thread.sleep(100);
    return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
  }

  private static double seconds(long start) {
    return (System.nanoTime() - start) / 1e9;
  }

  private String[] words() {
    var all = new ArrayList<>(List.of("the", "of", "and", "a", "in", "to"));
    while (all.size() < WORDS) {
      var word = new StringBuilder();
      for (int n = 1 + random.nextInt(4); n >= 0; n--) {
        word.append(SYLLABLES[random.nextInt(SYLLABLES.length)]);
      }
      all.add(word.toString());
    }
    return all.toArray(String[]::new);
  }

  private Item item(int id) {
    return new Item(
        id,
        id % 3 == 0 ? Kind.BOOK : Kind.MOVIE,
        id % 10 == 0 ? japanese() : title(),
        2000,
        List.of(),
        List.of(),
        null,
        null,
        null,
        null,
        List.of(),
        List.of(),
        List.of(),
        null,
        false);
  }

  private String title() {
    var title = new StringBuilder();
    for (int n = 1 + random.nextInt(6); n > 0; n--) {
      var word =
          words[(int) Math.min(WORDS - 1, Math.exp(random.nextDouble() * Math.log(WORDS)) - 1)];
      title.append(title.isEmpty() ? "" : " ");
      title.append(word.substring(0, 1).toUpperCase(Locale.ROOT)).append(word.substring(1));
    }
    return title.toString();
  }

  private String japanese() {
    var title = new StringBuilder();
    for (int n = 3 + random.nextInt(10); n > 0; n--) {
      title.appendCodePoint(
          random.nextInt(3) == 0 ? 0x4e00 + random.nextInt(3_000) : 0x3042 + random.nextInt(80));
    }
    return title.toString();
  }

  /// Texts on the way to a title.
  private List<String> queries(List<Item> items, int count) {
    var queries = new ArrayList<String>();
    while (queries.size() < count) {
      var text = sought(items);
      for (int length = 1; length <= Math.min(text.length(), 20); length++) {
        queries.add(text.substring(0, length));
      }
    }
    return queries;
  }

  private String sought(List<Item> items) {
    var title = items.get(random.nextInt(items.size())).title().toLowerCase(Locale.ROOT);
    int word = random.nextBoolean() ? title.indexOf(' ') + 1 : 0;
    var text = title.substring(word);
    if (random.nextInt(5) > 0 || text.length() < 5) {
      return text;
    }
    int at = 1 + random.nextInt(text.length() - 2);
    return text.substring(0, at)
        + text.charAt(at + 1)
        + text.charAt(at)
        + text.substring(Math.min(text.length(), at + 2));
  }

  private List<String> shortOnes(List<Item> items, int length) {
    var queries = new ArrayList<String>();
    while (queries.size() < 4_000) {
      var text = sought(items);
      queries.add(text.substring(0, Math.min(length, text.length())));
    }
    return queries;
  }

  /// What each query took, by the wall and of the processor.
  private record Took(long[] wall, long[] processor) {

    Took(int queries) {
      this(new long[queries], new long[queries]);
    }

    void of(int query, Runnable work) {
      long processorStart = THREADS.getCurrentThreadCpuTime();
      long start = System.nanoTime();
      work.run();
      wall[query] = System.nanoTime() - start;
      processor[query] = THREADS.getCurrentThreadCpuTime() - processorStart;
    }
  }

  private static Took measure(Search search, List<String> queries) {
    var took = new Took(queries.size());
    for (int at = 0; at < queries.size(); at++) {
      var typed = queries.get(at);
      took.of(at, () -> search.suggestions(typed, ItemFilter.ALL, 10));
    }
    return took;
  }

  private void measureFound(Search search, List<Item> items) {
    var took = new Took(2_000);
    for (int at = 0; at < 2_000; at++) {
      var text = sought(items);
      took.of(at, () -> search.find(text, ItemFilter.ALL));
    }
    report("whole titles, find", took);
  }

  private static void measureNew(Search search, AtomicReference<CatalogueIndex> catalogue, int id)
      throws InterruptedException {
    var item =
        new Item(
            id,
            Kind.MOVIE,
            "Quetzalcoatl",
            null,
            List.of(),
            List.of(),
            null,
            null,
            null,
            null,
            List.of(),
            List.of(),
            List.of(),
            null,
            false);
    long start = System.nanoTime();
    catalogue.updateAndGet(index -> index.with(List.of(item)));
    while (search.suggestions("quetz", ItemFilter.ALL, 1).isEmpty()) {
      Thread.sleep(1);
    }
    System.out.printf("a new title is found after %.0f ms%n", seconds(start) * 1e3);
  }

  private static void report(String what, Took took) {
    System.out.printf(
        "%-20s %,7d queries: %s; processor: %s%n",
        what, took.wall().length, tail(took.wall()), tail(took.processor()));
  }

  private static String tail(long[] took) {
    Arrays.sort(took);
    return "p50 %.3f ms, p99 %.2f ms, p99.9 %.2f ms"
        .formatted(
            took[took.length / 2] / 1e6,
            took[took.length * 99 / 100] / 1e6,
            took[(int) (took.length * 0.999)] / 1e6);
  }
}
