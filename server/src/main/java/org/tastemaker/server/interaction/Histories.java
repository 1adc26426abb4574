package org.tastemaker.server.interaction;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
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
      select item, 7, 0, 0 from decline where person = ? and not withdrawn
      union all
      select distinct item, 9, 0, 0 from progress where person = ? and value is not null
      order by 1, 2
      """;

  private final JdbcTemplate jdbc;

  Histories(JdbcTemplate jdbc) {
    this.jdbc = jdbc;
  }

  /// Everything that stands of a person, in one query; empty when there is no such person.
  public History of(int person) {
    return jdbc.query(OF_PERSON, Histories::history, person, person, person, person);
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
