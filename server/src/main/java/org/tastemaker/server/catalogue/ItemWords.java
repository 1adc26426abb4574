package org.tastemaker.server.catalogue;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/// The words that items are described with, in tables beside them: genres, keywords, names with
/// roles, alternate titles, franchises. Each table is one statement, however many items it is
/// about, and none where no item has any.
final class ItemWords {

  private final JdbcClient jdbc;

  ItemWords(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /// Adds the genres, keywords, names and franchises that are new.
  void add(Collection<ItemDraft> drafts) {
    addNew("genre", drafts, draft -> draft.genres().stream());
    addNew("keyword", drafts, draft -> draft.keywords().stream());
    addNew("contributor", drafts, draft -> draft.people().stream().map(Credit::name));
    addFranchises(drafts);
  }

  private void addNew(
      String table, Collection<ItemDraft> drafts, Function<ItemDraft, Stream<String>> words) {
    var names = new TreeSet<String>();
    drafts.forEach(draft -> words.apply(draft).forEach(names::add));
    if (names.isEmpty()) {
      return;
    }
    jdbc.sql(
            """
            insert into %1$s (name)
            select w.name from unnest(cast(:names as text[])) as w (name)
            where not exists (select from %1$s k where k.name = w.name)
            """
                .formatted(table))
        .param("names", names.toArray(String[]::new))
        .update();
  }

  private void addFranchises(Collection<ItemDraft> drafts) {
    var names = new LinkedHashMap<String, String>();
    for (ItemDraft draft : drafts) {
      String name = draft.franchise();
      if (name != null) {
        names.putIfAbsent(ItemDraft.slug(name), name);
      }
    }
    addFranchises(names);
  }

  /// Adds franchises, by slug, unless they are there in whatever spelling.
  void addFranchises(Map<String, String> names) {
    if (names.isEmpty()) {
      return;
    }
    jdbc.sql(
            """
            insert into franchise (slug, name)
            select f.slug, f.name
            from unnest(cast(:slugs as text[]), cast(:names as text[])) as f (slug, name)
            on conflict do nothing
            """)
        .param("slugs", names.keySet().toArray(String[]::new))
        .param("names", names.values().toArray(String[]::new))
        .update();
  }

  /// Takes away all that [#describe] says of items.
  void clear(int[] items) {
    for (String table : List.of("item_genre", "credit", "item_title", "item_keyword")) {
      jdbc.sql("delete from %s where item = any(:items)".formatted(table))
          .param("items", items)
          .update();
    }
  }

  /// Describes items, of whom nothing is said yet.
  void describe(int[] items, List<ItemDraft> drafts) {
    words(items, drafts, ItemDraft::genres)
        .insert(
            jdbc,
            """
            insert into item_genre (item, genre)
            select w.item, k.id from %s join genre k on k.name = w.name
            """);
    words(items, drafts, ItemDraft::keywords)
        .insert(
            jdbc,
            """
            insert into item_keyword (item, keyword)
            select w.item, k.id from %s join keyword k on k.name = w.name
            """);
    var credits = new Rows();
    var titles = new Rows();
    for (int i = 0; i < items.length; i++) {
      for (Credit credit : drafts.get(i).people()) {
        credits.add(items[i], credit.name(), credit.role());
      }
      for (AlternateTitle title : drafts.get(i).titles()) {
        titles.add(items[i], title.title(), title.language());
      }
    }
    credits.insert(
        jdbc,
        """
        insert into credit (item, place, contributor, role)
        select w.item, w.place, c.id, w.more from %s join contributor c on c.name = w.name
        """);
    titles.insert(
        jdbc,
        """
        insert into item_title (item, place, title, language)
        select w.item, w.place, w.name, w.more from %s
        """);
  }

  private static Rows words(
      int[] items, List<ItemDraft> drafts, Function<ItemDraft, List<String>> of) {
    var rows = new Rows();
    for (int i = 0; i < items.length; i++) {
      for (String word : of.apply(drafts.get(i))) {
        rows.add(items[i], word, null);
      }
    }
    return rows;
  }

  /// Words of items, each item's numbered from 1, on their way into a table.
  private static final class Rows {
    private final List<Integer> items = new ArrayList<>();
    private final List<Integer> places = new ArrayList<>();
    private final List<String> names = new ArrayList<>();
    private final List<@Nullable String> more = new ArrayList<>();

    void add(int item, String name, @Nullable String further) {
      int last = items.size() - 1;
      places.add(last >= 0 && items.get(last) == item ? places.get(last) + 1 : 1);
      items.add(item);
      names.add(name);
      more.add(further);
    }

    /// @param statement with `%s` where the rows `w (item, place, name, more)` are to stand
    void insert(JdbcClient jdbc, String statement) {
      if (items.isEmpty()) {
        return;
      }
      jdbc.sql(
              statement.formatted(
                  """
                  unnest(cast(:items as integer[]), cast(:places as smallint[]),
                         cast(:names as text[]), cast(:more as text[]))
                    as w (item, place, name, more)\
                  """))
          .param("items", items.toArray(Integer[]::new))
          .param("places", places.toArray(Integer[]::new))
          .param("names", names.toArray(String[]::new))
          .param("more", more.toArray(String[]::new))
          .update();
    }
  }
}
