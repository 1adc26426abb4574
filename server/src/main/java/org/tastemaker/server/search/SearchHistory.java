package org.tastemaker.server.search;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;
import org.tastemaker.server.interaction.PersonalData;

/// What people searched for, and what they picked: the newest of each, up to so many. The table
/// `search_history`.
public final class SearchHistory implements PersonalData {

  private final JdbcClient jdbc;
  private final TransactionTemplate transactions;
  private final int most;
  private final InstantSource clock;

  SearchHistory(JdbcClient jdbc, TransactionTemplate transactions, int most, InstantSource clock) {
    this.jdbc = jdbc;
    this.transactions = transactions;
    this.most = most;
    this.clock = clock;
  }

  /// A search.
  ///
  /// @param id its number; grows with nothing in particular
  /// @param title what was typed
  /// @param item what was picked, if anything was
  public record Entry(long id, String title, @Nullable Integer item, Instant searchedAt) {}

  /// A place in a history, newest first.
  record Place(Instant searchedAt, long id) {}

  /// Notes a search; the same again moves to the top. The oldest beyond the limit go.
  ///
  /// @param person who exists
  public Entry add(int person, String title, @Nullable Integer item) {
    var now = clock.instant().truncatedTo(ChronoUnit.MICROS);
    return transactions.execute(status -> {
      var entry = put(person, title, item, now);
      trim(person);
      return entry;
    });
  }

  private Entry put(int person, String title, @Nullable Integer item, Instant now) {
    return jdbc.sql(
            """
            insert into search_history (person, title, item, searched_at)
            values (:person, :title, :item, :now)
            on conflict (person, title, item)
            do update set searched_at = greatest(search_history.searched_at, excluded.searched_at)
            returning id, title, item, searched_at
            """)
        .param("person", person)
        .param("title", title)
        .param("item", item)
        .param("now", now.atOffset(ZoneOffset.UTC))
        .query(SearchHistory::entry)
        .single();
  }

  private void trim(int person) {
    jdbc.sql(
            """
            delete from search_history
            where id in (select id from search_history where person = :person
                         order by searched_at desc, id desc offset :most)
            """)
        .param("person", person)
        .param("most", most)
        .update();
  }

  /// The newest searches.
  ///
  /// @param after go on behind this place; null: from the start
  List<Entry> newest(int person, @Nullable Place after, int limit) {
    return jdbc.sql(
            """
            select id, title, item, searched_at from search_history
            where person = :person
              and (cast(:at as timestamptz) is null or (searched_at, id) < (:at, :id))
            order by searched_at desc, id desc
            limit :limit
            """)
        .param("person", person)
        .param("at", after == null ? null : after.searchedAt().atOffset(ZoneOffset.UTC))
        .param("id", after == null ? 0 : after.id())
        .param("limit", limit)
        .query(SearchHistory::entry)
        .list();
  }

  /// The newest searches of somebody.
  public List<Entry> newest(int person, int limit) {
    return newest(person, null, limit);
  }

  /// Forgets one search of somebody; false when they have none of that number.
  public boolean forget(int person, long id) {
    return jdbc.sql("delete from search_history where person = :person and id = :id")
            .param("person", person)
            .param("id", id)
            .update()
        > 0;
  }

  /// Forgets all searches of somebody.
  public void forgetAll(int person) {
    jdbc.sql("delete from search_history where person = :person").param("person", person).update();
  }

  private static Entry entry(ResultSet row, int number) throws SQLException {
    return new Entry(
        row.getLong("id"),
        row.getString("title"),
        row.getObject("item", Integer.class),
        row.getObject("searched_at", OffsetDateTime.class).toInstant());
  }

  @Override
  public String name() {
    return "searches";
  }

  @Override
  public List<Entry> of(int person) {
    return newest(person, null, Integer.MAX_VALUE);
  }

  @Override
  public void erase(int person) {
    forgetAll(person);
  }
}
