package org.tastemaker.server.account;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.tastemaker.server.cli.TestServer;
import org.tastemaker.server.job.Worker;
import tools.jackson.databind.JsonNode;

/// Everything that is held of somebody is in their export and goes with their account. The tables
/// are PostgreSQL's own list, so that one that comes later cannot be forgotten: its row here, in
/// the person's life below, and in an export is missing then.
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
final class PersonalDataTest {
  private static final String USERNAME = "wanda_personal";

  /// The hash of what signs somebody in once, within minutes: nothing that they could use.
  private static final String NOTHING_TO_HAVE = "";

  /// Where the export has what stands in a column that names people.
  private static final Map<String, String> EXPORTED = new TreeMap<>();

  static {
    EXPORTED.put("person.id", "/account/id");
    EXPORTED.put("person_key.person", "/interactions/outsideIds");
    EXPORTED.put("rating.person", "/interactions/log");
    EXPORTED.put("activity.person", "/interactions/log");
    EXPORTED.put("decline.person", "/interactions/log");
    EXPORTED.put("progress.person", "/interactions/log");
    EXPORTED.put("interaction_log.person", "/interactions/log");
    EXPORTED.put("watchlist.person", "/watchlist");
    EXPORTED.put("watchlist_note.person", "/watchlist/0/note");
    EXPORTED.put("comment.person", "/comments/written/0/text");
    EXPORTED.put("comment_report.person", "/comments/reported/0/reason");
    EXPORTED.put("privacy.person", "/choices/privacy");
    EXPORTED.put("interest.person", "/choices/interests");
    EXPORTED.put("account.person", "/account/bio");
    EXPORTED.put("account_link.person", "/links");
    EXPORTED.put("account_session.person", "/sessions");
    EXPORTED.put("mail_token.person", "/account/newEmail");
    EXPORTED.put("signin_link.person", NOTHING_TO_HAVE);
    EXPORTED.put("account_audit.person", "/audit");
    EXPORTED.put("recommendation_log.person", "/recommendations");
    EXPORTED.put("stored_list.person", "/storedLists");
    EXPORTED.put("stored_item.person", "/storedLists");
    EXPORTED.put("search_history.person", "/searches");
    EXPORTED.put("proposal.proposer", "/proposals");
  }

  /// What says of an id of ours that somebody was here, and nothing of them.
  private static final List<String> TOMBSTONES = List.of("account_audit.person");

  private static TestServer server;
  private static JdbcClient jdbc;
  private static TestAccount wanda;
  private static int id;

  @BeforeAll
  static void live() throws Exception {
    server = TestServer.start(Map.of("tastemaker.account.bcrypt-cost", 4));
    jdbc = server.database().jdbc();
    server.of(Worker.class).start();
    for (var item : List.of("heat", "ronin", "dune", "solaris", "metropolis")) {
      server.put(
          "/api/v1/items/test:" + item,
          "{\"kind\":\"movie\",\"title\":\"%s\",\"genres\":[\"Crime\"]}".formatted(item));
    }
    signUp();
    wanda = TestAccount.signIn(server, USERNAME);
    id = wanda.id();
    act();
    await("select count(*) from recommendation_log where person = :person", 1);
  }

  private static void signUp() {
    var body =
        """
        {"email": "%s@example.org", "username": "%s", "password": "%s", "customerId": "w-17"}
        """
            .formatted(USERNAME, USERNAME, TestAccount.PASSWORD);
    assertThat(server.post("/api/v1/auth/signup", body).status()).isEqualTo(201);
  }

  /// Leaves a row in every table that can have one.
  private static void act() {
    wanda.send("PUT", "/api/v1/items/test:heat/rating", "{\"stars\":4}");
    var batch =
        """
        {"interactions": [{"user": "%d", "item": "test:ronin", "type": "view"},
                          {"user": "%d", "item": "test:metropolis", "type": "progress", "share": 0.5},
                          {"user": "%d", "item": "test:dune", "type": "decline"}]}
        """
            .formatted(id, id, id);
    var taken = server.post("/api/v1/interactions:batch", batch);
    assertThat(taken.json().path("errors")).as(taken.body()).isEmpty();
    speak();
    var patch =
        """
        {"bio": "Reads in trains, says %s.", "privacy": {"lists": "everyone"},
         "interests": {"genres": ["crime"]},
         "email": "%s.new@example.org", "password": "%s"}
        """
            .formatted(USERNAME, USERNAME, TestAccount.PASSWORD);
    var changed = wanda.send("PATCH", "/api/v1/me", patch);
    assertThat(changed.status()).as(changed.body()).isEqualTo(200);
    assertThat(wanda.get("/api/v1/recommendations").status()).isEqualTo(200);
    var list = wanda.send("POST", "/api/v1/movie/recommend/" + id, "{\"title\":\"ronin\"}");
    assertThat(list.status()).as(list.body()).isEqualTo(200);
    jdbc.sql(
            """
            insert into account_link (provider, subject, person, name, tokens, linked_at, last_used_at)
            values ('mal', '4711', :person, :name, '', now(), now())
            """)
        .param("person", id)
        .param("name", USERNAME)
        .update();
    jdbc.sql(
            """
            insert into signin_link (hash, person, expires_at)
            values (sha256('link'), :person, now() + interval '15 minutes')
            """)
        .param("person", id)
        .update();
    var proposed =
        wanda.send(
            "POST",
            "/api/v1/proposals",
            "{\"body\":{\"kind\":\"book\",\"title\":\"Hers\"},\"note\":\"" + USERNAME + "\"}");
    assertThat(proposed.status()).as(proposed.body()).isEqualTo(201);
    var searched =
        wanda.send("POST", "/api/v1/users/history/" + id, "{\"title\":\"" + USERNAME + "\"}");
    assertThat(searched.status()).as(searched.body()).isEqualTo(201);
    TestAccount.send(
        server, "POST", "/api/v1/auth/forgotten", "{\"email\":\"" + USERNAME + "@example.org\"}");
  }

  private static void speak() {
    wanda.send(
        "PUT",
        "/api/v1/items/test:metropolis/watchlist",
        "{\"note\":\"as %s\"}".formatted(USERNAME));
    wanda.send(
        "POST",
        "/api/v1/items/test:heat/comments",
        "{\"text\":\"%s was here\"}".formatted(USERNAME));
    var other =
        server.post("/api/v1/items/test:heat/comments?user=test:other", "{\"text\":\"Buy it.\"}");
    var reported =
        wanda.send(
            "POST",
            "/api/v1/comments/%d/reports".formatted(other.json().path("id").asInt()),
            "{\"reason\":\"spam\"}");
    assertThat(reported.status()).as(reported.body()).isEqualTo(204);
  }

  private static void await(String sql, int atLeast) throws InterruptedException {
    var deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
    while (jdbc.sql(sql).param("person", id).query(Integer.class).single() < atLeast) {
      assertThat(System.nanoTime()).as(sql).isLessThan(deadline);
      Thread.sleep(50);
    }
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  /// Columns that refer to people or are called as if they did.
  private static List<String> columns() {
    return jdbc.sql(
            """
            select distinct c.table_name || '.' || c.column_name
            from information_schema.columns c
            join information_schema.tables t using (table_schema, table_name)
            left join (
              select r.relname, a.attname
              from pg_constraint k
              join pg_class r on r.oid = k.conrelid
              join pg_attribute a on a.attrelid = k.conrelid and a.attnum = any (k.conkey)
              where k.contype = 'f'
                and k.confrelid in ('person'::regclass, 'account'::regclass)
            ) f on f.relname = c.table_name and f.attname = c.column_name
            where c.table_schema = 'public' and t.table_type = 'BASE TABLE'
              and (f.attname is not null or c.column_name ~ '(^|_)(person|account|user)(_id)?$'
                   or c.table_name = 'person' and c.column_name = 'id')
            order by 1
            """)
        .query((row, _) -> row.getString(1))
        .list();
  }

  private static int rows(String column) {
    var parts = column.split("\\.", 2);
    return jdbc.sql("select count(*) from %s where %s = :person".formatted(parts[0], parts[1]))
        .param("person", id)
        .query(Integer.class)
        .single();
  }

  @Test
  @Order(1)
  void everyColumnThatNamesPeopleIsKnownHere() {
    assertThat(new TreeSet<>(columns())).isEqualTo(EXPORTED.keySet());
  }

  @Test
  @Order(2)
  void everythingIsInTheExport() {
    var export = wanda.get("/api/v1/me/export").json();

    EXPORTED.forEach((column, place) -> {
      assertThat(rows(column)).as("rows of %s in %s", USERNAME, column).isPositive();
      assertThat(place.equals(NOTHING_TO_HAVE) || isSomething(export.at(place)))
          .as("%s for %s", place, column)
          .isTrue();
    });
    assertThat(export.at("/account/bio").asString()).contains("trains");
    assertThat(export.at("/account/email").asString()).isEqualTo(USERNAME + "@example.org");
    assertThat(export.at("/account/newEmail").asString()).isEqualTo(USERNAME + ".new@example.org");
    assertThat(export.at("/interactions/outsideIds").toString()).contains("customer:w-17");
    assertThat(export.at("/interactions/log").findValuesAsString("type"))
        .containsExactlyInAnyOrder(
            "rated",
            "viewed",
            "progressShare",
            "declined",
            "watchlisted",
            "commented",
            "commentReported");
    assertThat(export.at("/choices/interests/genres").toString()).isEqualTo("[\"crime\"]");
    assertThat(export.at("/choices/privacy/lists").asString()).isEqualTo("everyone");
  }

  private static boolean isSomething(JsonNode value) {
    return !value.isMissingNode() && !value.isNull() && !(value.isContainer() && value.isEmpty());
  }

  @Test
  @Order(3)
  void nothingIsLeftBehind() throws Exception {
    awaitMailsSent();
    assertThat(rowsThatSay(USERNAME)).isNotEmpty();
    assertThat(addressesNoted()).isPositive();

    var gone =
        wanda.send("DELETE", "/api/v1/me", "{\"password\":\"" + TestAccount.PASSWORD + "\"}");
    assertThat(gone.status()).as(gone.body()).isEqualTo(204);

    for (var column : columns()) {
      if (!TOMBSTONES.contains(column)) {
        assertThat(rows(column)).as(column).isZero();
      }
    }
    awaitMailsSent();
    assertThat(rowsThatSay(USERNAME)).as("rows that say the name").isEmpty();
    assertThat(rowsThatSay("w-17")).isEmpty();
    assertThat(addressesNoted()).isZero();
    assertThat(
            jdbc.sql("select payload::text from event where type = 'PersonErased'")
                .query(String.class)
                .single())
        .matches("\\{\"createdAt\": \"[-0-9T:.]+Z\"}");
    assertThat(java.nio.file.Files.readString(server.folder().resolve("erasures")))
        .startsWith(id + " ");
  }

  private static void awaitMailsSent() throws InterruptedException {
    var deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
    while (jdbc.sql("select count(*) from mail_outbox").query(Integer.class).single() > 0) {
      assertThat(System.nanoTime()).as("mails are sent").isLessThan(deadline);
      Thread.sleep(50);
    }
  }

  /// Notes of the person, but for the last one, which says that the account is gone.
  private static int addressesNoted() {
    return jdbc.sql(
            """
            select count(*) from account_audit
            where person = :person and address is not null and action <> 'account-deleted'
            """)
        .param("person", id)
        .query(Integer.class)
        .single();
  }

  /// Tables with a row in which the text stands, whatever the column.
  private static List<String> rowsThatSay(String text) {
    return jdbc
        .sql("select tablename from pg_tables where schemaname = 'public'")
        .query((row, _) -> row.getString(1))
        .list()
        .stream()
        .filter(table ->
            jdbc.sql(
                    "select exists (select from \"%s\" t where position(:text in cast(t as text)) > 0)"
                        .formatted(table))
                .param("text", text)
                .query(Boolean.class)
                .single())
        .toList();
  }
}
