package org.tastemaker.server.catalogue;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;
import org.tastemaker.server.id.SourceKey;
import org.tastemaker.server.json.Json;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Makes the tables of the catalogue anew from the event log: the same items under the same ids.
public final class CatalogueReplay {

  private static final int ITEMS_AT_ONCE = 1_000;

  private final JdbcClient jdbc;
  private final TransactionTemplate transactions;
  private final ItemRows rows;
  private final KindRows kinds;
  private final LiveCatalogue live;

  CatalogueReplay(
      JdbcClient jdbc, TransactionTemplate transactions, ItemRows rows, LiveCatalogue live) {
    this.jdbc = jdbc;
    this.transactions = transactions;
    this.rows = rows;
    this.kinds = new KindRows(jdbc);
    this.live = live;
  }

  /// Empties the tables and fills them from the log, in one transaction; then reads the catalogue
  /// again.
  public void run() {
    transactions.executeWithoutResult(status -> {
      rows.lock();
      jdbc.sql(
              """
              truncate item, item_key, item_genre, item_title, item_keyword, item_link, credit, genre, keyword,
                       contributor, franchise
              """)
          .update();
      declareKinds();
      addFranchises();
      replayItems();
      replayLinks();
      new MergeRows(jdbc).restore();
      rows.continueIds(ItemEvents.types());
    });
    live.load();
  }

  private void declareKinds() {
    kinds.clear();
    jdbc.sql("select object_id, payload from event where type = :type order by position")
        .param("type", ItemEvents.KIND_DECLARED)
        .query((row, _) ->
            kinds.declare(
                form(Json.mapper().readTree(row.getString("payload"))), row.getInt("object_id")))
        .list();
  }

  private static KindForm form(JsonNode told) {
    return KindForm.declared(new Kind(told.get("kind").asString()), told.get("schema"));
  }

  /// In the order in which they were first named, since the first spelling is the one that stays.
  private void addFranchises() {
    try (Stream<String> named =
        jdbc
            .sql(
                """
                select payload ->> 'franchise' as name from event
                where payload ->> 'franchise' is not null and type = any(:types)
                order by position
                """)
            .param("types", ItemEvents.types().toArray(String[]::new))
            .query((row, _) -> row.getString("name"))
            .stream()) {
      named.forEach(rows::addFranchise);
    }
  }

  private void replayItems() {
    var batch = new ArrayList<Replayed>(ITEMS_AT_ONCE);
    try (Stream<Told> told = told()) {
      var story = new Story();
      told.forEach(one -> {
        if (story.isAboutAnother(one)) {
          story.end().ifPresent(batch::add);
        }
        if (batch.size() == ITEMS_AT_ONCE) {
          restore(batch);
          batch.clear();
        }
        story.tell(one);
      });
      story.end().ifPresent(batch::add);
    }
    if (!batch.isEmpty()) {
      restore(batch);
    }
  }

  /// Links whose items are gone went with them.
  private void replayLinks() {
    var there = new LinkedHashSet<ItemLink>();
    jdbc.sql(
            "select object_id, type, payload from event where type = any(:types) order by position")
        .param("types", new String[] {ItemEvents.RELATED, ItemEvents.UNRELATED})
        .query(row -> {
          var link =
              ItemLinks.of(
                  row.getInt("object_id"), Json.mapper().readTree(row.getString("payload")));
          if (row.getString("type").equals(ItemEvents.RELATED)) {
            there.add(link);
          } else {
            there.remove(link);
          }
        });
    new LinkRows(jdbc).add(there);
  }

  private void restore(List<Replayed> batch) {
    kinds.ensure(batch.stream().map(item -> item.draft().kind()).toList());
    rows.restore(List.copyOf(batch));
  }

  /// An item as it was at a time; empty where it was not there yet.
  Optional<Replayed> asOf(int item, Instant time) {
    var story = new Story();
    jdbc.sql(
            TOLD
                + """
                  and object_id = :item and occurred_at <= :time
                order by position
                """)
        .param("types", ItemEvents.types().toArray(String[]::new))
        .param("item", item)
        .param("time", time.atOffset(ZoneOffset.UTC))
        .query((row, _) -> told(row))
        .list()
        .forEach(story::tell);
    return story.end();
  }

  private static final String TOLD =
      """
      select object_id, type, payload,
             cast(extract(epoch from occurred_at) * 1000000 as bigint) as micros
      from event where type = any(:types)
      """;

  /// An event about an item.
  private record Told(int item, String type, long micros, JsonNode payload) {}

  private Stream<Told> told() {
    return jdbc
        .sql(TOLD + "order by object_id, position")
        .param("types", ItemEvents.types().toArray(String[]::new))
        .query((row, _) -> told(row))
        .stream();
  }

  private static Told told(ResultSet row) throws SQLException {
    return new Told(
        row.getInt("object_id"),
        row.getString("type"),
        row.getLong("micros"),
        Json.mapper().readTree(row.getString("payload")));
  }

  /// An item as its events leave it.
  record Replayed(
      int id,
      ItemDraft draft,
      List<SourceKey> keys,
      boolean hidden,
      int version,
      long createdMicros,
      long changedMicros) {}

  /// Follows the events of one item.
  private static final class Story {
    private static final Set<String> GONE = Set.of(ItemEvents.DELETED, ItemEvents.MERGED);

    private int item;
    private ObjectNode draft = Json.mapper().createObjectNode();
    private List<SourceKey> keys = new ArrayList<>();
    private boolean hidden;
    private boolean deleted;
    private int version;
    private long created;
    private long changed;

    boolean isAboutAnother(Told told) {
      return told.item() != item && item != 0;
    }

    void tell(Told told) {
      item = told.item();
      if (GONE.contains(told.type())) {
        deleted = true;
        return;
      }
      if (told.type().equals(ItemEvents.LINKED)) {
        told.payload().get("keys").forEach(key -> keys.add(key(key)));
        return;
      }
      if (told.payload().has("key")) {
        keys.add(key(told.payload().get("key")));
      }
      if (told.payload().has(ItemJson.KEYS)) {
        keys.clear();
        told.payload().get(ItemJson.KEYS).forEach(key -> keys.add(key(key)));
      }
      hidden = told.payload().path(ItemJson.HIDDEN).asBoolean(hidden);
      ItemJson.apply(told.payload(), draft);
      created = version == 0 ? told.micros() : created;
      changed = told.micros();
      version++;
    }

    private static SourceKey key(JsonNode text) {
      return ExternalIds.normal(SourceKey.parse(text.asString()));
    }

    /// The item, if it is still there; then the story begins anew.
    Optional<Replayed> end() {
      boolean isThere = version > 0 && !deleted;
      Optional<Replayed> replayed = isThere ? Optional.of(replayed()) : Optional.empty();
      item = 0;
      draft = Json.mapper().createObjectNode();
      keys = new ArrayList<>();
      hidden = false;
      deleted = false;
      version = 0;
      return replayed;
    }

    private Replayed replayed() {
      EarlierItems.bring(draft);
      return new Replayed(
          item,
          Json.mapper().treeToValue(draft, ItemDraft.class),
          List.copyOf(keys),
          hidden,
          version,
          created,
          changed);
    }
  }
}
