package org.tastemaker.server.training;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.tastemaker.server.json.Json;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.JsonNode;

/// The tables `model` and `live_model`: the history, and the pointers to what serves.
final class ModelRows {

  /// A model to be entered.
  record Draft(
      ModelRole role,
      JsonNode algorithm,
      @Nullable Selection selection,
      JsonNode preference,
      long logPosition,
      long seed,
      int people,
      int items,
      long interactions,
      List<Measured> metrics,
      Verdict verdict,
      @Nullable Blob blob,
      @Nullable Long job) {}

  private static final String SELECT =
      """
      select model.*, live_model.model is not null as live,
             exists (select from model_chunk where model_chunk.sha256 = model.sha256) as stored
      from model left join live_model on live_model.role = model.role and live_model.model = model.id
      """;

  private final JdbcClient jdbc;

  ModelRows(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  long insert(Draft draft) {
    var blob = draft.blob();
    return jdbc.sql(
            """
            insert into model (role, algorithm, selection, preference, log_position, seed, people, items, interactions,
                               metrics, accepted, verdict, sha256, bytes, job)
            values (:role, :algorithm::jsonb, :selection::jsonb, :preference::jsonb, :position, :seed, :people, :items,
                    :interactions, :metrics::jsonb, :accepted, :verdict, :sha256, :bytes, :job)
            returning id
            """)
        .param("role", draft.role().label())
        .param("algorithm", draft.algorithm().toString())
        .param("selection", json(draft.selection()))
        .param("preference", draft.preference().toString())
        .param("position", draft.logPosition())
        .param("seed", draft.seed())
        .param("people", draft.people())
        .param("items", draft.items())
        .param("interactions", draft.interactions())
        .param("metrics", Json.mapper().writeValueAsString(draft.metrics()))
        .param("accepted", draft.verdict().accepted())
        .param("verdict", draft.verdict().sentence())
        .param("sha256", blob == null ? null : blob.sha256())
        .param("bytes", blob == null ? null : blob.bytes())
        .param("job", draft.job())
        .query(Long.class)
        .single();
  }

  /// Lets a model serve.
  void point(ModelRole role, long model) {
    jdbc.sql(
            """
            insert into live_model (role, model) values (:role, :model)
            on conflict (role) do update
            set previous = live_model.model, model = excluded.model, changed_at = now()
            where live_model.model <> excluded.model
            """)
        .param("role", role.label())
        .param("model", model)
        .update();
  }

  /// Until the transaction ends nobody else moves a pointer.
  void lockPointers() {
    jdbc.sql("lock table live_model in share row exclusive mode").update();
  }

  Optional<TrainedModel> find(long id) {
    return jdbc.sql(SELECT + "where model.id = :id")
        .param("id", id)
        .query(ModelRows::model)
        .optional();
  }

  List<TrainedModel> history(@Nullable ModelRole role, int limit) {
    return jdbc.sql(
            SELECT
                + """
                where :role::text is null or model.role = :role
                order by model.id desc
                limit :limit
                """)
        .param("role", role == null ? null : role.label())
        .param("limit", limit)
        .query(ModelRows::model)
        .list();
  }

  /// The models that serve.
  List<TrainedModel> live() {
    return jdbc.sql(SELECT + "where live_model.model is not null").query(ModelRows::model).list();
  }

  Optional<TrainedModel> live(ModelRole role) {
    return live().stream().filter(model -> model.role() == role).findFirst();
  }

  /// The newest model before that one that may serve.
  Optional<TrainedModel> acceptedBefore(ModelRole role, long id) {
    return jdbc.sql(
            SELECT
                + """
                where model.role = :role and model.id < :id and model.accepted
                order by model.id desc
                limit 1
                """)
        .param("role", role.label())
        .param("id", id)
        .query(ModelRows::model)
        .optional();
  }

  /// The hashes of the live models and of the newest so many accepted ones of each role.
  List<String> kept(int newest) {
    return jdbc.sql(
            """
            select sha256
            from (select id, sha256, row_number() over (partition by role order by id desc) as place
                  from model where accepted) ranked
            where place <= :newest or id in (select model from live_model)
            """)
        .param("newest", newest)
        .query((row, _) -> row.getString(1))
        .list();
  }

  /// Up to where the logs count in the newest model of each role that has one, accepted or not.
  Map<ModelRole, LastTraining> last() {
    var last = new EnumMap<ModelRole, LastTraining>(ModelRole.class);
    jdbc.sql(
            """
            select distinct on (role) role, log_position, trained_at, interactions
            from model order by role, log_position desc, id desc
            """)
        .query(row -> {
          last.put(
              ModelRole.labelled(row.getString("role")),
              new LastTraining(
                  row.getLong("log_position"),
                  time(row, "trained_at"),
                  row.getLong("interactions")));
        });
    return last;
  }

  /// The end of the last training of a role.
  ///
  /// @param interactions how many it learnt from
  record LastTraining(long position, Instant at, long interactions) {}

  private static TrainedModel model(ResultSet row, int number) throws SQLException {
    return new TrainedModel(
        row.getLong("id"),
        ModelRole.labelled(row.getString("role")),
        Json.mapper().readTree(row.getString("algorithm")),
        selection(row.getString("selection")),
        Json.mapper().readTree(row.getString("preference")),
        row.getLong("log_position"),
        row.getLong("seed"),
        row.getInt("people"),
        row.getInt("items"),
        row.getLong("interactions"),
        Json.mapper().readValue(row.getString("metrics"), new TypeReference<List<Measured>>() {}),
        row.getBoolean("accepted"),
        row.getString("verdict"),
        row.getString("sha256"),
        longOrNull(row, "bytes"),
        longOrNull(row, "job"),
        time(row, "trained_at"),
        row.getBoolean("live"),
        row.getBoolean("stored"));
  }

  private static @Nullable String json(@Nullable Selection selection) {
    return selection == null ? null : Json.mapper().writeValueAsString(selection);
  }

  private static @Nullable Selection selection(@Nullable String json) {
    return json == null ? null : Json.mapper().readValue(json, Selection.class);
  }

  private static @Nullable Long longOrNull(ResultSet row, String column) throws SQLException {
    long value = row.getLong(column);
    return row.wasNull() ? null : value;
  }

  private static Instant time(ResultSet row, String column) throws SQLException {
    return row.getObject(column, OffsetDateTime.class).toInstant();
  }
}
