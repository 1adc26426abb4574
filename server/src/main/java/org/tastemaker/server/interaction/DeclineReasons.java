package org.tastemaker.server.interaction;

import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.tastemaker.server.catalogue.Item;
import org.tastemaker.server.catalogue.Kind;
import org.tastemaker.server.catalogue.LiveCatalogue;
import org.tastemaker.server.http.FieldError;

/// Checks reasons against the items that they are about, and keeps each in the table
/// `decline_reason` once.
final class DeclineReasons {

  static final int MOST = 20;

  private final JdbcClient jdbc;
  private final LiveCatalogue live;

  DeclineReasons(JdbcClient jdbc, LiveCatalogue live) {
    this.jdbc = jdbc;
    this.live = live;
  }

  /// A word that goes with an item.
  ///
  /// @param values one of these must be meant; absent where the word says it all
  record Choice(String reason, @Nullable List<String> values) {}

  /// Those that an item has something for.
  List<Choice> choices(int item) {
    return of(item).stream()
        .filter(one -> one.why().isWhole() || !one.values().isEmpty())
        .map(one -> new Choice(one.why().label(), one.why().isWhole() ? null : one.values()))
        .toList();
  }

  private record Word(Why why, List<String> values) {}

  private List<Word> of(int item) {
    var found = live.current().findItem(item);
    return Why.of(found.map(Item::kind).orElse(Kind.UNKNOWN)).stream()
        .map(why -> new Word(why, found.map(why::values).orElse(List.of())))
        .toList();
  }

  /// What is wrong with the first of the reasons that does not go with the item.
  Optional<FieldError> complaint(int item, List<DeclineReason> reasons) {
    if (reasons.isEmpty()) {
      return Optional.empty();
    }
    var words = of(item);
    for (int i = 0; i < reasons.size(); i++) {
      var sentence = complaint(reasons.get(i), words);
      if (sentence.isPresent()) {
        return Optional.of(new FieldError("reasons[%d]".formatted(i), sentence.get()));
      }
    }
    return Optional.empty();
  }

  private static Optional<String> complaint(DeclineReason given, List<Word> words) {
    var word = words.stream().filter(one -> one.why().label().equals(given.reason())).findFirst();
    if (word.isEmpty()) {
      return Optional.of(
          "%s is no reason here; one of %s.".formatted(quoted(given.reason()), labels(words)));
    }
    if (word.get().why().isWhole()) {
      return given.value() == null
          ? Optional.empty()
          : Optional.of("%s takes no value.".formatted(given.reason()));
    }
    return spelt(given, word.get()).isPresent()
        ? Optional.empty()
        : Optional.of(whichOne(given, word.get().values()));
  }

  private static String whichOne(DeclineReason given, List<String> values) {
    if (values.isEmpty()) {
      return "The item has no %s that could be meant.".formatted(given.reason());
    }
    return "%s: say which as value, one of %s%s."
        .formatted(
            given.reason(),
            values.stream().limit(MOST).collect(Collectors.joining(", ")),
            given.value() == null ? "" : ", not " + quoted(given.value()));
  }

  private static String labels(List<Word> words) {
    return words.stream().map(one -> one.why().label()).collect(Collectors.joining(", "));
  }

  private static String quoted(String text) {
    return '"' + (text.length() > 60 ? text.substring(0, 60) + "…" : text) + '"';
  }

  /// The value as the item has it, whatever the case that it was told in.
  private static Optional<String> spelt(DeclineReason given, Word word) {
    return word.values().stream()
        .filter(value -> value.equalsIgnoreCase(given.value()))
        .findFirst();
  }

  /// Reasons without complaints, each once and as the item has them.
  List<DeclineReason> spelt(int item, List<DeclineReason> reasons) {
    if (reasons.isEmpty()) {
      return reasons;
    }
    var words = of(item);
    var spelt = new LinkedHashSet<DeclineReason>();
    for (var given : reasons) {
      words.stream()
          .filter(one -> one.why().label().equals(given.reason()))
          .findFirst()
          .ifPresent(word ->
              spelt.add(new DeclineReason(given.reason(), spelt(given, word).orElse(null))));
    }
    return List.copyOf(spelt);
  }

  /// The numbers of reasons, made where there are none yet: no statement where there are no
  /// reasons.
  Map<DeclineReason, Integer> numbers(List<List<DeclineReason>> all) {
    var distinct = new LinkedHashSet<DeclineReason>();
    all.forEach(distinct::addAll);
    var numbers = new HashMap<DeclineReason, Integer>();
    if (!distinct.isEmpty()) {
      var ordered = new ArrayList<>(distinct);
      var reasons = ordered.stream().map(DeclineReason::reason).toArray(String[]::new);
      var values = ordered.stream().map(DeclineReason::stored).toArray(String[]::new);
      if (find(reasons, values, numbers) < ordered.size()) {
        make(reasons, values);
        find(reasons, values, numbers);
      }
    }
    return numbers;
  }

  private int find(String[] reasons, String[] values, Map<DeclineReason, Integer> numbers) {
    jdbc.sql(
            """
            select r.id, r.reason, r.value
            from unnest(cast(:reasons as text[]), cast(:values as text[])) as g (reason, value)
            join decline_reason r on r.reason = g.reason and r.value = g.value
            """)
        .param("reasons", reasons)
        .param("values", values)
        .query(row -> {
          numbers.put(
              DeclineReason.of(row.getString("reason"), row.getString("value")), row.getInt("id"));
        });
    return numbers.size();
  }

  /// In one order, so that two who make the same ones do not wait for each other in a circle.
  private void make(String[] reasons, String[] values) {
    jdbc.sql(
            """
            insert into decline_reason (reason, value)
            select g.reason, g.value
            from unnest(cast(:reasons as text[]), cast(:values as text[])) as g (reason, value)
            where not exists (select from decline_reason r
                              where r.reason = g.reason and r.value = g.value)
            order by g.reason, g.value
            on conflict (reason, value) do nothing
            """)
        .param("reasons", reasons)
        .param("values", values)
        .update();
  }

  /// The numbers of a row as PostgreSQL reads an array: ascending, `{3,7}`.
  static String array(List<DeclineReason> reasons, Map<DeclineReason, Integer> numbers) {
    var sorted = new TreeSet<Integer>();
    reasons.forEach(reason -> sorted.add(numbers.get(reason)));
    return sorted.stream().map(String::valueOf).collect(Collectors.joining(",", "{", "}"));
  }

  /// SQL that turns a column of numbers into what [#read] reads.
  static String told(String column) {
    return """
    (select array_agg(r.reason || ' ' || r.value order by r.reason, r.value)
     from decline_reason r where r.id = any(%s))
    """
        .formatted(column);
  }

  /// Reads a column that [#told] made.
  static List<DeclineReason> read(ResultSet row, String column) throws SQLException {
    Array array = row.getArray(column);
    if (array == null) {
      return List.of();
    }
    return Arrays.stream((String[]) array.getArray())
        .map(text -> text.split(" ", 2))
        .map(parts -> DeclineReason.of(parts[0], parts[1]))
        .toList();
  }
}
