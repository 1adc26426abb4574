package org.tastemaker.server.interaction;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.tastemaker.server.id.SourceKey;

/// The tables `person` and `person_key`.
final class PersonRows {

  private final JdbcClient jdbc;

  PersonRows(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /// Locks these persons, in the order of their ids, until the transaction ends: what one person
  /// does is written one after the other. Until then none of the items is merged or deleted either.
  ///
  /// @param items what they do something with
  Held hold(Collection<Integer> persons, Collection<Integer> items) {
    var found = new HashSet<Integer>();
    var merged = new HashMap<Integer, Integer>();
    var gone = new HashSet<Integer>();
    jdbc.sql(
            """
            select item, name, null as person from hold_items(cast(:items as integer[]))
            union all
            select null, null, id
            from (select id from person where id = any(:persons) order by id for no key update) p
            """)
        .param("items", items.toArray(Integer[]::new))
        .param("persons", persons.toArray(Integer[]::new))
        .query(row -> {
          var person = row.getObject("person", Integer.class);
          var name = row.getObject("name", Integer.class);
          if (person != null) {
            found.add(person);
          } else if (name != null) {
            merged.put(row.getInt("item"), name);
          } else {
            gone.add(row.getInt("item"));
          }
        });
    return new Held(found, merged, gone);
  }

  /// The same for a block.
  ///
  /// @param distinct the persons, each once
  /// @param items in any order, also repeated
  /// @throws IllegalArgumentException when a person does not exist
  Held hold(int[] distinct, int[] items) {
    var held =
        hold(
            Arrays.stream(distinct).boxed().toList(),
            IntStream.of(items).collect(BitSet::new, BitSet::set, BitSet::or).stream()
                .boxed()
                .toList());
    if (held.persons().size() < distinct.length) {
      throw new IllegalArgumentException("a person of the block does not exist");
    }
    return held;
  }

  /// Locks a person who does nothing with an item that is not there already.
  ///
  /// @return whether there is one
  boolean hold(int person) {
    return hold(List.of(person), List.of()).has(person);
  }

  /// When somebody who exists was first met.
  Instant createdAt(int person) {
    return jdbc.sql("select created_at from person where id = :person")
        .param("person", person)
        .query((row, _) -> row.getObject("created_at", OffsetDateTime.class).toInstant())
        .single();
  }

  boolean exists(int person) {
    return jdbc.sql("select exists (select from person where id = :person)")
        .param("person", person)
        .query(Boolean.class)
        .single();
  }

  Optional<Integer> find(SourceKey key) {
    return jdbc.sql("select person from person_key where source = :source and value = :value")
        .param("source", key.source())
        .param("value", key.value())
        .query(Integer.class)
        .optional();
  }

  /// The person whom exactly one source knows by this value.
  Optional<Integer> findBare(String value) {
    List<Integer> found =
        jdbc.sql("select distinct person from person_key where value = :value limit 2")
            .param("value", value)
            .query((row, _) -> row.getInt(1))
            .list();
    return found.size() == 1 ? Optional.of(found.getFirst()) : Optional.empty();
  }

  /// The ids of those keys that are there.
  Map<SourceKey, Integer> find(Collection<SourceKey> keys) {
    var found = new HashMap<SourceKey, Integer>(keys.size() * 2);
    jdbc.sql(
            """
            select k.source, k.value, k.person
            from unnest(cast(:sources as text[]), cast(:values as text[])) as g (source, value)
            join person_key k on k.source = g.source and k.value = g.value
            """)
        .param("sources", keys.stream().map(SourceKey::source).toArray(String[]::new))
        .param("values", keys.stream().map(SourceKey::value).toArray(String[]::new))
        .query(row -> {
          found.put(
              new SourceKey(row.getString("source"), row.getString("value")), row.getInt("person"));
        });
    return found;
  }

  /// Keeps others who make persons out until this transaction ends, so that no id is taken for a
  /// key that is there already.
  void lockCreation() {
    jdbc.sql("select pg_advisory_xact_lock(hashtext('tastemaker.people'))").query(row -> {});
  }

  /// Makes a person whom no source knows.
  int create() {
    return jdbc.sql("insert into person default values returning id").query(Integer.class).single();
  }

  /// Makes a person for each of these keys, which are not there yet.
  ///
  /// @return their ids, in the order of the keys
  int[] create(List<SourceKey> keys) {
    int[] persons = new int[keys.size()];
    jdbc.sql(
            """
            with numbered as (
              select cast(nextval(pg_get_serial_sequence('person', 'id')) as integer) as id, g.*
              from (select * from unnest(cast(:sources as text[]), cast(:values as text[]))
                    with ordinality as u (source, value, n) order by n) g
            ), persons as (
              insert into person (id) select id from numbered
            ), keys as (
              insert into person_key (source, value, person)
              select source, value, id from numbered
            )
            select n, id from numbered
            """)
        .param("sources", keys.stream().map(SourceKey::source).toArray(String[]::new))
        .param("values", keys.stream().map(SourceKey::value).toArray(String[]::new))
        .query(row -> {
          persons[row.getInt("n") - 1] = row.getInt("id");
        });
    return persons;
  }

  void name(Map<Integer, String> names) {
    jdbc.sql(
            """
            update person p set name = g.name
            from unnest(cast(:persons as integer[]), cast(:names as text[])) as g (person, name)
            where p.id = g.person
            """)
        .param("persons", names.keySet().toArray(Integer[]::new))
        .param("names", names.values().toArray(String[]::new))
        .update();
  }

  /// The outside ids of a person.
  List<SourceKey> keys(int person) {
    return jdbc.sql(
            "select source, value from person_key where person = :person order by source, value")
        .param("person", person)
        .query((row, n) -> new SourceKey(row.getString("source"), row.getString("value")))
        .list();
  }

  /// Makes an outside id that of a person, whosever it was.
  void assign(SourceKey key, int person) {
    jdbc.sql(
            """
            insert into person_key (source, value, person) values (:source, :value, :person)
            on conflict (source, value) do update set person = excluded.person
            """)
        .param("source", key.source())
        .param("value", key.value())
        .param("person", person)
        .update();
  }

  void release(SourceKey key, int person) {
    jdbc.sql(
            "delete from person_key where source = :source and value = :value and person = :person")
        .param("source", key.source())
        .param("value", key.value())
        .param("person", person)
        .update();
  }

  /// People by a part of their name or the beginning of an outside id. Reads the table, but for the
  /// ratings of those found.
  List<PeopleRoutes.PersonView> search(String text, int limit) {
    return jdbc.sql(
            """
            select p.id, p.name,
                   (select min(k.source || ':' || k.value) from person_key k where k.person = p.id)
                     as key,
                   (select count(*) from rating r where r.person = p.id and r.hundredths is not null)
                     as ratings
            from (select id, name from person
                  where :text = '' or position(lower(:text) in lower(name)) > 0
                     or id in (select person from person_key
                               where starts_with(value, :text) or source || ':' || value = :text)
                  order by name is null, id
                  limit :limit) p
            order by p.name is null, p.id
            """)
        .param("text", text)
        .param("limit", limit)
        .query((row, n) ->
            new PeopleRoutes.PersonView(
                row.getInt("id"),
                row.getString("name"),
                row.getString("key"),
                row.getInt("ratings")))
        .list();
  }

  /// Removes everything kept about a locked person, this table last.
  ///
  /// @return the items whose totals changed
  List<Integer> erase(int person) {
    List<Integer> rated =
        jdbc.sql(
                """
                with gone as (
                  delete from rating where person = :person returning item, hundredths
                ), counted as (
                  select item, hundredths from gone where hundredths is not null
                ), locked as materialized (
                  select t.item from item_rating t
                  where t.item in (select item from counted) order by t.item for update
                )
                update item_rating t
                set hundredths = t.hundredths - c.hundredths, count = t.count - 1
                from counted c
                where t.item = c.item and t.item in (select item from locked)
                returning t.item
                """)
            .param("person", person)
            .query((row, _) -> row.getInt(1))
            .list();
    eraseComments(person);
    for (String table :
        List.of(
            "activity", "decline", "progress", "watchlist", "watchlist_note", "interaction_log")) {
      jdbc.sql("delete from " + table + " where person = :person").param("person", person).update();
    }
    jdbc.sql("delete from person where id = :person").param("person", person).update();
    return rated;
  }

  /// Whoever changes one of the comments meanwhile holds it: what they log is there when the log's
  /// turn comes.
  private void eraseComments(int person) {
    Integer[] comments =
        jdbc.sql("delete from comment where person = :person returning id")
            .param("person", person)
            .query((row, _) -> row.getInt(1))
            .list()
            .toArray(Integer[]::new);
    jdbc.sql("delete from comment_text where comment = any(:comments)")
        .param("comments", comments)
        .update();
    jdbc.sql("delete from comment_report where person = :person or comment = any(:comments)")
        .param("person", person)
        .param("comments", comments)
        .update();
  }
}
