package org.tastemaker.server.importing;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Reads what a row says that somebody did.
final class InteractionReader {
  private static final int MOST_RATINGS_KEPT = 10_000;

  private final FilePlan plan;
  private final List<Column> values;
  private final int width;
  private final long now;
  private final long modifiedAt;
  private final Map<String, Integer> hundredths = new HashMap<>();

  /// @param now the present in milliseconds
  InteractionReader(FilePlan plan, long now) {
    this.plan = plan;
    this.values = Column.values(true).stream().filter(plan::has).toList();
    this.width = plan.table().names().size();
    this.now = now;
    this.modifiedAt = plan.file().modifiedAt().toEpochMilli();
  }

  /// What is done with an interaction that was read.
  interface Sink {
    /// @param value hundredths of a star for a rating, else how often
    /// @param millis when, in milliseconds since 1970
    void take(String user, String item, Column what, int value, long millis);
  }

  /// Reads a row; usually one interaction, several when several columns say something.
  ///
  /// @throws BadRow when it cannot be taken; nothing of it went to the sink then
  void read(Rows row, Sink sink) {
    checkShape(row, width);
    String user = plan.required(row, Column.USER);
    String item = plan.required(row, Column.ITEM);
    long millis = millis(row);
    if (values.size() == 1) {
      Column what = values.getFirst();
      sink.take(user, item, what, value(what, text(row, what, true)), millis);
    } else {
      readSeveral(row, user, item, millis, sink);
    }
  }

  static void checkShape(Rows row, int width) {
    String problem = row.problem();
    if (problem != null) {
      throw new BadRow(problem);
    }
    if (row.size() != width) {
      throw new BadRow("the row has %d fields instead of %d".formatted(row.size(), width));
    }
  }

  private void readSeveral(Rows row, String user, String item, long millis, Sink sink) {
    List<Column> present = values.stream().filter(c -> !text(row, c, false).isEmpty()).toList();
    if (present.isEmpty()) {
      throw new BadRow("the %s is missing".formatted(values.getFirst().printed()));
    }
    int[] read = present.stream().mapToInt(c -> value(c, text(row, c, true))).toArray();
    for (int i = 0; i < read.length; i++) {
      sink.take(user, item, present.get(i), read[i], millis);
    }
  }

  private String text(Rows row, Column what, boolean required) {
    if (plan.isEveryRow(what)) {
      return "1";
    }
    return required ? plan.required(row, what) : plan.field(row, what);
  }

  private long millis(Rows row) {
    if (!plan.has(Column.TIMESTAMP)) {
      return modifiedAt;
    }
    return plan.times().millis(plan.required(row, Column.TIMESTAMP), now);
  }

  private int value(Column what, String text) {
    if (what != Column.RATING) {
      return count(what, text);
    }
    Integer known = hundredths.get(text);
    if (known != null) {
      return known;
    }
    int read = plan.scale().hundredths(text);
    if (hundredths.size() < MOST_RATINGS_KEPT) {
      hundredths.put(text, read);
    }
    return read;
  }

  /// How often, or how long: hours are kept as whole ones, at least one.
  private static int count(Column what, String text) {
    double count;
    try {
      count = Double.parseDouble(text.replaceAll("[,+]", ""));
    } catch (NumberFormatException e) {
      throw new BadRow("%s: '%s' is not a number".formatted(what.printed(), BadRow.shown(text)));
    }
    if (!(count > 0 && count <= Integer.MAX_VALUE)) {
      throw new BadRow("%s: %s is not a possible count".formatted(what.printed(), text));
    }
    return (int) Math.max(1, Math.round(count));
  }
}
