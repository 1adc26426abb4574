package org.tastemaker.server.cli;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.tastemaker.server.catalogue.ItemColumn;
import org.tastemaker.server.catalogue.ItemFilter;
import org.tastemaker.server.catalogue.Kind;
import org.tastemaker.server.id.Reference;
import org.tastemaker.server.recommendation.RecommendationList.ModelInfo;
import org.tastemaker.server.recommendation.RecommendationRequest;
import org.tastemaker.server.recommendation.RecommendedItem;
import picocli.CommandLine.Option;

/// What the commands that print lists of items have in common.
final class Lists {
  private static final int WIDEST_TITLE = 48;

  private Lists() {}

  /// The options that say what may be in a list, and how much.
  static final class Wanted {
    @Option(
        names = "--kind",
        paramLabel = "KIND",
        split = ",",
        description = "Only items of these kinds.")
    private List<String> kinds = List.of();

    @Option(
        names = "--genre",
        paramLabel = "GENRE",
        split = ",",
        description = "Only items of one of these genres.")
    private List<String> genres = List.of();

    @Option(
        names = "--limit",
        paramLabel = "N",
        defaultValue = "10",
        description = "How many, 1 to 100; 10 without.")
    private int limit;

    int limit() {
      if (limit < 1 || limit > RecommendationRequest.LONGEST) {
        throw new CommandException(
            ExitCode.USAGE,
            "--limit is from 1 to " + RecommendationRequest.LONGEST + ", not " + limit);
      }
      return limit;
    }

    ItemFilter filter() {
      var known = new HashSet<Kind>();
      try {
        kinds.forEach(kind -> known.add(new Kind(kind)));
      } catch (IllegalArgumentException e) {
        throw new CommandException(ExitCode.USAGE, "--kind: " + e.getMessage(), e);
      }
      return ItemFilter.ALL.kinds(known).any(ItemColumn.GENRE, genres);
    }
  }

  /// An id as people type it.
  static Reference reference(String option, String text) {
    try {
      return Reference.parseLenient(text);
    } catch (IllegalArgumentException e) {
      throw new CommandException(ExitCode.USAGE, option + ": " + e.getMessage(), e);
    }
  }

  /// A line an item: place, title, kind, score and reason.
  static String table(List<RecommendedItem> items, @Nullable String note) {
    var width = 0;
    for (var item : items) {
      width = Math.max(width, Math.min(WIDEST_TITLE, titled(item).length()));
    }
    var text = new StringBuilder();
    for (var at = 0; at < items.size(); at++) {
      var item = items.get(at);
      text.append(
          String.format(
              Locale.ROOT,
              "%3d  %-" + width + "s  %-11s  %5.2f  %s%n",
              at + 1,
              shortened(titled(item)),
              item.kind(),
              item.score(),
              item.reason().text()));
    }
    return note == null ? text.toString() : text.append(note).append('\n').toString();
  }

  /// Which model spoke.
  static String signature(@Nullable ModelInfo model) {
    return model == null
        ? "No model has been trained yet."
        : "Model %d (%s), trained %s.".formatted(model.id(), model.algorithm(), model.trainedAt());
  }

  private static String titled(RecommendedItem item) {
    return item.year() == null ? item.title() : item.title() + " (" + item.year() + ")";
  }

  private static String shortened(String title) {
    return title.length() <= WIDEST_TITLE ? title : title.substring(0, WIDEST_TITLE - 1) + "…";
  }
}
