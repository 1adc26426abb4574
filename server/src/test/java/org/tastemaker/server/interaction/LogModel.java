package org.tastemaker.server.interaction;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BinaryOperator;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.tastemaker.server.catalogue.AlternateTitle;
import org.tastemaker.server.catalogue.ItemDraft;
import org.tastemaker.server.catalogue.ItemLink;
import org.tastemaker.server.catalogue.Relation;
import org.tastemaker.server.id.SourceKey;

/// What the catalogue and people's acts make of each other, as simple as it can be said: maps, and
/// the rule that the newest counts.
final class LogModel {
  private static final ItemDraft NOTHING = ItemDraft.undescribed("nothing");

  static final int RATING = 1;
  static final int DECLINE = 7;
  static final int WATCHLIST = 13;

  /// Something of somebody and an item: a rating, a decline, a measure of progress.
  record Place(int person, int item, int what) implements Comparable<Place> {
    @Override
    public int compareTo(Place other) {
      return toString().compareTo(other.toString());
    }

    Place at(int otherItem) {
      return new Place(person, otherItem, what);
    }
  }

  /// What stands there, or stood until it was withdrawn.
  record Stand(@Nullable Integer value, long micros) {

    /// What stands wins over what was withdrawn, and the later over the earlier.
    Stand or(Stand other) {
      return (value == null) == (other.value == null)
          ? (micros >= other.micros ? this : other)
          : (value == null ? other : this);
    }
  }

  record Count(long count, long first, long last) {
    Count and(Count more) {
      return new Count(count + more.count, Math.min(first, more.first), Math.max(last, more.last));
    }
  }

  record Said(int person, int item, boolean hidden, String text, boolean edited) {}

  record Reporter(int comment, int person) {}

  record Reported(int reason, boolean settled) {}

  final Map<SourceKey, Integer> keys = new HashMap<>();
  final Map<Integer, ItemDraft> items = new TreeMap<>();
  final Map<Integer, Integer> merged = new TreeMap<>();
  final Set<ItemLink> links = new LinkedHashSet<>();
  final Map<Place, Stand> stands = new TreeMap<>();
  final Map<Place, Count> counts = new TreeMap<>();
  final Map<Integer, List<Integer>> lists = new TreeMap<>();
  final Map<Place, String> notes = new TreeMap<>();
  final Map<Integer, Said> comments = new TreeMap<>();
  final Map<Reporter, Reported> reports = new HashMap<>();

  /// Who is in the log with an item: then it cannot be deleted.
  private final Map<Integer, Set<Integer>> touched = new HashMap<>();

  int erased;
  int deleted;

  void touch(int person, int item) {
    touched.computeIfAbsent(item, _ -> new HashSet<>()).add(person);
  }

  boolean isUsed(int item) {
    return !touched.getOrDefault(item, Set.of()).isEmpty();
  }

  /// Each command has a time that no other has, so nothing is ever equally new.
  ///
  /// @return whether it counts
  boolean newest(Place place, @Nullable Integer value, long micros) {
    Stand before = stands.get(place);
    boolean counts =
        before == null
            ? value != null
            : micros > before.micros() && (value != null || before.value() != null);
    if (counts) {
      stands.put(place, new Stand(value, micros));
      touch(place.person(), place.item());
    }
    return counts;
  }

  void count(Place place, int count, long micros) {
    counts.merge(place, new Count(count, micros, micros), Count::and);
    touch(place.person(), place.item());
  }

  List<Integer> list(int person) {
    return lists.computeIfAbsent(person, _ -> new ArrayList<>());
  }

  /// @param note null leaves what is noted, an empty one takes it away
  void watch(int person, int item, @Nullable String note, long micros) {
    var place = new Place(person, item, WATCHLIST);
    if (newest(place, 1, micros)) {
      var list = list(person);
      if (!list.contains(item)) {
        list.add(item);
      }
      if (note != null && note.isEmpty()) {
        notes.remove(place);
      } else if (note != null) {
        notes.put(place, note);
      }
    }
  }

  void unwatch(int person, int item, long micros) {
    var place = new Place(person, item, WATCHLIST);
    if (newest(place, null, micros)) {
      list(person).removeIf(entry -> entry == item);
      notes.remove(place);
    }
  }

  void move(int person, int item, int rank) {
    var list = list(person);
    if (list.removeIf(entry -> entry == item)) {
      list.add(Math.min(rank - 1, list.size()), item);
    }
  }

  void report(int comment, int reporter, int reason) {
    var said = comments.get(comment);
    if (said != null && said.person() != reporter && !said.hidden()) {
      reports.put(new Reporter(comment, reporter), new Reported(reason, false));
      touch(reporter, said.item());
    }
  }

  void moderate(int comment, boolean hidden) {
    comments.computeIfPresent(
        comment,
        (_, said) -> new Said(said.person(), said.item(), hidden, said.text(), said.edited()));
    reports.replaceAll(
        (who, what) -> who.comment() == comment ? new Reported(what.reason(), true) : what);
  }

  void edit(int comment, int person, String text) {
    var said = comments.get(comment);
    if (said != null && said.person() == person && !said.text().equals(text)) {
      comments.put(comment, new Said(person, said.item(), said.hidden(), text, true));
    }
  }

  void unsay(int comment, int person) {
    var said = comments.get(comment);
    if (said != null && said.person() == person) {
      forget(id -> id == comment);
    }
  }

  private void forget(Predicate<Integer> comment) {
    comments.keySet().removeIf(comment);
    reports.keySet().removeIf(who -> comment.test(who.comment()));
  }

  void erase(int person) {
    for (Set<Place> places : List.of(stands.keySet(), counts.keySet(), notes.keySet())) {
      places.removeIf(place -> place.person() == person);
    }
    lists.remove(person);
    var theirs = new HashMap<>(comments);
    theirs.values().removeIf(said -> said.person() != person);
    forget(theirs::containsKey);
    reports.keySet().removeIf(who -> who.person() == person);
    touched.values().forEach(people -> people.remove(person));
    erased++;
  }

  /// @return whether it is deleted; not where somebody did anything with it
  boolean delete(int item) {
    if (isUsed(item)) {
      return false;
    }
    drop(item);
    deleted++;
    return true;
  }

  private void drop(int item) {
    items.remove(item);
    keys.values().removeIf(one -> one == item);
    links.removeIf(link -> link.item() == item || link.other() == item);
  }

  /// @return whether it is a new link
  boolean link(ItemLink wanted) {
    var link = normal(wanted);
    return link.item() != link.other() && !closesCircle(link) && links.add(link);
  }

  static ItemLink normal(ItemLink link) {
    return link.relation() == Relation.RELATED_TO && link.item() > link.other()
        ? new ItemLink(/* item= */ link.other(), link.relation(), /* other= */ link.item())
        : link;
  }

  private boolean closesCircle(ItemLink link) {
    return link.relation() != Relation.RELATED_TO
        && leads(link.relation(), link.other(), link.item());
  }

  private boolean leads(Relation relation, int from, int to) {
    return from == to
        || links.stream()
            .filter(link -> link.item() == from && link.relation() == relation)
            .anyMatch(link -> leads(relation, link.other(), to));
  }

  /// @return whether they are one now
  boolean merge(int kept, int gone) {
    var one = items.getOrDefault(kept, NOTHING);
    var other = items.getOrDefault(gone, NOTHING);
    if (kept == gone || !one.kind().equals(other.kind())) {
      return false;
    }
    var before = Set.copyOf(links);
    if (!moveLinks(kept, gone)) {
      links.clear();
      links.addAll(before);
      return false;
    }
    items.put(kept, both(one, other));
    keys.replaceAll((_, item) -> item == gone ? kept : item);
    drop(gone);
    lists.values().forEach(list -> moveEntry(list, kept, gone));
    move(stands, kept, gone, Stand::or);
    move(counts, kept, gone, Count::and);
    move(
        notes, kept, gone, (first, second) -> first.equals(second) ? first : first + "\n" + second);
    comments.replaceAll((_, said) -> said.item() == gone ? about(said, kept) : said);
    touched
        .computeIfAbsent(kept, _ -> new HashSet<>())
        .addAll(touched.getOrDefault(gone, Set.of()));
    merged.put(gone, kept);
    return true;
  }

  private static Said about(Said said, int item) {
    return new Said(said.person(), item, said.hidden(), said.text(), said.edited());
  }

  /// @return false when that makes a circle
  private boolean moveLinks(int kept, int gone) {
    var theirs =
        links.stream().filter(link -> link.item() == gone || link.other() == gone).toList();
    links.removeAll(theirs);
    for (var link : theirs) {
      int from = link.item() == gone ? kept : link.item();
      int to = link.other() == gone ? kept : link.other();
      var moved = normal(new ItemLink(from, link.relation(), to));
      if (from != to && closesCircle(moved)) {
        return false;
      }
      if (from != to) {
        links.add(moved);
      }
    }
    return true;
  }

  private static ItemDraft both(ItemDraft kept, ItemDraft gone) {
    var titles = new ArrayList<>(kept.titles());
    Stream.concat(Stream.of(new AlternateTitle(gone.title(), null)), gone.titles().stream())
        .filter(title -> !title.title().equals(kept.title()) && !titles.contains(title))
        .forEach(titles::add);
    var keywords = new ArrayList<>(kept.keywords());
    keywords.addAll(gone.keywords());
    return kept.withTitles(titles).withKeywords(keywords);
  }

  private static void moveEntry(List<Integer> list, int kept, int gone) {
    var moved = list.stream().map(entry -> entry == gone ? kept : entry).distinct().toList();
    list.clear();
    list.addAll(moved);
  }

  private static <T> void move(Map<Place, T> map, int kept, int gone, BinaryOperator<T> both) {
    for (var place : List.copyOf(map.keySet())) {
      if (place.item() == gone) {
        map.merge(place.at(kept), map.remove(place), both);
      }
    }
  }

  Map<String, List<String>> tables() {
    var totals = new TreeMap<Integer, int[]>();
    stands.forEach((place, stand) -> {
      if (place.what() == RATING && stand.value() != null) {
        int[] total = totals.computeIfAbsent(place.item(), _ -> new int[2]);
        total[0] += stand.value();
        total[1]++;
      }
    });
    return Map.of(
        "stands", lines(stands),
        "activity", lines(counts),
        "item_rating",
            sorted(
                totals.entrySet().stream()
                    .map(one -> one.getKey() + " " + one.getValue()[0] + "/" + one.getValue()[1])),
        "lists", sorted(lists.entrySet().stream().filter(one -> !one.getValue().isEmpty())),
        "notes", lines(notes),
        "comments", lines(comments),
        "reports", lines(reports),
        "item", lines(items),
        "item_key", lines(keys),
        "item_link", sorted(links.stream()));
  }

  static List<String> lines(Map<?, ?> map) {
    return sorted(map.entrySet().stream().map(one -> one.getKey() + " " + one.getValue()));
  }

  static List<String> sorted(Stream<?> things) {
    return things.map(String::valueOf).sorted().toList();
  }

  /// One of some things, always the same for the same chance.
  static <T extends Comparable<T>> Optional<T> any(Collection<T> things, double chance) {
    return things.stream().sorted().skip((long) (chance * things.size())).findFirst();
  }
}
