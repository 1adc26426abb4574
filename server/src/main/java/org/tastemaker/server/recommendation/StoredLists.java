package org.tastemaker.server.recommendation;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;
import org.tastemaker.server.catalogue.Kind;
import org.tastemaker.server.interaction.PersonalData;
import org.tastemaker.server.recommendation.RecommendedItem.Reason;
import tools.jackson.databind.json.JsonMapper;

/// The latest list of each kind that was made for somebody on request, with predicted ratings. The
/// tables `stored_list` and `stored_item`.
final class StoredLists implements PersonalData {
  private final JdbcClient jdbc;
  private final TransactionTemplate transactions;
  private final JsonMapper json;

  StoredLists(JdbcClient jdbc, TransactionTemplate transactions, JsonMapper json) {
    this.jdbc = jdbc;
    this.transactions = transactions;
    this.json = json;
  }

  /// A list as it was made.
  ///
  /// @param about the item that it began with; null where it is what the person is recommended
  ///   anyway
  /// @param model what put it in order; null when none did
  /// @param ratingModel what predicted the ratings; null when none did
  record Stored(
      String kind,
      @Nullable Integer about,
      @Nullable Long model,
      @Nullable Long ratingModel,
      Instant madeAt,
      List<StoredItem> items) {}

  /// An item of a list.
  ///
  /// @param predicted in hundredths of a star; null where nothing is predicted
  record StoredItem(
      int item, float score, String source, Reason reason, @Nullable Integer predicted) {}

  /// A predicted rating.
  ///
  /// @param predicted in hundredths of a star
  record Prediction(int item, int predicted, long model, Instant madeAt) {}

  /// Puts a list in the place of the last one of its kind.
  void store(int person, Stored list) {
    transactions.executeWithoutResult(status -> {
      put(person, list);
      jdbc.sql("delete from stored_item where person = :person and kind = :kind")
          .param("person", person)
          .param("kind", list.kind())
          .update();
      putItems(person, list);
    });
  }

  private void put(int person, Stored list) {
    jdbc.sql(
            """
            insert into stored_list (person, kind, about, model, rating_model, made_at)
            values (:person, :kind, :about, :model, :ratingModel, :madeAt)
            on conflict (person, kind) do update
            set about = excluded.about, model = excluded.model,
                rating_model = excluded.rating_model, made_at = excluded.made_at
            """)
        .param("person", person)
        .param("kind", list.kind())
        .param("about", list.about())
        .param("model", list.model())
        .param("ratingModel", list.ratingModel())
        .param("madeAt", list.madeAt().atOffset(ZoneOffset.UTC))
        .update();
  }

  private void putItems(int person, Stored list) {
    var items = list.items();
    jdbc.sql(
            """
            insert into stored_item (person, kind, place, item, score, source, reason, predicted)
            select :person, :kind, u.place, u.item, u.score, u.source, cast(u.reason as jsonb), u.predicted
            from unnest(cast(:items as integer[]), cast(:scores as real[]), cast(:sources as text[]),
                        cast(:reasons as text[]), cast(:predicted as smallint[]))
              with ordinality as u (item, score, source, reason, predicted, place)
            """)
        .param("person", person)
        .param("kind", list.kind())
        .param("items", items.stream().map(StoredItem::item).toArray(Integer[]::new))
        .param("scores", items.stream().map(StoredItem::score).toArray(Float[]::new))
        .param("sources", items.stream().map(StoredItem::source).toArray(String[]::new))
        .param(
            "reasons",
            items.stream()
                .map(each -> json.writeValueAsString(each.reason()))
                .toArray(String[]::new))
        .param("predicted", items.stream().map(StoredItem::predicted).toArray(Integer[]::new))
        .update();
  }

  /// The latest list of a kind.
  Optional<Stored> find(int person, Kind kind) {
    return all(person, kind.name()).stream().findFirst();
  }

  private List<Stored> all(int person, @Nullable String kind) {
    return jdbc.sql(
            """
            select kind, about, model, rating_model, made_at from stored_list
            where person = :person and (cast(:kind as text) is null or kind = :kind)
            order by kind
            """)
        .param("person", person)
        .param("kind", kind)
        .query((row, _) -> stored(row, items(person, row.getString("kind"))))
        .list();
  }

  private static Stored stored(ResultSet row, List<StoredItem> items) throws SQLException {
    return new Stored(
        row.getString("kind"),
        row.getObject("about", Integer.class),
        row.getObject("model", Long.class),
        row.getObject("rating_model", Long.class),
        row.getObject("made_at", OffsetDateTime.class).toInstant(),
        items);
  }

  private List<StoredItem> items(int person, String kind) {
    return jdbc.sql(
            """
            select item, score, source, reason, predicted from stored_item
            where person = :person and kind = :kind order by place
            """)
        .param("person", person)
        .param("kind", kind)
        .query((row, _) ->
            new StoredItem(
                row.getInt("item"),
                row.getFloat("score"),
                row.getString("source"),
                json.readValue(row.getString("reason"), Reason.class),
                row.getObject("predicted", Integer.class)))
        .list();
  }

  /// The predicted ratings of all lists of a person, the best first.
  List<Prediction> predictions(int person, int limit) {
    return jdbc.sql(
            """
            select i.item, i.predicted, l.rating_model, l.made_at
            from stored_item i join stored_list l on l.person = i.person and l.kind = i.kind
            where i.person = :person and i.predicted is not null
            order by i.predicted desc, i.kind, i.place
            limit :limit
            """)
        .param("person", person)
        .param("limit", limit)
        .query((row, _) ->
            new Prediction(
                row.getInt("item"),
                row.getInt("predicted"),
                row.getLong("rating_model"),
                row.getObject("made_at", OffsetDateTime.class).toInstant()))
        .list();
  }

  @Override
  public String name() {
    return "storedLists";
  }

  @Override
  public List<Stored> of(int person) {
    return all(person, null);
  }

  @Override
  public void erase(int person) {
    jdbc.sql("delete from stored_list where person = :person").param("person", person).update();
  }
}
