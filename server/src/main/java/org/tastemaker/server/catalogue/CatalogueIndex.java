package org.tastemaker.server.catalogue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.roaringbitmap.IntConsumer;
import org.roaringbitmap.RoaringBitmap;
import org.roaringbitmap.RoaringBitmapWriter;
import org.tastemaker.server.id.Bare;
import org.tastemaker.server.id.OurId;
import org.tastemaker.server.id.Reference;
import org.tastemaker.server.id.SourceKey;

/// The catalogue in memory, as it was at one moment: items by id, sets of ids by kind, genre and
/// year, ratings. Immutable: a change makes another index that shares all but what changed.
///
/// Item ids are row numbers, from 1, with few gaps. About 600 bytes an item that has a picture,
/// four people and two outside ids.
public final class CatalogueIndex {

  /// A catalogue without an item.
  public static final CatalogueIndex EMPTY =
      new CatalogueIndex(
          ItemTable.EMPTY,
          new ItemNames(),
          ItemSets.EMPTY,
          RatingTotals.NONE,
          Trends.NONE,
          KindForms.BUILT_IN,
          _ -> new ItemOrders());

  private static final Comparator<Item> EPISODES =
      Comparator.comparing(CatalogueIndex::season, Comparator.nullsLast(Comparator.naturalOrder()))
          .thenComparing(CatalogueIndex::number, Comparator.nullsLast(Comparator.naturalOrder()))
          .thenComparing(Item::year, Comparator.nullsLast(Comparator.naturalOrder()))
          .thenComparingInt(Item::id);

  private static final Set<ItemOrder> ALL_ORDERS = EnumSet.allOf(ItemOrder.class);

  private static final Set<ItemOrder> BY_RATINGS = Set.of(ItemOrder.POPULAR, ItemOrder.RATING);

  private final ItemTable items;
  private final ItemNames names;
  private final ItemSets sets;
  private final RatingTotals ratings;
  private final Trends trends;
  private final ItemOrders orders;
  private final KindForms forms;

  private CatalogueIndex(
      ItemTable items,
      ItemNames names,
      ItemSets sets,
      RatingTotals ratings,
      Trends trends,
      KindForms forms,
      Function<CatalogueIndex, ItemOrders> orders) {
    this.items = items;
    this.names = names;
    this.sets = sets;
    this.ratings = ratings;
    this.trends = trends;
    this.forms = forms;
    this.orders = orders.apply(this);
  }

  /// A catalogue of these items alone, without a rating.
  public static CatalogueIndex of(Iterable<Item> items) {
    var editor = fresh().edit();
    items.forEach(editor::put);
    return editor.done();
  }

  /// One more than the highest id: the length of an array by item id.
  public int rows() {
    return items.rows();
  }

  /// How many items there are, hidden ones included.
  public int size() {
    return items.size();
  }

  public boolean contains(int item) {
    return items.at(item) != null;
  }

  /// The item.
  ///
  /// @throws NoSuchElementException when there is none of that id
  public Item item(int item) {
    Item found = items.at(item);
    if (found == null) {
      throw new NoSuchElementException("there is no item " + item);
    }
    return found;
  }

  /// The item of that id, or the one that it was merged into, if there is one.
  public Optional<Item> findItem(int item) {
    Item found = items.at(item);
    Integer next = found == null ? names.after(item) : null;
    while (found == null && next != null) {
      found = items.at(next);
      next = names.after(next);
    }
    return Optional.ofNullable(found);
  }

  public Kind kind(int item) {
    return item(item).kind();
  }

  public String title(int item) {
    return item(item).title();
  }

  public @Nullable Integer year(int item) {
    return item(item).year();
  }

  public List<String> genres(int item) {
    return item(item).genres();
  }

  public List<Credit> people(int item) {
    return item(item).people();
  }

  public @Nullable String image(int item) {
    return item(item).imageUrl();
  }

  public boolean hidden(int item) {
    return item(item).hidden();
  }

  /// How many ratings of the item stand.
  public int ratingCount(int item) {
    return ratings.count(item);
  }

  /// Their mean in stars; 0 when there is none.
  public double ratingAverage(int item) {
    return ratings.average(item);
  }

  /// The mean that counts for more the more have rated: see [RatingTotals#weighted].
  double weightedRating(int item) {
    return ratings.weighted(item);
  }

  /// How much people have to do with the item at the moment: the binary logarithm of the number of
  /// interactions, each worth half as much for every week that it is older; minus infinity without
  /// any.
  public double trend(int item) {
    return trends.of(item);
  }

  /// The series that an episode belongs to, if the catalogue has it.
  public OptionalInt series(int episode) {
    String series = item(episode).series();
    return series == null ? OptionalInt.empty() : find(Reference.parse(series));
  }

  /// The episodes of a series in order, hidden ones left out: by season and number, those without
  /// last.
  List<Item> episodes(Item series) {
    var names = new ArrayList<String>();
    names.add(Integer.toString(series.id()));
    series.keys().forEach(key -> names.add(key.toString()));
    return matching(ItemFilter.ALL.any(ItemColumn.SERIES, names)).stream()
        .mapToObj(this::item)
        .sorted(EPISODES)
        .toList();
  }

  /// The id of what a caller named, if there is such an item. A bare value is taken for the outside
  /// id that it is in exactly one source.
  public OptionalInt find(Reference reference) {
    return switch (reference) {
      case OurId id -> findItem(id.value()).stream().mapToInt(Item::id).findFirst();
      case SourceKey key -> find(key);
      case Bare bare -> find(bare);
    };
  }

  private OptionalInt find(SourceKey key) {
    Integer item = names.of(key);
    return item == null || !contains(item) ? OptionalInt.empty() : OptionalInt.of(item);
  }

  private OptionalInt find(Bare bare) {
    int[] found =
        sets.sources().stream()
            .map(source -> find(new SourceKey(source, bare.value())))
            .filter(OptionalInt::isPresent)
            .mapToInt(OptionalInt::getAsInt)
            .distinct()
            .toArray();
    return found.length == 1 ? OptionalInt.of(found[0]) : OptionalInt.empty();
  }

  /// The items that pass the filter. Shared with other callers: not to be changed.
  ///
  /// Microseconds for a filter that was asked for before, without `exclude`; with it, one copy.
  public RoaringBitmap matching(ItemFilter filter) {
    RoaringBitmap lasting = sets.matching(filter.lasting());
    if (filter.exclude().isEmpty()) {
      return lasting;
    }
    RoaringBitmap rest = lasting.clone();
    filter.exclude().forEach(rest::remove);
    return rest;
  }

  /// The hidden items that would pass the filter if they were not hidden.
  RoaringBitmap matchingHidden(ItemFilter filter) {
    RoaringBitmap found = sets.matchingHidden(filter);
    filter.exclude().forEach(found::remove);
    return found;
  }

  /// Of some items those with at least so many ratings, and at least that mean; O(items).
  ///
  /// @param among not changed
  RoaringBitmap rated(RoaringBitmap among, double atLeast, int votes) {
    var writer = RoaringBitmapWriter.writer().get();
    among.forEach(
        (IntConsumer)
            item -> {
              if (ratingCount(item) >= votes && ratingAverage(item) >= atLeast) {
                writer.add(item);
              }
            });
    return writer.get();
  }

  /// All items that are not hidden. Shared with other callers: not to be changed.
  public RoaringBitmap visible() {
    return sets.visible();
  }

  /// The kinds that items have.
  public Set<Kind> kinds() {
    return knownKinds(Set.of());
  }

  /// The kind of that name, if it is built in, declared, or items have it.
  public Optional<Kind> findKind(String name) {
    return knownKinds().stream().filter(kind -> kind.name().equals(name)).findFirst();
  }

  /// The kinds that are built in, declared, or that items have.
  public SortedSet<Kind> knownKinds() {
    return knownKinds(forms.named());
  }

  private SortedSet<Kind> knownKinds(Collection<Kind> more) {
    var known = new TreeSet<>(more);
    sets.in(ItemColumn.KIND).values().forEach(name -> known.add(new Kind(name)));
    return known;
  }

  /// The genres that items have, in lower case.
  public Set<String> genres() {
    return new TreeSet<>(sets.in(ItemColumn.GENRE).values());
  }

  /// The items of a genre, hidden ones among them. Shared with other callers: not to be changed.
  ///
  /// @param genre in lower case
  RoaringBitmap ofGenre(String genre) {
    return sets.in(ItemColumn.GENRE).of(genre);
  }

  /// The first items of an order that are in a set, after a given one.
  ///
  /// @param matching ids; not changed
  /// @param after go on behind this place; null: from the start
  public List<Item> page(
      RoaringBitmap matching, ItemOrder order, ItemOrders.@Nullable Place after, int limit) {
    var ranking = ranking(order);
    int from = after == null ? 0 : ItemOrders.behind(ranking, order, after, this);
    return items(ranking.first(matching, from, 0, limit));
  }

  /// A part of an order, for lists whose pages have numbers.
  ///
  /// @param matching ids; not changed
  /// @param skip how many come before it
  public List<Item> part(RoaringBitmap matching, ItemOrder order, int skip, int limit) {
    return items(ranking(order).first(matching, 0, skip, limit));
  }

  /// All items in that order.
  Ranking ranking(ItemOrder order) {
    return orders.of(order, this);
  }

  List<Item> items(int[] ids) {
    return Arrays.stream(ids).mapToObj(this::item).toList();
  }

  /// How many of some items have each of the words that any of them has in a column, the most
  /// frequent first; microseconds a word.
  ///
  /// @param among not changed
  /// @param limit of the words, at most
  List<FacetValue> facet(RoaringBitmap among, ItemColumn column, int limit) {
    var postings = sets.in(column);
    var counts = new ArrayList<FacetValue>();
    for (String word : postings.values()) {
      var with = postings.of(word);
      int count = RoaringBitmap.andCardinality(among, with);
      if (count > 0) {
        counts.add(new FacetValue(spelt(word, column, with), count));
      }
    }
    counts.sort(FacetValue.MOST_FIRST);
    return List.copyOf(counts.subList(0, Math.min(limit, counts.size())));
  }

  /// A word of a column as it is spelt in the first of the items that have it.
  String spelt(String text, ItemColumn column, RoaringBitmap items) {
    String word = ItemColumn.word(text);
    return column.of(item(items.first())).stream()
        .filter(value -> ItemColumn.word(value).equals(word))
        .findFirst()
        .orElse(text);
  }

  /// How many of some items are of each decade, the latest first; items without a year are left
  /// out.
  List<FacetValue> decades(RoaringBitmap among) {
    var counts = new TreeMap<Integer, Integer>(Comparator.reverseOrder());
    for (int year : sets.years().values()) {
      int count = RoaringBitmap.andCardinality(among, sets.years().of(year));
      if (count > 0) {
        counts.merge(Math.floorDiv(year, 10) * 10, count, Integer::sum);
      }
    }
    return counts.entrySet().stream()
        .map(decade -> new FacetValue(Integer.toString(decade.getKey()), decade.getValue()))
        .toList();
  }

  /// Whether both have the very same items; ratings may differ. At once.
  @SuppressWarnings("ReferenceEquality")
  public boolean hasItemsOf(CatalogueIndex other) {
    return items == other.items;
  }

  /// The items that are new or different here. As quick as they are few, when one of the two came
  /// of the other.
  public List<Item> changedSince(CatalogueIndex before) {
    return items.changedSince(before.items);
  }

  private static @Nullable Integer season(Item item) {
    return item.episode() == null ? null : item.episode().season();
  }

  private static @Nullable Integer number(Item item) {
    return item.episode() == null ? null : item.episode().number();
  }

  /// This catalogue with these items as they are now.
  public CatalogueIndex with(Collection<Item> changed) {
    var editor = edit();
    changed.forEach(editor::put);
    return editor.done();
  }

  /// This catalogue with some items as they are now, and without those of them that are gone.
  ///
  /// @param asked all that may have changed
  /// @param there those of them that are there
  /// @param merged what those that are gone were merged into, if anything
  CatalogueIndex with(
      Collection<Integer> asked, Collection<Item> there, Map<Integer, Integer> merged) {
    var editor = edit();
    editor.merged(merged);
    var gone = new HashSet<>(asked);
    there.forEach(item -> {
      gone.remove(item.id());
      editor.put(item);
    });
    gone.forEach(editor::remove);
    return editor.done();
  }

  /// This catalogue with the rating totals of some items as they are now.
  CatalogueIndex withRatings(int[] rated, long[] hundredths, int[] counts) {
    return withRatings(ratings.with(rated, hundredths, counts));
  }

  /// This catalogue with these rating totals and no others.
  public CatalogueIndex withAllRatings(int[] rated, long[] hundredths, int[] counts) {
    return withRatings(ratings.replaced(rated, hundredths, counts));
  }

  private CatalogueIndex withRatings(RatingTotals now) {
    var changed = RoaringBitmap.bitmapOf(now.differing(ratings).toArray());
    var kept = now.weighsAs(ratings) ? orders : orders.without(Set.of(ItemOrder.RATING));
    return new CatalogueIndex(
        items, names, sets, now, trends, forms, index -> kept.moved(BY_RATINGS, changed, index));
  }

  /// This catalogue with the trends of some items as they are now.
  CatalogueIndex withTrends(int[] moved, double[] now) {
    return withTrends(trends.with(moved, now));
  }

  /// This catalogue with these trends and no others.
  CatalogueIndex withAllTrends(int[] moved, double[] now) {
    return withTrends(Trends.NONE.with(moved, now));
  }

  private CatalogueIndex withTrends(Trends after) {
    var changed = RoaringBitmap.bitmapOf(after.differing(trends).toArray());
    return new CatalogueIndex(
        items,
        names,
        sets,
        ratings,
        after,
        forms,
        index -> orders.moved(Set.of(ItemOrder.TRENDING), changed, index));
  }

  /// This catalogue with these kinds.
  CatalogueIndex with(KindForms newForms) {
    return new CatalogueIndex(items, names, sets, ratings, trends, newForms, _ -> orders);
  }

  /// Which attributes items of each kind have.
  public KindForms forms() {
    return forms;
  }

  Editor edit() {
    return new Editor(this);
  }

  /// Collects changes to an index. One at a time: they share the map of outside ids.
  static final class Editor {
    private final CatalogueIndex before;
    private final ItemTable.Editor items;
    private final ItemSets.Editor sets;
    private final RoaringBitmap changed = new RoaringBitmap();

    private Editor(CatalogueIndex before) {
      this.before = before;
      this.items = before.items.edit();
      this.sets = before.sets.edit();
    }

    void put(Item item) {
      Item old = items.at(item.id());
      if (old != null) {
        sets.remove(old);
      }
      sets.add(item);
      items.put(item);
      changed.add(item.id());
      if (old != null) {
        before.names.forget(old, item.keys());
      }
      before.names.add(item);
    }

    void remove(int item) {
      Item old = items.at(item);
      if (old != null) {
        sets.remove(old);
        items.remove(item);
        changed.add(item);
        before.names.forget(old, List.of());
      }
    }

    /// What items that are gone were merged into.
    void merged(Map<Integer, Integer> merged) {
      before.names.add(merged);
    }

    CatalogueIndex done() {
      return new CatalogueIndex(
          items.done(),
          before.names,
          sets.done(),
          before.ratings,
          before.trends,
          before.forms,
          index -> before.orders.moved(ALL_ORDERS, changed, index));
    }
  }

  /// An empty catalogue with a map of outside ids of its own.
  static CatalogueIndex fresh() {
    return new CatalogueIndex(
        ItemTable.EMPTY,
        new ItemNames(),
        EMPTY.sets,
        RatingTotals.NONE,
        Trends.NONE,
        KindForms.BUILT_IN,
        _ -> new ItemOrders());
  }
}
