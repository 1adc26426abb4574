package org.tastemaker.server.importing;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.tastemaker.server.id.SourceKey;

/// What the files beside the items say about them: further outside ids from links, the most
/// frequent tags. Kept in memory, by the item's id in its source.
final class ItemExtras {
  private static final int MOST_TAGS = 10;
  private static final int LONGEST_TAG = 100;

  private final Map<String, List<SourceKey>> links = new HashMap<>();
  private final Map<String, Map<String, Integer>> tags = new HashMap<>();

  /// Takes a row of a file of links.
  ///
  /// @param known the ids of the items there are
  /// @throws BadRow when it cannot be taken
  void link(FilePlan plan, Rows row, Set<String> known) {
    String item = item(plan, row, known);
    List<SourceKey> keys = new ArrayList<>(2);
    String imdb = digits("imdb", plan.field(row, Column.IMDB).replaceFirst("^tt", ""));
    if (!imdb.isEmpty()) {
      keys.add(new SourceKey("imdb", "tt" + "0".repeat(Math.max(0, 7 - imdb.length())) + imdb));
    }
    String tmdb = digits("tmdb", plan.field(row, Column.TMDB).replaceFirst("\\.0$", ""));
    if (!tmdb.isEmpty()) {
      keys.add(new SourceKey("tmdb", tmdb));
    }
    links.put(item, List.copyOf(keys));
  }

  private static String digits(String what, String text) {
    if (text.length() > 12 || !text.chars().allMatch(c -> c >= '0' && c <= '9')) {
      throw new BadRow("the %s id '%s' is not a number".formatted(what, BadRow.shown(text)));
    }
    return text;
  }

  /// Takes a row of a file of tags. Tags that differ in case alone are one.
  ///
  /// @param known the ids of the items there are
  /// @throws BadRow when it cannot be taken
  void tag(FilePlan plan, Rows row, Set<String> known) {
    String item = item(plan, row, known);
    String tag = plan.required(row, Column.TAG).toLowerCase(Locale.ROOT);
    if (tag.length() > LONGEST_TAG || tag.chars().anyMatch(Character::isISOControl)) {
      throw new BadRow(
          "the tag is longer than %d characters or holds control characters"
              .formatted(LONGEST_TAG));
    }
    tags.computeIfAbsent(item, id -> new HashMap<>()).merge(tag, 1, Integer::sum);
  }

  private static String item(FilePlan plan, Rows row, Set<String> known) {
    InteractionReader.checkShape(row, plan.table().names().size());
    String item = plan.required(row, Column.ITEM);
    InteractionsImport.checkKnown(item, known);
    return item;
  }

  /// Further outside ids of an item.
  List<SourceKey> links(String item) {
    return links.getOrDefault(item, List.of());
  }

  /// Its ten most frequent tags, the most frequent first.
  List<String> tags(String item) {
    return tags.getOrDefault(item, Map.of()).entrySet().stream()
        .sorted(
            Map.Entry.<String, Integer>comparingByValue(Comparator.reverseOrder())
                .thenComparing(Map.Entry.comparingByKey()))
        .limit(MOST_TAGS)
        .map(Map.Entry::getKey)
        .toList();
  }
}
