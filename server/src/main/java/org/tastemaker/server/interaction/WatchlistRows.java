package org.tastemaker.server.interaction;

import java.sql.Types;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/// The tables `watchlist` and `watchlist_note`, and the rows of the former in the log. Whoever
/// writes has locked the persons.
///
/// Places leave gaps, so that moving an entry writes that one; where a gap is used up, the list is
/// numbered anew.
final class WatchlistRows {

  private static final int GAP = 1024;
  private static final int FARTHEST = 2_000_000_000;

  private final JdbcClient jdbc;

  WatchlistRows(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /// An entry, or its removal.
  ///
  /// @param implied nobody said when: it is the clock's time
  record Change(int person, int item, boolean removed, long micros, boolean implied) {}

  /// What became of a change.
  ///
  /// @param written whether it was news
  /// @param older whether something newer stands
  record Result(boolean written, boolean older) {}

  /// Writes what is new of these changes, each pair of person and item once: the newest counts. New
  /// entries go to the end of the list; who is on it already stays where they are.
  Result[] merge(List<Change> changes, @Nullable Integer actor) {
    var results = new Result[changes.size()];
    jdbc.sql(
            """
            with given as materialized (
              select n, person, item, removed,
                     timestamptz 'epoch' + micros * interval '1 microsecond' as at, implied
              from unnest(cast(:persons as integer[]), cast(:items as integer[]),
                          cast(:removed as boolean[]), cast(:micros as bigint[]),
                          cast(:implied as boolean[]))
                   with ordinality as g (person, item, removed, micros, implied, n)
            ), compared as materialized (
              select g.n, g.person, g.item, g.removed, g.implied,
                     case when g.implied then greatest(g.at, w.occurred_at) else g.at end as at,
                     coalesce(w.removed, true) as before, w.occurred_at as since, w.place
              from given g
              left join watchlist w on w.person = g.person and w.item = g.item
            ), fresh as materialized (
              select * from compared
              where case when since is null then not removed
                         when at = since then removed <> before
                         else at > since and (removed <> before or not removed and not implied) end
            ), news as materialized (
              select f.*,
                     case when f.removed then f.place
                          when not f.before then f.place
                          else coalesce(l.last, 0)
                               + %1$d * cast(row_number() over (partition by f.person, f.removed or not f.before
                                                                order by f.n) as integer) end
                       as new_place
              from fresh f
              left join (select person, max(place) as last from watchlist
                         where not removed and person in (select person from fresh)
                         group by person) l on l.person = f.person
            ), logged as (
              insert into interaction_log (occurred_at, person, item, value, type, actor)
              select at, person, item, case when removed then 0 else new_place end,
                     case when removed then 14 else 13 end, cast(:actor as integer)
              from news order by n
            ), stated as (
              insert into watchlist (person, item, place, removed, occurred_at)
              select person, item, new_place, removed, at from news order by person, item
              on conflict (person, item) do update
              set place = excluded.place, removed = excluded.removed,
                  occurred_at = excluded.occurred_at
            )
            select c.n, w.n is not null as written,
                   coalesce(c.at < c.since, false) as older
            from compared c left join news w on w.n = c.n
            """
                .formatted(GAP))
        .param("persons", changes.stream().map(Change::person).toArray(Integer[]::new))
        .param("items", changes.stream().map(Change::item).toArray(Integer[]::new))
        .param("removed", changes.stream().map(Change::removed).toArray(Boolean[]::new))
        .param("micros", changes.stream().map(Change::micros).toArray(Long[]::new))
        .param("implied", changes.stream().map(Change::implied).toArray(Boolean[]::new))
        .param("actor", actor, Types.INTEGER)
        .query(row -> {
          results[row.getInt("n") - 1] =
              new Result(row.getBoolean("written"), row.getBoolean("older"));
        });
    return results;
  }

  /// A note on an entry; an empty one takes the note away.
  record Note(int person, int item, String note) {}

  /// Writes notes on entries that stand.
  ///
  /// @return those that changed something
  Set<Note> note(List<Note> notes) {
    var changed = new HashSet<Note>();
    jdbc.sql(
            """
            with given as materialized (
              select g.person, g.item, g.note
              from unnest(cast(:persons as integer[]), cast(:items as integer[]),
                          cast(:notes as text[])) as g (person, item, note)
              join watchlist w on w.person = g.person and w.item = g.item and not w.removed
            ), gone as (
              delete from watchlist_note n using given g
              where n.person = g.person and n.item = g.item and g.note = ''
              returning n.person, n.item, '' as note
            ), written as (
              insert into watchlist_note as n (person, item, note)
              select person, item, note from given where note <> '' order by person, item
              on conflict (person, item) do update set note = excluded.note
              where n.note <> excluded.note
              returning person, item, note
            )
            select * from gone union all select * from written
            """)
        .param("persons", notes.stream().map(Note::person).toArray(Integer[]::new))
        .param("items", notes.stream().map(Note::item).toArray(Integer[]::new))
        .param("notes", notes.stream().map(Note::note).toArray(String[]::new))
        .query(row -> {
          changed.add(new Note(row.getInt("person"), row.getInt("item"), row.getString("note")));
        });
    return changed;
  }

  /// Takes the notes of entries away that are removed.
  void dropNotes(Integer[] persons, Integer[] items) {
    jdbc.sql(
            """
            delete from watchlist_note n
            using watchlist w, unnest(cast(:persons as integer[]), cast(:items as integer[]))
                               as g (person, item)
            where n.person = g.person and n.item = g.item
              and w.person = g.person and w.item = g.item and w.removed
            """)
        .param("persons", persons)
        .param("items", items)
        .update();
  }

  /// An entry that stands.
  record Entry(int item, int place) {}

  /// The list in its order.
  List<Entry> entries(int person) {
    return jdbc.sql(
            """
            select item, place from watchlist
            where person = :person and not removed order by place, item
            """)
        .param("person", person)
        .query((row, _) -> new Entry(row.getInt("item"), row.getInt("place")))
        .list();
  }

  /// Moves an entry of a locked person to a place in the list, counted from 1; past the end is the
  /// end.
  ///
  /// @return false when it is not on the list
  boolean move(int person, int item, int rank, @Nullable Integer actor) {
    var others = new ArrayList<>(entries(person));
    int before = others.stream().map(Entry::item).toList().indexOf(item);
    if (before < 0) {
      return false;
    }
    others.remove(before);
    int to = Math.min(rank - 1, others.size());
    if (to == before) {
      return true;
    }
    long low =
        to == 0
            ? (others.isEmpty() ? 0 : others.getFirst().place()) - 2L * GAP
            : others.get(to - 1).place();
    long high = to == others.size() ? low + 2L * GAP : others.get(to).place();
    if (high - low >= 2 && low > -FARTHEST && high < FARTHEST) {
      write(person, List.of(new Entry(item, (int) ((low + high) / 2))), actor);
    } else {
      others.add(to, new Entry(item, 0));
      write(person, numbered(others), actor);
    }
    return true;
  }

  private static List<Entry> numbered(List<Entry> entries) {
    var numbered = new ArrayList<Entry>(entries.size());
    for (int i = 0; i < entries.size(); i++) {
      numbered.add(new Entry(entries.get(i).item(), (i + 1) * GAP));
    }
    return numbered;
  }

  private void write(int person, List<Entry> entries, @Nullable Integer actor) {
    jdbc.sql(
            """
            with given as materialized (
              select n, item, place
              from unnest(cast(:items as integer[]), cast(:places as integer[]))
                   with ordinality as g (item, place, n)
            ), logged as (
              insert into interaction_log (occurred_at, person, item, value, type, actor)
              select now(), cast(:person as integer), item, place, 15, cast(:actor as integer)
              from given order by n
            )
            update watchlist w set place = g.place
            from given g where w.person = :person and w.item = g.item
            """)
        .param("person", person)
        .param("items", entries.stream().map(Entry::item).toArray(Integer[]::new))
        .param("places", entries.stream().map(Entry::place).toArray(Integer[]::new))
        .param("actor", actor, Types.INTEGER)
        .update();
  }
}
