package org.tastemaker.server.interaction;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.tastemaker.server.interaction.Standing.Counted;
import org.tastemaker.server.interaction.Standing.Declined;
import org.tastemaker.server.interaction.Standing.Listed;
import org.tastemaker.server.interaction.Standing.Rated;
import org.tastemaker.server.interaction.Standing.Reached;

/// Reads what stands between a person and an item.
public final class Standings {

  private final JdbcClient jdbc;

  Standings(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /// All of it, in one query.
  public Standing between(int person, int item) {
    var collected = new Collected();
    jdbc.sql(
            """
            select 1 as type, cast(hundredths as bigint) as value, occurred_at as first,
                   occurred_at as last, cast(null as text[]) as details
            from rating where person = :person and item = :item and hundredths is not null
            union all
            select type, count, first_at, last_at, null
            from activity where person = :person and item = :item
            union all
            select measure, value, occurred_at, occurred_at, null
            from progress where person = :person and item = :item and value is not null
            union all
            select 7, 0, occurred_at, occurred_at,
            """
                + DeclineReasons.told("reasons")
                + """
                     from decline where person = :person and item = :item and not withdrawn
                union all
                select 13, 0, w.occurred_at, w.occurred_at, array[n.note]
                from watchlist w
                left join watchlist_note n on n.person = w.person and n.item = w.item
                where w.person = :person and w.item = :item and not w.removed
                """)
        .param("person", person)
        .param("item", item)
        .query(collected::add);
    return collected.standing();
  }

  /// What somebody viewed, played, bought, installed or began, by item.
  Map<Integer, Standing> consumed(int person) {
    var collected = new HashMap<Integer, Collected>();
    jdbc.sql(
            """
            select item, type, count as value, first_at as first, last_at as last
            from activity where person = :person
            union all
            select item, measure, value, occurred_at, occurred_at
            from progress where person = :person and value is not null
            """)
        .param("person", person)
        .query(row -> {
          collected.computeIfAbsent(row.getInt("item"), _ -> new Collected()).add(row);
        });
    var standings = new HashMap<Integer, Standing>();
    collected.forEach((item, one) -> standings.put(item, one.standing()));
    return standings;
  }

  /// What stands between a person and an item, while its rows are read.
  static final class Collected {
    private final Map<Activity, Counted> counts = new EnumMap<>(Activity.class);
    private final Map<Measure, Integer> measures = new EnumMap<>(Measure.class);
    private Instant reachedAt = Instant.EPOCH;
    private @Nullable Rated rated;
    private @Nullable Declined declined;
    private @Nullable Listed listed;

    void add(ResultSet row) throws SQLException {
      int type = row.getInt("type");
      long value = row.getLong("value");
      var last = time(row, "last");
      switch (type) {
        case LogType.RATED -> rated = new Rated(new Stars((int) value), last);
        case LogType.DECLINED -> declined = new Declined(DeclineReasons.read(row, "details"), last);
        case LogType.WATCHLISTED -> listed = new Listed(note(row), last);
        case LogType.SHARE, LogType.EPISODE, LogType.HOURS -> {
          measures.put(Measure.of(type), (int) value);
          reachedAt = last.isAfter(reachedAt) ? last : reachedAt;
        }
        default -> counts.put(Activity.of(type), new Counted(value, time(row, "first"), last));
      }
    }

    private static @Nullable String note(ResultSet row) throws SQLException {
      return ((@Nullable String[]) row.getArray("details").getArray())[0];
    }

    private static Instant time(ResultSet row, String column) throws SQLException {
      return row.getObject(column, OffsetDateTime.class).toInstant();
    }

    Standing standing() {
      return new Standing(
          rated,
          counts.get(Activity.VIEWED),
          counts.get(Activity.PLAYED),
          counts.get(Activity.PURCHASED),
          counts.get(Activity.INSTALLED),
          measures.isEmpty() ? null : reached(),
          declined,
          listed);
    }

    private Reached reached() {
      return new Reached(
          value(Measure.SHARE), measures.get(Measure.EPISODE), value(Measure.HOURS), reachedAt);
    }

    private @Nullable Double value(Measure measure) {
      return measures.containsKey(measure)
          ? (Double) measure.value(Objects.requireNonNull(measures.get(measure)))
          : null;
    }
  }
}
