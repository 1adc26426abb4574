package org.tastemaker.server.catalogue;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import org.roaringbitmap.RoaringBitmap;

/// Proposes links by titles: items whose title has the words of another's. Somebody who keeps the
/// catalogue applies them, or does not.
///
/// The score is the Dice coefficient of the titles' words, from 0 to 1, half of it where the
/// franchises say otherwise.
final class LinkMatcher {

  /// A link that may be true.
  ///
  /// @param score from 0 to 1
  record Match(ItemLink link, double score) {}

  private static final int LOOKED_AT = 200;
  private static final double LEAST = 0.5;
  private static final Pattern REST =
      Pattern.compile(
          "\\s*(?::|\\s[-–—]\\s|,? (?:part|vol\\.?|volume|season|episode)\\b).*$|\\s+(?:\\d{1,4}|[ivx]{1,5})$",
          Pattern.CASE_INSENSITIVE);
  private static final Set<Kind> SCREEN = Set.of(Kind.MOVIE, Kind.SERIES, Kind.ANIME);

  private final ItemFinder finder;

  LinkMatcher(ItemFinder finder) {
    this.finder = finder;
  }

  /// The best links that the item does not have yet, the likeliest first.
  ///
  /// @param linked ids that it is linked with
  List<Match> matches(Item item, Set<Integer> linked, CatalogueIndex index, int limit) {
    RoaringBitmap others = index.visible().clone();
    others.remove(item.id());
    linked.forEach(others::remove);
    var found = finder.find(base(item.title()), others);
    var matches = new ArrayList<Match>();
    for (Item other : found.page(index, null, LOOKED_AT)) {
      double score = score(item, other);
      if (score >= LEAST) {
        matches.add(new Match(likeliest(item, other), score));
      }
    }
    matches.sort(
        Comparator.comparingDouble(Match::score)
            .reversed()
            .thenComparingInt(match -> match.link().other())
            .thenComparingInt(match -> match.link().item()));
    return matches.subList(0, Math.min(limit, matches.size()));
  }

  /// A title without what tells the parts of a series apart.
  static String base(String title) {
    String base = REST.matcher(title).replaceFirst("").strip();
    return base.isEmpty() ? title : base;
  }

  static double score(Item one, Item other) {
    double alike =
        Math.max(
            dice(one.title(), other.title()), dice(base(one.title()), base(other.title())) * 0.9);
    boolean apart =
        one.franchise() != null
            && other.franchise() != null
            && !Objects.equals(one.franchise(), other.franchise());
    return Math.round((apart ? alike / 2 : alike) * 100) / 100.0;
  }

  private static double dice(String one, String other) {
    var mine = words(one);
    var theirs = words(other);
    var both = new HashSet<>(mine);
    both.retainAll(theirs);
    return mine.isEmpty() || theirs.isEmpty()
        ? 0
        : 2.0 * both.size() / (mine.size() + theirs.size());
  }

  private static Set<String> words(String title) {
    return new HashSet<>(List.of(ItemDraft.slug(title).toLowerCase(Locale.ROOT).split("-", -1)));
  }

  /// What the two may be to each other, by their kinds and years.
  private static ItemLink likeliest(Item one, Item other) {
    ItemLink there = across(one, other);
    ItemLink back = there == null ? across(other, one) : there;
    if (back != null) {
      return back;
    }
    if (one.kind().equals(other.kind())
        && one.year() != null
        && other.year() != null
        && !one.year().equals(other.year())) {
      return one.year() > other.year()
          ? new ItemLink(one.id(), Relation.SEQUEL_OF, other.id())
          : new ItemLink(other.id(), Relation.SEQUEL_OF, one.id());
    }
    return new ItemLink(one.id(), Relation.RELATED_TO, other.id()).normal();
  }

  private static @org.jspecify.annotations.Nullable ItemLink across(Item from, Item to) {
    boolean toScreen = SCREEN.contains(to.kind());
    if (from.kind().equals(Kind.TRACK) && (toScreen || to.kind().equals(Kind.GAME))) {
      return new ItemLink(from.id(), Relation.SOUNDTRACK_OF, to.id());
    }
    if (from.kind().equals(Kind.GAME) && (toScreen || to.kind().equals(Kind.BOOK))) {
      return new ItemLink(from.id(), Relation.GAME_OF, to.id());
    }
    if (SCREEN.contains(from.kind()) && to.kind().equals(Kind.BOOK)) {
      return new ItemLink(from.id(), Relation.ADAPTED_FROM, to.id());
    }
    return from.kind().equals(Kind.EPISODE) && to.kind().equals(Kind.SERIES)
        ? new ItemLink(from.id(), Relation.EPISODE_OF, to.id())
        : null;
  }
}
