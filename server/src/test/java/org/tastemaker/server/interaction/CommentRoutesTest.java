package org.tastemaker.server.interaction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.tastemaker.server.interaction.ActivityRoutesTest.refused;

import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.tastemaker.server.account.Role;
import org.tastemaker.server.account.TestAccount;
import org.tastemaker.server.cli.TestServer;
import org.tastemaker.server.json.Json;

class CommentRoutesTest {

  private static TestServer server;
  private static TestAccount ann;
  private static TestAccount bob;
  private static TestAccount moderator;
  private static int made;

  @BeforeAll
  static void start() {
    server = TestServer.start(Map.of("tastemaker.account.bcrypt-cost", 4));
    ann = TestAccount.fresh(server, "anna");
    bob = TestAccount.fresh(server, "bobby");
    moderator = TestAccount.fresh(server, "moderator", Role.MODERATOR);
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  private static String item() {
    var item = "/api/v1/items/test:item" + ++made;
    server.put(item, "{\"kind\":\"movie\",\"title\":\"An item\"}");
    return item + "/comments";
  }

  private static String text(String text) {
    return Json.mapper().writeValueAsString(Map.of("text", text));
  }

  private static String write(TestAccount who, String comments, String text) {
    var answer = who.send("POST", comments, text(text));
    assertThat(answer.status()).as(answer.body()).isEqualTo(201);
    return "/api/v1/comments/" + answer.json().path("id").asInt();
  }

  private static String texts(TestAccount reader, String comments) {
    return String.join(
        "|", reader.get(comments).json().path("comments").findValuesAsString("text"));
  }

  @Test
  void everybodyReadsThemNewestFirstAndByTheirNames() {
    var comments = item();
    write(ann, comments, "  <b>مرحبا</b> 🎬\nsecond line ");
    write(bob, comments, "Fine.");

    var page = bob.get(comments).json().path("comments");
    assertThat(page.get(0).path("text").asString()).isEqualTo("Fine.");
    assertThat(page.get(0).path("mine").asBoolean()).isTrue();
    assertThat(page.get(1).path("text").asString()).isEqualTo("<b>مرحبا</b> 🎬\nsecond line");
    assertThat(page.get(1).path("author").asString()).isEqualTo("anna");
    assertThat(page.get(1).path("mine").asBoolean()).isFalse();
  }

  @Test
  void whoHidesTheirProfileHasNoName() {
    var shy = TestAccount.fresh(server, "shy_one");
    shy.send("PATCH", "/api/v1/me", "{\"privacy\":{\"profile\":\"nobody\"}}");
    var comments = item();
    write(shy, comments, "Whispered.");

    assertThat(bob.get(comments).body()).contains("Whispered.").doesNotContain("shy", "author");
  }

  @Test
  void pagesNeitherRepeatNorSkip() {
    var comments = item();
    for (int i = 1; i <= 5; i++) {
      write(ann, comments, "no " + i);
    }
    var first = bob.get(comments + "?limit=2").json();
    write(ann, comments, "no 6");
    var next = bob.get(comments + "?limit=2&cursor=" + first.path("cursor").asString()).json();

    assertThat(first.path("comments").findValuesAsString("text")).containsExactly("no 5", "no 4");
    assertThat(next.path("comments").findValuesAsString("text")).containsExactly("no 3", "no 2");
    refused(
        bob.get(item() + "?cursor=" + first.path("cursor").asString()),
        400,
        "invalid-request",
        "cursor");
    refused(bob.get(comments + "?limit=101"), 400, "invalid-request", "limit");
  }

  @Test
  void onlyWhoWroteItEditsAndDeletes() {
    var comments = item();
    var comment = write(ann, comments, "Frist!");

    refused(bob.send("PUT", comment, text("Mine.")), 403, "not-yours", "");
    refused(bob.send("DELETE", comment, null), 403, "not-yours", "");
    refused(moderator.send("DELETE", comment, null), 403, "not-yours", "");

    var edited = ann.send("PUT", comment, text("First!"));
    assertThat(edited.json().path("editedAt").isString()).as(edited.body()).isTrue();
    assertThat(texts(bob, comments)).isEqualTo("First!");

    assertThat(ann.send("DELETE", comment, null).status()).isEqualTo(204);
    assertThat(texts(ann, comments)).isEmpty();
    refused(ann.send("PUT", comment, text("Again.")), 404, "no-such-comment", "");
    assertThat(count("select count(*) from comment_text where body = 'First!'")).isZero();
  }

  @Test
  void noTextEntersTheLog() {
    var comments = item();
    var comment = write(ann, comments, "plumtree");
    ann.send("PUT", comment, text("plumtrees"));

    assertThat(count("select count(*) from interaction_log l where l::text like '%plumtree%'"))
        .isZero();
    assertThat(count("select count(*) from event e where e::text like '%plumtree%'")).isZero();
    assertThat(count("select count(*) from interaction_log where type in (16, 17)")).isPositive();
  }

  private static int count(String sql) {
    return server.database().jdbc().sql(sql).query(Integer.class).single();
  }

  @Test
  void reportedOnesComeBeforeModeratorsWhoHideAndShowThem() {
    var comments = item();
    var comment = write(ann, comments, "He dies.");
    refused(ann.send("POST", comment + "/reports", reason("spam")), 409, "own-comment", "");
    assertThat(bob.send("POST", comment + "/reports", reason("spam")).status()).isEqualTo(204);
    assertThat(bob.send("POST", comment + "/reports", reason("spoiler")).status()).isEqualTo(204);
    assertThat(bob.get("/api/v1/comments/reported").status()).isEqualTo(403);
    assertThat(reported(comment)).isEqualTo("[\"spoiler\"]");

    var hidden = moderator.send("PUT", comment + "/moderation", "{\"hidden\":true}");
    assertThat(hidden.status()).as(hidden.body()).isEqualTo(200);
    assertThat(texts(bob, comments)).isEmpty();
    assertThat(texts(ann, comments)).isEqualTo("He dies.");
    assertThat(reported(comment)).isEmpty();
    refused(bob.send("POST", comment + "/reports", reason("spam")), 404, "no-such-comment", "");

    moderator.send("PUT", comment + "/moderation", "{\"hidden\":false}");
    assertThat(texts(bob, comments)).isEqualTo("He dies.");
  }

  private static String reason(String reason) {
    return "{\"reason\":\"" + reason + "\"}";
  }

  private static String reported(String comment) {
    var all = moderator.get("/api/v1/comments/reported?limit=100").json().path("comments");
    for (var one : all) {
      if (comment.endsWith("/" + one.at("/comment/id").asInt())) {
        return one.path("reports").toString();
      }
    }
    return "";
  }

  @Test
  void aBatchTakesComments() {
    var comments = item();
    var named = comments.replace("/api/v1/items/", "").replace("/comments", "");
    var answer =
        server.post(
            "/api/v1/interactions:batch",
            """
            {"interactions":[
            {"type":"comment","user":"test:cy","item":"%1$s","text":"One."},
            {"type":"comment","user":"test:cy","item":"%1$s","text":" "},
            {"type":"comment","user":"test:cy","item":"%1$s"},
            {"type":"comment","user":"test:cy","item":"%1$s","text":"Two.","withdraw":true},
            {"type":"comment","user":"test:cy","item":"%1$s","text":"a\\u0000b"},
            {"type":"comment","user":"test:cy","item":"%1$s","text":"Two.","occurredAt":"2025-06-01T12:00:00Z"}]}
            """
                .formatted(named));
    assertThat(answer.json().path("results"))
        .as(answer.body())
        .hasToString(
            "[\"commented\",\"invalid\",\"invalid\",\"invalid\",\"invalid\",\"commented\"]");
    assertThat(texts(bob, comments)).isEqualTo("Two.|One.");
    assertThat(bob.get(comments).body()).doesNotContain("author").contains("2025-06-01T12:00:00Z");
  }

  @Test
  void whoSaysTooMuchAtOnceWaits() {
    try (var strict =
        TestServer.start(
            Map.of("tastemaker.limits.comment", "3/10m", "tastemaker.account.bcrypt-cost", 4))) {
      strict.put("/api/v1/items/test:x", "{\"kind\":\"movie\",\"title\":\"X\"}");
      var loud = TestAccount.fresh(strict, "loud");
      for (int i = 0; i < 3; i++) {
        assertThat(loud.send("POST", "/api/v1/items/test:x/comments", text("Ha!")).status())
            .isEqualTo(201);
      }
      var late = loud.send("POST", "/api/v1/items/test:x/comments", text("Ha!"));
      refused(late, 429, "too-many-requests", "");
      assertThat(late.header("Retry-After")).isNotEmpty();
      assertThat(loud.get("/api/v1/items/test:x/comments").status()).isEqualTo(200);
    }
  }

  @Test
  void wrongTextsAndReasonsAreRefused() {
    var comments = item();
    var comment = write(ann, comments, "Good.");
    for (var wrong :
        new String[] {
          "{}",
          "{\"text\":null}",
          "{\"text\":7}",
          text(" \n "),
          text("x".repeat(5_001)),
          "{\"text\":\"a\\u0000b\"}",
          "{\"text\":\"a\\ud800b\"}"
        }) {
      refused(ann.send("POST", comments, wrong), 422, "invalid-comment", "text");
      refused(ann.send("PUT", comment, wrong), 422, "invalid-comment", "text");
    }
    assertThat(ann.send("POST", comments, text("🎬".repeat(5_000))).status()).isEqualTo(201);
    refused(ann.send("POST", comments, text("x".repeat(1 << 20))), 413, "body-too-large", "");
    refused(ann.send("POST", comments, "{\"body\":\"x\"}"), 400, "unknown-field", "body");
    refused(
        ann.send("POST", "/api/v1/items/test:none/comments", text("x")), 404, "no-such-item", "");
    refused(ann.send("PUT", "/api/v1/comments/999999", text("x")), 404, "no-such-comment", "");
    refused(bob.send("POST", comment + "/reports", "{}"), 422, "invalid-report", "reason");
    refused(
        bob.send("POST", comment + "/reports", reason("ugly")), 422, "invalid-report", "reason");
    refused(
        moderator.send("PUT", comment + "/moderation", "{}"), 422, "invalid-moderation", "hidden");
    refused(
        moderator.send("PUT", comment + "/moderation", "{\"hidden\":1}"),
        422,
        "invalid-moderation",
        "hidden");
    refused(moderator.get("/api/v1/comments/reported?limit=0"), 400, "invalid-request", "limit");
  }
}
