package org.tastemaker.server.search;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.roaringbitmap.RoaringBitmap;
import org.tastemaker.server.catalogue.CatalogueIndex;
import org.tastemaker.server.catalogue.Item;
import org.tastemaker.server.catalogue.ItemFilter;
import org.tastemaker.server.catalogue.ItemFinder;
import org.tastemaker.server.catalogue.Matches;

/// Finds items by the words of any of their titles: prefixes, in whatever order, and with slips
/// where little else is found. Case, diacritics and punctuation do not matter; in scripts without
/// spaces any part of a title is a word.
///
/// What matches better comes first, and then what is more popular at the moment. Items that are
/// hidden are not found. Whatever is typed, there is no syntax in it.
public final class Search implements ItemFinder {

  /// Longer texts are not taken from people.
  static final int LONGEST = 200;

  /// With fewer than so many matches of one word, titles that match less well are looked for too.
  private static final int FEW = 10;

  /// The last word may be unfinished, and people begin at the beginning.
  private static final List<Grade> WHILE_TYPING = grades(Grade.WHOLE, Grade.BEGINNING);

  private static final List<Grade> WHEN_TYPED = grades(Grade.WHOLE, Grade.WORDS);

  private final Supplier<CatalogueIndex> catalogue;
  private final LiveTitles titles;

  Search(Supplier<CatalogueIndex> catalogue, LiveTitles titles) {
    this.catalogue = catalogue;
    this.titles = titles;
  }

  private static List<Grade> grades(Grade... best) {
    var grades = new ArrayList<>(List.of(best));
    Stream.of(Grade.values())
        .filter(each -> each.compareTo(Grade.STARTS) >= 0)
        .forEach(grades::add);
    return List.copyOf(grades);
  }

  /// The items that match and pass the filter.
  public Matches find(String text, ItemFilter filter) {
    return find(text, catalogue.get().matching(filter));
  }

  @Override
  public Matches find(String text, RoaringBitmap among) {
    return find(Typed.of(text), among, WHEN_TYPED, Integer.MAX_VALUE);
  }

  @Override
  public Optional<String> matched(String text, Item item) {
    return item.titles().isEmpty() ? Optional.empty() : matched(Typed.of(text), item);
  }

  private static Optional<String> matched(Typed typed, Item item) {
    var titles = new TitleIndex.Builder().add(0, item.title());
    for (int number = 1; number <= item.titles().size(); number++) {
      titles.add(number, item.titles().get(number - 1));
    }
    var index = titles.built();
    return Stream.of(Grade.values())
        .map(grade -> grade.find(typed, index))
        .filter(found -> !found.isEmpty())
        .findFirst()
        .map(found -> found.nextSetBit(0))
        .filter(number -> number > 0)
        .map(number -> item.titles().get(number - 1));
  }

  /// What somebody who has typed so far may be looking for, the best first.
  public List<Item> suggestions(String text, ItemFilter filter, int limit) {
    var index = catalogue.get();
    return find(Typed.of(text), index.matching(filter), WHILE_TYPING, limit)
        .page(index, null, limit);
  }

  /// The item that matches best: the one of that title, if there is one.
  public Optional<Item> best(String text, ItemFilter filter) {
    return find(text, filter).page(catalogue.get(), null, 1).stream().findFirst();
  }

  /// Items to name where nothing matches: with one of the words, or one that begins like it.
  public List<Item> nearest(String text, ItemFilter filter, int limit) {
    var nearest = new LinkedHashSet<Item>();
    for (var word : Typed.of(text).words()) {
      var items = suggestions(word, filter, limit);
      nearest.addAll(
          items.isEmpty()
              ? suggestions(word.substring(0, (word.length() + 1) / 2), filter, limit)
              : items);
    }
    return nearest.stream().limit(limit).toList();
  }

  /// @param enough with so many found, titles that match less well are of no interest
  private Matches find(Typed typed, RoaringBitmap among, List<Grade> grades, int enough) {
    if (typed.isEmpty() || among.isEmpty()) {
      return new Matches(List.of());
    }
    var now = titles.titles();
    var sets = new ArrayList<RoaringBitmap>();
    var all = new RoaringBitmap();
    for (var grade : grades) {
      int found = all.getCardinality();
      if (found >= enough || (grade.isLenient() && isPlenty(found, typed))) {
        break;
      }
      var set = now.find(grade, typed, among);
      set.andNot(all);
      if (!set.isEmpty()) {
        all.or(set);
        sets.add(set);
      }
    }
    return new Matches(sets);
  }

  /// Of one word a few other titles may happen to begin so; several words do not go together by
  /// chance.
  private static boolean isPlenty(int found, Typed typed) {
    return found >= (typed.words().size() == 1 ? FEW : 1);
  }
}
