package org.tastemaker.server.cli;

import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// Bodies of requests with any number of things in them.
final class ManyThings {
  /// One row of each sort, without its person and item.
  static final List<String> ROWS =
      List.of(
          "\"type\":\"rating\",\"stars\":4",
          "\"type\":\"view\"",
          "\"type\":\"progress\",\"share\":0.5,\"episode\":2",
          "\"type\":\"decline\",\"reasons\":[{\"reason\":\"not-now\"}]",
          "\"type\":\"watchlist\",\"note\":\"so\"",
          "\"type\":\"comment\",\"text\":\"so\"");

  private static int made;

  private ManyThings() {}

  /// Something that nothing is called yet.
  static String fresh() {
    return "fresh" + ++made;
  }

  static String item(String kind, String more) {
    return "{\"kind\":\"%s\",\"title\":\"%s\"%s}".formatted(kind, fresh(), more);
  }

  static String each(int n, IntFunction<String> one) {
    return IntStream.range(0, n).mapToObj(one).collect(Collectors.joining(",", "[", "]"));
  }

  /// Fields of an item, each with so many parts that the catalogue does not know yet.
  static String parts(int n) {
    var new_ = fresh();
    return ",\"genres\":"
        + each(n, i -> "\"g %s %d\"".formatted(new_, i))
        + ",\"people\":"
        + each(n, i -> "{\"name\":\"p %s %d\",\"role\":\"actor\"}".formatted(new_, i))
        + ",\"titles\":"
        + each(n, i -> "{\"title\":\"t %s %d\"}".formatted(new_, i))
        + ",\"keywords\":"
        + each(n, i -> "\"k %s %d\"".formatted(new_, i))
        + ",\"keys\":"
        + each(n, i -> "\"key:%s-%d\"".formatted(new_, i));
  }

  /// A row of a batch.
  static String row(String user, String item, String rest) {
    return "{\"user\":\"test:%s\",\"item\":\"%s\",%s}".formatted(user, item, rest);
  }
}
