package org.tastemaker.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.tastemaker.server.account.Role;
import org.tastemaker.server.account.TestAccount;
import org.tastemaker.server.cli.TestServer.Answer;
import org.tastemaker.server.http.ExactProblem;

/// Texts of every sort in every field that takes one: a megabyte is refused word for word, and by
/// less than it takes to say; what people write in other scripts is kept as it is.
final class TextsTest {
  private static final int MEGABYTE = 1_000_000;
  private static final String ITEM = "/api/v1/items/text:item";

  /// Emoji of several code points, right-to-left and left-to-right, and signs above letters.
  private static final String STRANGE = "👩🏽‍🚀 الف ليلة ‏— שלום 千夜 Ünïcödé 🏳️‍🌈";

  private static TestServer server;
  private static TestAccount admin;
  private static int me;
  private static int comment;
  private static int proposal;

  @BeforeAll
  static void start() {
    server = TestServer.start(Map.of("tastemaker.account.bcrypt-cost", 4));
    admin = TestAccount.fresh(server, "admin_of_all", Role.ADMIN);
    me = admin.get("/api/v1/me").json().path("id").asInt();
    done("PUT", ITEM, "{\"kind\":\"movie\",\"title\":\"Item\",\"genres\":[\"Crime\"]}");
    comment = id("POST", ITEM + "/comments", "{\"text\":\"So.\"}");
    proposal =
        id("POST", "/api/v1/proposals", "{\"body\":{\"kind\":\"movie\",\"title\":\"Proposed\"}}");
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  private static Answer send(String method, String path, String body) {
    return admin.send(method, path, body.isEmpty() ? null : body);
  }

  private static Answer done(String method, String path, String body) {
    var answer = send(method, path, body);
    assertThat(answer.status()).as("%s %s: %s", method, path, answer.body()).isBetween(200, 299);
    return answer;
  }

  private static int id(String method, String path, String body) {
    return done(method, path, body).json().path("id").asInt();
  }

  /// A field that takes a text.
  ///
  /// @param body with `%s` where the text goes
  private record Field(String call, String body, ExactProblem refusal) {
    String method() {
      return call.substring(0, call.indexOf(' '));
    }

    String path() {
      return call.substring(call.indexOf(' ') + 1)
          .replace("{me}", Integer.toString(me))
          .replace("{comment}", Integer.toString(comment))
          .replace("{proposal}", Integer.toString(proposal));
    }
  }

  private static final List<Field> FIELDS = new ArrayList<>();

  private static void field(String call, String body, ExactProblem refusal) {
    FIELDS.add(new Field(call, body, refusal));
  }

  private static String text(int length) {
    return "x".repeat(length);
  }

  private static String start(int length) {
    return text(length) + "…";
  }

  private static void ofItems(String fields, String field, String message) {
    var refusal = ExactProblem.field(422, "invalid-item", field, message);
    var whole =
        (fields.startsWith("\"title\":") ? "{" : "{\"title\":\"A\",")
            + (fields.startsWith("\"kind\":") ? "" : "\"kind\":\"movie\",")
            + fields
            + "}";
    field("PUT /api/v1/items/text:new", whole, refusal);
    field("POST /api/v1/items", whole, refusal);
    field("PATCH " + ITEM, "{" + fields + "}", refusal);
    field("POST /api/v1/proposals", "{\"body\":" + whole + "}", refusal);
    field("PATCH /api/v1/proposals/{proposal}", "{\"body\":" + whole + "}", refusal);
  }

  static {
    var reference = "'" + text(MEGABYTE) + "' is neither a number nor of the form source:value";
    var kinds = "anime, application, book, episode, game, movie, series, track";
    ofItems("\"title\":\"%s\"", "title", "At most 1000 characters, not 1000000.");
    ofItems("\"description\":\"%s\"", "description", "At most 20000 characters, not 1000000.");
    ofItems(
        "\"kind\":\"%s\"",
        "kind",
        "'%s' is not a kind: lower-case letters, digits and dashes, at most 40 characters."
            .formatted(text(MEGABYTE)));
    ofItems("\"language\":\"%s\"", "language", "At most 35 characters, not 1000000.");
    ofItems("\"country\":\"%s\"", "country", "At most 100 characters, not 1000000.");
    ofItems("\"franchise\":\"%s\"", "franchise", "At most 200 characters, not 1000000.");
    ofItems("\"image\":\"%s\"", "image", "At most 2000 characters, not 1000000.");
    ofItems("\"genres\":[\"%s\"]", "genres", "At most 100 characters, not 1000000.");
    ofItems(
        "\"people\":[{\"name\":\"%s\",\"role\":\"actor\"}]",
        "people", "At most 200 characters, not 1000000.");
    ofItems("\"titles\":[{\"title\":\"%s\"}]", "titles", "At most 1000 characters, not 1000000.");
    ofItems("\"keywords\":[\"%s\"]", "keywords", "At most 100 characters, not 1000000.");
    ofItems("\"keys\":[\"a:%s\"]", "keys", "an id has at most 500 characters, not 1000000.");
    ofItems(
        "\"attributes\":{\"tagline\":\"%s\"}",
        "attributes.tagline", "At most 20,000 characters of JSON.");
    field(
        "PUT " + ITEM + "/watchlist",
        "{\"note\":\"%s\"}",
        ExactProblem.field(
            422, "invalid-entry", "note", "At most 2,000 characters, not 1,000,000."));
    for (var call : List.of("POST " + ITEM + "/comments", "PUT /api/v1/comments/{comment}")) {
      field(
          call,
          "{\"text\":\"%s\"}",
          ExactProblem.field(
              422, "invalid-comment", "text", "At most 5,000 characters, not 1,000,000."));
    }
    field(
        "POST /api/v1/comments/{comment}/reports",
        "{\"reason\":\"%s\"}",
        ExactProblem.field(
            422, "invalid-report", "reason", "One of spam, insult, spoiler, off-topic, other."));
    field(
        "PUT " + ITEM + "/decline",
        "{\"reasons\":[{\"reason\":\"%s\"}]}",
        ExactProblem.field(
            422,
            "invalid-decline",
            "reasons[0]",
            "\"%s\" is no reason here; one of genre, actor, director, writer, producer, period, language, franchise, seen-elsewhere, not-my-taste, not-now."
                .formatted(start(60))));
    field(
        "PUT " + ITEM + "/decline",
        "{\"reasons\":[{\"reason\":\"genre\",\"value\":\"%s\"}]}",
        ExactProblem.field(
            422,
            "invalid-decline",
            "reasons[0]",
            "genre: say which as value, one of Crime, not \"%s\".".formatted(start(60))));
    field(
        "PUT " + ITEM + "/rating",
        "{\"stars\":4,\"occurredAt\":\"%s\"}",
        ExactProblem.field(
            422,
            "invalid-rating",
            "occurredAt",
            "A time such as 2026-01-31T20:15:00Z is required here, not \"%s."
                .formatted(start(59))));
    field(
        "POST /api/v1/proposals",
        "{\"body\":{\"kind\":\"movie\",\"title\":\"A\"},\"note\":\"%s\"}",
        ExactProblem.invalid("note", "At most 2,000 characters, not 1,000,000."));
    field(
        "POST /api/v1/proposals",
        "{\"item\":\"%s\",\"body\":{\"title\":\"A\"}}",
        ExactProblem.invalid("item", reference + "."));
    field(
        "POST /api/v1/proposals/{proposal}/decline",
        "{\"reason\":\"%s\"}",
        ExactProblem.invalid("reason", "At most 2,000 characters, not 1,000,000."));
    field(
        "PATCH /api/v1/me",
        "{\"bio\":\"%s\"}",
        ExactProblem.invalid("bio", "From 1 to 2000 characters."));
    field(
        "PATCH /api/v1/me",
        "{\"name\":\"%s\"}",
        ExactProblem.invalid("name", "From 1 to 100 characters."));
    field(
        "PATCH /api/v1/me",
        "{\"interests\":{\"genres\":[\"%s\"]}}",
        ExactProblem.invalid(
            "interests.genres", "No item here is of the genre \"%s\".".formatted(start(40))));
    field(
        "PATCH /api/v1/me",
        "{\"privacy\":{\"profile\":\"%s\"}}",
        ExactProblem.invalid(
            "privacy.profile", "\"%s\" is none of everyone, nobody.".formatted(text(MEGABYTE))));
    field(
        "POST /api/v1/auth/signup",
        "{\"email\":\"new@example.org\",\"username\":\"%s\",\"password\":\"plum-tree-in-may\"}",
        ExactProblem.invalid(
            "username", "A username has 4 to 30 letters, digits, _ and dots inside."));
    field(
        "POST /api/v1/auth/signup",
        "{\"email\":\"new@example.org\",\"username\":\"newcomer\",\"password\":\"%s\"}",
        ExactProblem.invalid(
            "password", "A password has at most 72 bytes; letters with accents take two."));
    field(
        "POST /api/v1/auth/login",
        "{\"login\":\"%s\",\"password\":\"plum-tree-in-may\"}",
        ExactProblem.of(
            401, "wrong-credentials", "There is no such account, or its password is another."));
    field(
        "POST /api/v1/jobs",
        "{\"kind\":\"%s\"}",
        ExactProblem.invalid(
            "kind",
            "There is no kind of job \"%s\"; there are forgotten-password, mail, provider-farewell, train."
                .formatted(text(MEGABYTE))));
    field(
        "POST /api/v1/jobs",
        "{\"kind\":\"train\",\"reason\":\"%s\"}",
        ExactProblem.invalid("body", "reason has at most 200 characters."));
    field(
        "POST /api/v1/api-keys",
        "{\"name\":\"%s\",\"scopes\":[\"catalogue:read\"]}",
        ExactProblem.invalid("name", "From 1 to 100 characters."));
    field(
        "PUT /api/v1/accounts/{me}/role",
        "{\"role\":\"%s\"}",
        ExactProblem.invalid(
            "role",
            "There is no role \"%s\"; there are user, moderator, admin."
                .formatted(text(MEGABYTE))));
    field(
        "POST /api/v1/users/history/{me}",
        "{\"title\":\"%s\"}",
        ExactProblem.invalid("title", "At most 200 characters, not 1000000."));
    field(
        "POST /api/v1/search-suggestion",
        "{\"title\":\"%s\"}",
        ExactProblem.invalid("title", "At most 200 characters, not 1000000."));
    field(
        "POST /api/v1/movie/recommend",
        "{\"title\":\"%s\"}",
        ExactProblem.invalid("title", "Say which title to begin with, in at most 500 characters."));
    field(
        "POST /api/v1/recommendations",
        "{\"items\":[\"%s\"]}",
        ExactProblem.invalid("items[0]", reference));
    field(
        "POST /api/v1/recommendations",
        "{\"items\":[],\"kind\":\"%s\"}",
        ExactProblem.invalid(
            "kind", "\"%s\" is no kind here. Known: %s.".formatted(text(MEGABYTE), kinds)));
  }

  static List<Integer> fields() {
    return IntStream.range(0, FIELDS.size()).boxed().toList();
  }

  @ParameterizedTest
  @MethodSource("fields")
  void aMegabyteIsRefusedShortly(int number) {
    var field = FIELDS.get(number);
    var said = field.call() + " " + field.body();
    var answer = send(field.method(), field.path(), field.body().formatted(text(MEGABYTE)));
    field.refusal().refuses(said, answer);
    assertThat(answer.body().length()).as(said).isLessThan(3_000);
    ExactProblem.of(
            413,
            "body-too-large",
            "The body is larger than the 1048576 bytes that this route takes; send it in parts.")
        .refuses(said, send(field.method(), field.path(), field.body().formatted(text(1 << 20))));
  }

  @Test
  void aMegabyteInARowOfABatchIsRefusedShortly() {
    var long_ = text(MEGABYTE);
    var time = "A time such as 2026-01-31T20:15:00Z is required here, not \"" + start(59) + ".";
    var rows =
        Map.of(
            "\"type\":\"watchlist\",\"note\":\"%s\"", "At most 2,000 characters, not 1,000,000.",
            "\"type\":\"comment\",\"text\":\"%s\"", "At most 5,000 characters, not 1,000,000.",
            "\"type\":\"view\",\"occurredAt\":\"%s\"", time,
            "\"type\":\"%s\"",
                "One of comment, decline, install, play, progress, purchase, rating, view, watchlist.");
    rows.forEach((row, message) -> {
      var answer =
          done(
              "POST",
              "/api/v1/interactions:batch",
              "{\"interactions\":[{\"user\":\"text:p\",\"item\":\"text:item\","
                  + row.formatted(long_)
                  + "}]}");
      assertThat(answer.json().path("errors").path(0).path("message").asString())
          .isEqualTo(message);
    });
    var answer =
        done(
            "POST",
            "/api/v1/interactions:batch",
            "{\"interactions\":[{\"user\":\"%s\",\"item\":\"text:item\",\"type\":\"view\"}]}"
                .formatted(long_));
    assertThat(answer.json().path("errors").path(0).path("message").asString())
        .startsWith("'" + text(699) + " … x")
        .endsWith("x' is neither a number nor of the form source:value")
        .hasSize(1_003);
    assertThat(answer.body().length()).isLessThan(3_000);
  }

  /// Line and headers of a request have an end; what is shorter the route refuses by name.
  @Test
  void longParametersAreRefused() {
    for (var path :
        List.of(
            "/api/v1/items?q=", "/api/v1/people?query=", "/api/v1/contributors?name=", "/?x=")) {
      ExactProblem.of(
              400,
              "malformed-request",
              "The request is no valid HTTP request: look at its path, query and headers.")
          .refuses(path, send("GET", path + text(1 << 20), ""));
    }
    ExactProblem.invalid("q", "At most 200 characters, not 5000.")
        .refuses("q", send("GET", "/api/v1/items?q=" + text(5_000), ""));
    ExactProblem.of(
            404,
            "no-such-contributor",
            "Nobody behind an item here is called \"" + text(5_000) + "\".")
        .refuses("name", send("GET", "/api/v1/contributors?name=" + text(5_000), ""));
  }

  @Test
  void otherScriptsGoInAndComeOutAsTheyAre() {
    var body = "{\"kind\":\"movie\",\"title\":\"%s\"}".formatted(STRANGE);
    done("PUT", "/api/v1/items/text:put", body);
    int posted = id("POST", "/api/v1/items", body);
    done("PUT", "/api/v1/items/text:patched", "{\"kind\":\"movie\",\"title\":\"A\"}");
    done("PATCH", "/api/v1/items/text:patched", "{\"title\":\"%s\"}".formatted(STRANGE));
    int proposed = id("POST", "/api/v1/proposals", "{\"body\":" + body + "}");
    int accepted =
        done("POST", "/api/v1/proposals/" + proposed + "/accept", "").json().path("result").asInt();
    for (var item : List.of("text:put", "" + posted, "text:patched", "" + accepted)) {
      assertThat(told("/api/v1/items/" + item, "/title")).isEqualTo(STRANGE);
    }
    done("PUT", ITEM + "/watchlist", "{\"note\":\"%s\"}".formatted(STRANGE));
    assertThat(told("/api/v1/people/" + me + "/watchlist", "/items/0/note")).isEqualTo(STRANGE);
    done("PUT", "/api/v1/comments/" + comment, "{\"text\":\"%s\"}".formatted(STRANGE));
    assertThat(told(ITEM + "/comments", "/comments/0/text")).isEqualTo(STRANGE);
    done("POST", "/api/v1/users/history/" + me, "{\"title\":\"%s\"}".formatted(STRANGE));
    assertThat(told("/api/v1/users/history/" + me, "/searches/0/title")).isEqualTo(STRANGE);
    done("PATCH", "/api/v1/me", "{\"bio\":\"%s\"}".formatted(STRANGE));
    assertThat(told("/api/v1/me", "/bio")).isEqualTo(STRANGE);
  }

  private static String told(String path, String pointer) {
    return done("GET", path, "").json().at(pointer).asString();
  }
}
