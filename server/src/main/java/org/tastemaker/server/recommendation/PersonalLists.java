package org.tastemaker.server.recommendation;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.tastemaker.server.interaction.PersonalData;

/// What somebody was recommended, as far as the recommendation log still has it.
record PersonalLists(JdbcClient jdbc) implements PersonalData {

  record Shown(Instant at, String source, List<Integer> items) {}

  @Override
  public String name() {
    return "recommendations";
  }

  @Override
  public List<Shown> of(int person) {
    return jdbc.sql(
            """
            select created_at, source, items from recommendation_log
            where person = :person order by created_at
            """)
        .param("person", person)
        .query((row, _) -> shown(row))
        .list();
  }

  private static Shown shown(ResultSet row) throws SQLException {
    return new Shown(
        row.getObject("created_at", OffsetDateTime.class).toInstant(),
        row.getString("source"),
        Arrays.asList((Integer[]) row.getArray("items").getArray()));
  }

  /// What was shown stays for measuring; to whom does not.
  @Override
  public void erase(int person) {
    jdbc.sql("update recommendation_log set person = null where person = :person")
        .param("person", person)
        .update();
  }
}
