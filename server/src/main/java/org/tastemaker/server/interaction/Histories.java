package org.tastemaker.server.interaction;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;

/// Reads what people did.
public final class Histories {

  private static final String OF_PERSON =
      """
      select item, 1, hundredths from rating where person = ? and hundredths is not null
      union all
      select item, type, count from activity where person = ?
      union all
      select item, 7, 0 from decline where person = ? and not withdrawn
      union all
      select distinct item, 9, 0 from progress where person = ? and value is not null
      order by 1, 2
      """;

  /// Later than anything that is believed: the year 3000.
  private static final long LATEST_MICROS = 32_503_680_000_000_000L;

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
      history.add(rows.getInt(1), rows.getInt(2), rows.getLong(3));
    }
    return history.build();
  }

  /// The newest of the ratings of a person that stand.
  public List<Rated> ratings(int person, int limit) {
    return ratings(person, null, limit);
  }

  /// A rating that stands.
  public record Rated(int item, Stars stars, Instant occurredAt) {}

  /// A place in a list of ratings, newest first.
  record Place(long micros, int item) {

    static Place of(Rated last) {
      return new Place(Times.micros(last.occurredAt()), last.item());
    }

    static Place parse(String text) {
      String[] parts = text.split(" ", 2);
      return new Place(Long.parseLong(parts[0]), Integer.parseInt(parts[1]));
    }

    @Override
    public String toString() {
      return micros + " " + item;
    }
  }

  /// The ratings of a person that stand, newest first.
  ///
  /// @param after go on behind this place; null: from the start
  List<Rated> ratings(int person, @Nullable Place after, int limit) {
    return jdbc.query(
        """
        select item, hundredths, cast(extract(epoch from occurred_at) * 1000000 as bigint)
        from rating
        where person = ? and hundredths is not null
          and (occurred_at, -item) < (timestamptz 'epoch' + ? * interval '1 microsecond', ?)
        order by occurred_at desc, item
        limit ?
        """,
        (row, _) ->
            new Rated(row.getInt(1), new Stars(row.getInt(2)), Times.ofMicros(row.getLong(3))),
        person,
        after == null ? LATEST_MICROS : after.micros(),
        after == null ? 0 : -after.item(),
        limit);
  }
}
