package org.tastemaker.server.proposal;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.tastemaker.server.json.Json;
import tools.jackson.databind.JsonNode;

/// The table `proposal`.
record ProposalRows(JdbcClient jdbc) {

  private static final String COLUMNS =
      """
      id, item, body, episodes, note, proposer, proposed_at, state, reason, decided_at, result
      """;

  private static Proposal proposal(ResultSet row) throws SQLException {
    var decided = row.getObject("decided_at", OffsetDateTime.class);
    return new Proposal(
        row.getInt("id"),
        row.getObject("item", Integer.class),
        Json.mapper().readTree(row.getString("body")),
        Json.mapper().readTree(row.getString("episodes")),
        row.getString("note"),
        row.getInt("proposer"),
        row.getObject("proposed_at", OffsetDateTime.class).toInstant(),
        ProposalState.of(row.getString("state")),
        row.getString("reason"),
        decided == null ? null : decided.toInstant(),
        row.getObject("result", Integer.class));
  }

  Proposal add(
      @Nullable Integer item,
      JsonNode body,
      JsonNode episodes,
      @Nullable String note,
      int proposer) {
    return jdbc.sql(
            """
            insert into proposal (item, body, episodes, note, proposer)
            values (:item, cast(:body as jsonb), cast(:episodes as jsonb), :note, :proposer)
            returning
            """
                + COLUMNS)
        .param("item", item, Types.INTEGER)
        .param("body", body.toString())
        .param("episodes", episodes.toString())
        .param("note", note, Types.VARCHAR)
        .param("proposer", proposer)
        .query((row, _) -> proposal(row))
        .single();
  }

  /// How many open ones somebody has.
  int open(int proposer) {
    return jdbc.sql("select count(*) from proposal where proposer = :proposer and state = 'open'")
        .param("proposer", proposer)
        .query(Integer.class)
        .single();
  }

  Optional<Proposal> find(int id) {
    return jdbc.sql("select " + COLUMNS + " from proposal where id = :id")
        .param("id", id)
        .query((row, _) -> proposal(row))
        .optional();
  }

  /// The same, and nobody else decides on it until this transaction ends.
  Optional<Proposal> lock(int id) {
    return jdbc.sql("select " + COLUMNS + " from proposal where id = :id for update")
        .param("id", id)
        .query((row, _) -> proposal(row))
        .optional();
  }

  /// Proposals of one state, the oldest first.
  ///
  /// @param after go on behind this id
  List<Proposal> queue(ProposalState state, int after, int limit) {
    return jdbc.sql(
            "select "
                + COLUMNS
                + " from proposal where state = :state and id > :after order by id limit :limit")
        .param("state", state.text())
        .param("after", after)
        .param("limit", limit)
        .query((row, _) -> proposal(row))
        .list();
  }

  /// What somebody proposed, the newest first.
  ///
  /// @param before go on behind this id
  List<Proposal> of(int proposer, int before, int limit) {
    return jdbc.sql(
            "select "
                + COLUMNS
                + " from proposal where proposer = :proposer and id < :before"
                + " order by id desc limit :limit")
        .param("proposer", proposer)
        .param("before", before)
        .param("limit", limit)
        .query((row, _) -> proposal(row))
        .list();
  }

  void amend(int id, JsonNode body, JsonNode episodes) {
    jdbc.sql(
            """
            update proposal set body = cast(:body as jsonb), episodes = cast(:episodes as jsonb)
            where id = :id
            """)
        .param("id", id)
        .param("body", body.toString())
        .param("episodes", episodes.toString())
        .update();
  }

  void decide(int id, ProposalState state, @Nullable String reason, @Nullable Integer result) {
    jdbc.sql(
            """
            update proposal
            set state = :state, reason = :reason, result = :result, decided_at = now()
            where id = :id
            """)
        .param("id", id)
        .param("state", state.text())
        .param("reason", reason, Types.VARCHAR)
        .param("result", result, Types.INTEGER)
        .update();
  }

  void remove(int id) {
    jdbc.sql("delete from proposal where id = :id").param("id", id).update();
  }

  void removeAll(int proposer) {
    jdbc.sql("delete from proposal where proposer = :proposer")
        .param("proposer", proposer)
        .update();
  }
}
