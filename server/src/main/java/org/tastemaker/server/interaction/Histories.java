package org.tastemaker.server.interaction;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.springframework.jdbc.core.JdbcTemplate;

/// Reads what people did.
public final class Histories {

  private static final String OF_PERSON =
      """
      select item, 1, hundredths, cast(floor(date_part('epoch', occurred_at)) as bigint)
      from rating where person = ? and hundredths is not null
      union all
      select item, type, count, cast(floor(date_part('epoch', last_at)) as bigint)
      from activity where person = ?
      union all
      select item, 7, cardinality(reasons),
             cast(floor(date_part('epoch', occurred_at)) as bigint)
      from decline where person = ? and not withdrawn
      union all
      select item, 9, 0, 0 from progress where person = ? and value is not null
      """;

  private static final String REASONS =
      """
      select d.item, r.reason, r.value
      from decline d join decline_reason r on r.id = any(d.reasons)
      where d.person = ? and not d.withdrawn and d.reasons <> '{}'
      order by d.item, r.reason, r.value
      """;

  private final JdbcTemplate jdbc;
  private final Duration notNow;
  private final InstantSource clock;

  /// @param notNow how long a decline for `not-now` alone stands
  Histories(JdbcTemplate jdbc, Duration notNow, InstantSource clock) {
    this.jdbc = jdbc;
    this.notNow = notNow;
    this.clock = clock;
  }

  /// Everything that stands of a person; empty when there is no such person. One query, and another
  /// one for whoever said why they decline something.
  public History of(int person) {
    var history =
        Objects.requireNonNull(
            jdbc.query(OF_PERSON, Histories::history, person, person, person, person));
    return history.hasReasons()
        ? history.because(reasons(person), clock.instant().minus(notNow))
        : history;
  }

  private Map<Integer, List<DeclineReason>> reasons(int person) {
    var reasons = new TreeMap<Integer, List<DeclineReason>>();
    jdbc.query(
        REASONS,
        row -> {
          reasons
              .computeIfAbsent(row.getInt(1), _ -> new ArrayList<>())
              .add(DeclineReason.of(row.getString(2), row.getString(3)));
        },
        person);
    return reasons;
  }

  private static History history(ResultSet rows) throws SQLException {
    var history = new History.Builder();
    while (rows.next()) {
      history.add(rows.getInt(1), rows.getInt(2), rows.getLong(3), rows.getLong(4));
    }
    return history.build();
  }

  /// A rating that stands.
  public record Rated(int item, Stars stars, Instant occurredAt) {}

  /// The newest of the ratings of a person that stand.
  public List<Rated> ratings(int person, int limit) {
    return jdbc.query(
        """
        select item, hundredths, cast(extract(epoch from occurred_at) * 1000000 as bigint)
        from rating
        where person = ? and hundredths is not null
        order by occurred_at desc, item
        limit ?
        """,
        (row, _) ->
            new Rated(row.getInt(1), new Stars(row.getInt(2)), Times.ofMicros(row.getLong(3))),
        person,
        limit);
  }
}
