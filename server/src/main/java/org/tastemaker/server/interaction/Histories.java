package org.tastemaker.server.interaction;

import java.sql.ResultSet;
import java.sql.SQLException;
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
      order by 1, 2
      """;

  private final JdbcTemplate jdbc;

  Histories(JdbcTemplate jdbc) {
    this.jdbc = jdbc;
  }

  /// Everything that stands of a person, in one query; empty when there is no such person.
  public History of(int person) {
    return jdbc.query(OF_PERSON, Histories::history, person, person, person);
  }

  private static History history(ResultSet rows) throws SQLException {
    var history = new History.Builder();
    while (rows.next()) {
      history.add(rows.getInt(1), rows.getInt(2), rows.getLong(3));
    }
    return history.build();
  }
}
