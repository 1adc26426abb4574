package org.tastemaker.server.catalogue;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.RowCallbackHandler;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;
import org.tastemaker.server.id.SourceKey;

/// Reads items as the [CatalogueIndex] wants them: all in one pass, or a few again.
///
/// Equal values (genre lists, credits, years) become one object, so that a million items stay
/// small.
final class IndexRows {

  private static final int FETCHED_AT_ONCE = 5_000;

  private static final String SELECT =
      """
      select i.id, i.kind, i.title, i.year, i.image_url, i.language, i.country, i.hidden,
             f.name as franchise, i.attributes ->> 'series' as series,
             case when i.kind = 'episode' then cast(i.attributes ->> 'season' as integer) end as season,
             case when i.kind = 'episode' then cast(i.attributes ->> 'number' as integer) end as number,
             array(select w.name from item_keyword h join keyword w on w.id = h.keyword
                   where h.item = i.id order by w.name collate "C") as keywords,
             array(select t.title from item_title t where t.item = i.id order by t.place) as titles,
             array(select g.name from item_genre h join genre g on g.id = h.genre
                   where h.item = i.id order by g.name collate "C") as genres,
             array(select c.name || chr(10) || d.role
                   from credit d join contributor c on c.id = d.contributor
                   where d.item = i.id order by d.place) as people,
             array(select k.source || chr(10) || k.value from item_key k
                   where k.item = i.id order by k.source, k.value) as keys
      from item i left join franchise f on f.id = i.franchise
      """;

  private final JdbcTemplate jdbc;
  private final TransactionTemplate transactions;

  IndexRows(JdbcTemplate jdbc, TransactionTemplate transactions) {
    this.jdbc = jdbc;
    this.transactions = transactions;
  }

  /// The forms of the kinds.
  KindForms forms() {
    return new KindRows(JdbcClient.create(jdbc)).forms();
  }

  /// Does something while a connection of the database is held: whoever takes a lock and reads
  /// under it has the connection first. Otherwise those who have all the connections could wait for
  /// the lock, and who has the lock for a connection.
  void connected(Runnable work) {
    transactions.executeWithoutResult(status -> work.run());
  }

  /// Hands over every item. Streams: the rows never lie in memory together.
  void all(Consumer<Item> consumer) {
    var reader = new Reader(consumer);
    transactions.executeWithoutResult(status ->
        jdbc.query(
            connection -> {
              var statement = connection.prepareStatement(SELECT + " order by i.id");
              statement.setFetchSize(FETCHED_AT_ONCE);
              return statement;
            },
            reader));
  }

  /// These items as they are now.
  List<Item> some(Collection<Integer> items) {
    var found = new ArrayList<Item>(items.size());
    jdbc.query(
        connection -> {
          var statement = connection.prepareStatement(SELECT + " where i.id = any(?)");
          statement.setArray(1, connection.createArrayOf("integer", items.toArray()));
          return statement;
        },
        new Reader(found::add));
    return found;
  }

  /// What items were merged into.
  Map<Integer, Integer> merged() {
    var merged = new HashMap<Integer, Integer>();
    jdbc.query(
        "select item, kept from item_merge",
        row -> {
          merged.put(row.getInt("item"), row.getInt("kept"));
        });
    return merged;
  }

  /// Makes items of rows.
  private static final class Reader implements RowCallbackHandler {
    private final Consumer<Item> consumer;
    private final Map<Object, Object> seen = new HashMap<>();

    Reader(Consumer<Item> consumer) {
      this.consumer = consumer;
    }

    @Override
    public void processRow(ResultSet row) throws SQLException {
      consumer.accept(
          new Item(
              row.getInt("id"),
              one(new Kind(row.getString("kind"))),
              row.getString("title"),
              oneOrNull(row.getObject("year", Integer.class)),
              one(List.of(strings(row, "genres"))),
              one(Arrays.stream(strings(row, "people")).map(this::credit).toList()),
              row.getString("image_url"),
              oneOrNull(row.getString("franchise")),
              oneOrNull(row.getString("language")),
              oneOrNull(row.getString("country")),
              one(List.of(strings(row, "keywords"))),
              List.of(strings(row, "titles")),
              Arrays.stream(strings(row, "keys")).map(this::key).toList(),
              episode(row),
              row.getBoolean("hidden")));
    }

    private Item.@Nullable Episode episode(ResultSet row) throws SQLException {
      String series = row.getString("series");
      return series == null
          ? null
          : new Item.Episode(
              one(series),
              oneOrNull(row.getObject("season", Integer.class)),
              oneOrNull(row.getObject("number", Integer.class)));
    }

    private static String[] strings(ResultSet row, String column) throws SQLException {
      return (String[]) row.getArray(column).getArray();
    }

    private Credit credit(String text) {
      int end = text.lastIndexOf('\n');
      return one(new Credit(text.substring(0, end), one(text.substring(end + 1))));
    }

    private SourceKey key(String text) {
      int end = text.indexOf('\n');
      return new SourceKey(one(text.substring(0, end)), text.substring(end + 1));
    }

    @SuppressWarnings("unchecked")
    private <T> T one(T value) {
      return (T) seen.computeIfAbsent(value, same -> same);
    }

    private <T> @Nullable T oneOrNull(@Nullable T value) {
      return value == null ? null : one(value);
    }
  }
}
