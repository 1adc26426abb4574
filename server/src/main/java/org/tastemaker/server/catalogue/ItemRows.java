package org.tastemaker.server.catalogue;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.tastemaker.server.id.SourceKey;
import org.tastemaker.server.json.Json;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.JsonNode;

/// The tables `item` and `item_key`, with the [ItemWords] beside them. Every question and every
/// change is one statement a table, however many items it is about.
final class ItemRows {

  private static final TypeReference<Map<String, JsonNode>> ATTRIBUTES = new TypeReference<>() {};
  private static final TypeReference<List<AlternateTitle>> TITLES = new TypeReference<>() {};
  private static final TypeReference<List<Credit>> CREDITS = new TypeReference<>() {};

  private final JdbcClient jdbc;
  private final ItemWords words;

  ItemRows(JdbcClient jdbc) {
    this.jdbc = jdbc;
    this.words = new ItemWords(jdbc);
  }

  /// Keeps other writers of the catalogue out until this transaction ends: one lock, so that
  /// writers cannot wait for each other in a circle, and no id is taken for a key that is there
  /// already.
  void lock() {
    jdbc.sql("select pg_advisory_xact_lock(hashtext('tastemaker.catalogue'))").query(row -> {});
  }

  /// The ids of those keys that are there.
  Map<SourceKey, Integer> find(Collection<SourceKey> keys) {
    var found = new HashMap<SourceKey, Integer>(keys.size() * 2);
    jdbc.sql(
            """
            select k.source, k.value, k.item
            from unnest(cast(:sources as text[]), cast(:values as text[])) as g (source, value)
            join item_key k on k.source = g.source and k.value = g.value
            """)
        .param("sources", keys.stream().map(SourceKey::source).toArray(String[]::new))
        .param("values", keys.stream().map(SourceKey::value).toArray(String[]::new))
        .query(row -> {
          found.put(
              new SourceKey(row.getString("source"), row.getString("value")), row.getInt("item"));
        });
    return found;
  }

  /// The item of an id of ours, or the one that it was merged into.
  OptionalInt named(int item) {
    return jdbc
        .sql(
            """
            select id from item where id = :item
            union all
            select i.id from item_names('infinity') n join item i on i.id = n.name
            where n.item = :item and n.is_last
            """)
        .param("item", item)
        .query((row, _) -> row.getInt("id"))
        .list()
        .stream()
        .mapToInt(Integer::intValue)
        .findFirst();
  }

  /// What is written about these items.
  Map<Integer, ItemDraft> drafts(Collection<Integer> items) {
    var drafts = new HashMap<Integer, ItemDraft>(items.size() * 2);
    states(items).forEach((id, item) -> drafts.put(id, item.draft()));
    return drafts;
  }

  /// These items as they stand.
  Map<Integer, ItemState> states(Collection<Integer> items) {
    var found = new HashMap<Integer, ItemState>(items.size() * 2);
    jdbc.sql(
            """
            select i.id, i.kind, i.title, i.year, i.language, i.country, i.description, i.image_url,
                   f.name as franchise, i.attributes, i.version, i.hidden,
                   array(select k.source || ':' || k.value from item_key k where k.item = i.id)
                     as keys,
                   array(select g.name from item_genre h join genre g on g.id = h.genre
                         where h.item = i.id) as genres,
                   (select jsonb_agg(jsonb_build_object('name', c.name, 'role', d.role)
                                     order by d.place)
                    from credit d join contributor c on c.id = d.contributor
                    where d.item = i.id) as people,
                   (select jsonb_agg(jsonb_build_object('title', t.title, 'language', t.language)
                                     order by t.place)
                    from item_title t where t.item = i.id) as titles,
                   array(select w.name from item_keyword h join keyword w on w.id = h.keyword
                         where h.item = i.id) as keywords
            from item i left join franchise f on f.id = i.franchise
            where i.id = any(:items)
            """)
        .param("items", items.toArray(Integer[]::new))
        .query(row -> {
          found.put(row.getInt("id"), state(row));
        });
    return found;
  }

  private static ItemState state(ResultSet row) throws SQLException {
    String[] keys = (String[]) row.getArray("keys").getArray();
    return new ItemState(
        row.getInt("id"),
        draft(row),
        Arrays.stream(keys).map(SourceKey::parse).toList(),
        row.getInt("version"),
        row.getBoolean("hidden"));
  }

  private static ItemDraft draft(ResultSet row) throws SQLException {
    return new ItemDraft(
        new Kind(row.getString("kind")),
        row.getString("title"),
        row.getObject("year", Integer.class),
        Arrays.asList((String[]) row.getArray("genres").getArray()),
        people(row.getString("people")),
        row.getString("language"),
        row.getString("country"),
        row.getString("description"),
        row.getString("image_url"),
        row.getString("franchise"),
        titles(row.getString("titles")),
        Arrays.asList((String[]) row.getArray("keywords").getArray()),
        Json.mapper().readValue(row.getString("attributes"), ATTRIBUTES));
  }

  static List<Credit> people(@Nullable String json) {
    return json == null ? List.of() : Json.mapper().readValue(json, CREDITS);
  }

  private static List<AlternateTitle> titles(@Nullable String json) {
    return json == null ? List.of() : Json.mapper().readValue(json, TITLES);
  }

  /// Makes these items, whose keys are not there yet; ids in the order of the entries.
  int[] create(List<ItemEntry> entries) {
    var drafts = entries.stream().map(ItemEntry::draft).toList();
    words.add(drafts);
    int[] ids = new int[entries.size()];
    jdbc.sql(
            """
            with given as (
              select * from jsonb_to_recordset(cast(:rows as jsonb)) as r (
                n integer, source text, value text, kind text, title text, year smallint,
                language text, country text, description text, image text, slug text,
                attributes jsonb)
            ), numbered as (
              select cast(nextval(pg_get_serial_sequence('item', 'id')) as integer) as id, o.*
              from (select * from given order by n) o
            ), items as (
              insert into item (id, kind, title, year, language, country, description, image_url,
                                franchise, attributes)
              select n.id, n.kind, n.title, n.year, n.language, n.country, n.description, n.image,
                     f.id, n.attributes
              from numbered n left join franchise f on f.slug = n.slug
            ), keys as (
              insert into item_key (source, value, item)
              select source, value, id from numbered
            )
            select n, id from numbered
            """)
        .param("rows", ItemJson.of(entries))
        .query(row -> {
          ids[row.getInt("n")] = row.getInt("id");
        });
    words.describe(ids, drafts);
    return ids;
  }

  /// Rewrites these items, which are there.
  void update(List<ItemEntry> entries, int[] ids) {
    var drafts = entries.stream().map(ItemEntry::draft).toList();
    words.add(drafts);
    jdbc.sql(
            """
            update item i
            set kind = r.kind, title = r.title, year = r.year, language = r.language,
                country = r.country, description = r.description, image_url = r.image,
                franchise = f.id, attributes = r.attributes,
                version = i.version + 1, changed_at = now()
            from jsonb_to_recordset(cast(:rows as jsonb)) as r (
              n integer, kind text, title text, year smallint, language text, country text,
              description text, image text, slug text, attributes jsonb)
            left join franchise f on f.slug = r.slug
            where i.id = (cast(:ids as integer[]))[r.n + 1]
            """)
        .param("rows", ItemJson.of(entries))
        .param("ids", ids)
        .update();
    words.clear(ids);
    words.describe(ids, drafts);
  }

  /// Adds outside ids to items; those that lead to some item already stay as they are.
  ///
  /// @return the ids that were added
  Map<SourceKey, Integer> link(Map<SourceKey, Integer> keys) {
    var linked = new HashMap<SourceKey, Integer>();
    var entries = List.copyOf(keys.entrySet());
    jdbc.sql(
            """
            insert into item_key (source, value, item)
            select g.source, g.value, i.id
            from unnest(cast(:sources as text[]), cast(:values as text[]), cast(:items as integer[]))
                 as g (source, value, item)
            join item i on i.id = g.item
            on conflict do nothing
            returning source, value, item
            """)
        .param("sources", entries.stream().map(e -> e.getKey().source()).toArray(String[]::new))
        .param("values", entries.stream().map(e -> e.getKey().value()).toArray(String[]::new))
        .param("items", entries.stream().map(Map.Entry::getValue).toArray(Integer[]::new))
        .query(row -> {
          linked.put(
              new SourceKey(row.getString("source"), row.getString("value")), row.getInt("item"));
        });
    return linked;
  }

  /// Takes outside ids away.
  void unlink(List<SourceKey> keys) {
    jdbc.sql(
            """
            delete from item_key k
            using unnest(cast(:sources as text[]), cast(:values as text[])) as g (source, value)
            where k.source = g.source and k.value = g.value
            """)
        .param("sources", keys.stream().map(SourceKey::source).toArray(String[]::new))
        .param("values", keys.stream().map(SourceKey::value).toArray(String[]::new))
        .update();
  }

  /// Says which version an item is, as of now, and whether it is hidden.
  void stamp(int item, int version, boolean hidden) {
    jdbc.sql(
            """
            update item set version = :version, hidden = :hidden, changed_at = now() where id = :item
            """)
        .param("item", item)
        .param("version", version)
        .param("hidden", hidden)
        .update();
  }

  /// Deletes an item with all that is written about it.
  void delete(int item) {
    jdbc.sql("delete from item where id = :item").param("item", item).update();
  }

  /// Adds a franchise, unless it is there in whatever spelling.
  void addFranchise(String name) {
    words.addFranchises(Map.of(ItemDraft.slug(name), name));
  }

  /// Writes items that the log tells of, under the ids that they had.
  void restore(List<CatalogueReplay.Replayed> items) {
    var drafts = items.stream().map(CatalogueReplay.Replayed::draft).toList();
    words.add(drafts);
    jdbc.sql(
            """
            insert into item (id, kind, title, year, language, country, description, image_url,
                              franchise, attributes, hidden, version, created_at, changed_at)
            select r.id, r.kind, r.title, r.year, r.language, r.country, r.description, r.image,
                   f.id, r.attributes, r.hidden, r.version,
                   timestamptz 'epoch' + r.created * interval '1 microsecond',
                   timestamptz 'epoch' + r.changed * interval '1 microsecond'
            from jsonb_to_recordset(cast(:rows as jsonb)) as r (
              id integer, kind text, title text, year smallint, language text, country text,
              description text, image text, slug text, attributes jsonb, hidden boolean, version integer,
              created bigint, changed bigint)
            left join franchise f on f.slug = r.slug
            """)
        .param("rows", ItemJson.restored(items))
        .update();
    var keys = new HashMap<SourceKey, Integer>();
    items.forEach(item -> item.keys().forEach(key -> keys.put(key, item.id())));
    link(keys);
    words.describe(items.stream().mapToInt(CatalogueReplay.Replayed::id).toArray(), drafts);
  }

  /// Lets new items take ids behind the highest one that is there, or was.
  ///
  /// @param types of the events that are about items
  void continueIds(Set<String> types) {
    jdbc.sql(
            """
            select setval(pg_get_serial_sequence('item', 'id'), greatest(1, highest), highest > 0)
            from (select coalesce(max(object_id), 0) as highest from event where type = any(:types))
            """)
        .param("types", types.toArray(String[]::new))
        .query(row -> {});
  }
}
