package org.tastemaker.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.tastemaker.server.account.Role;
import org.tastemaker.server.account.TestAccount;
import org.tastemaker.server.cli.TestServer.Answer;
import org.tastemaker.server.http.Cursor;
import org.tastemaker.server.http.ExactProblem;
import org.tastemaker.server.http.FieldError;

/// What is wrong in the same way on many routes, on each of them, and what each of them says, word
/// for word. What is wrong on one route alone is in that route's own test.
final class BadInputTest {
  private static final String KINDS =
      "anime, application, book, episode, game, movie, series, track";
  private static final String ITEM = "/api/v1/items/bad:item";
  private static final String FAR = "+99999-01-01T00:00:00Z";

  private static TestServer server;
  private static TestAccount admin;
  private static int me;
  private static int proposal;

  @BeforeAll
  static void start() {
    server = TestServer.start(Map.of("tastemaker.account.bcrypt-cost", 4));
    admin = TestAccount.fresh(server, "admin_of_all", Role.ADMIN);
    me = admin.get("/api/v1/me").json().path("id").asInt();
    done(send("PUT", ITEM, "{\"kind\":\"movie\",\"title\":\"Item\"}"));
    done(
        send(
            "PUT",
            "/api/v1/items/bad:other",
            "{\"kind\":\"movie\",\"title\":\"Other\",\"keys\":[\"taken:1\"]}"));
    proposal = propose("{\"kind\":\"movie\",\"title\":\"Proposed\"}");
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  private static Answer send(String method, String path, String body) {
    return admin.send(method, path, body.isEmpty() ? null : body);
  }

  private static Answer done(Answer answer) {
    assertThat(answer.status()).as(answer.body()).isBetween(200, 299);
    return answer;
  }

  private static int propose(String body) {
    return done(send("POST", "/api/v1/proposals", "{\"body\":" + body + "}"))
        .json()
        .path("id")
        .asInt();
  }

  private static void refused(ExactProblem problem, String method, String path, String body) {
    var said = body.length() > 200 ? body.substring(0, 200) : body;
    problem.refuses(method + " " + path + " " + said, send(method, path, body));
  }

  /// Fields of an item, by each of the ways that an item is written or proposed.
  private static void itemIsRefused(ExactProblem problem, String fields) {
    var whole =
        (fields.startsWith("\"kind\":") ? "{" : "{\"kind\":\"movie\",")
            + (fields.startsWith("\"title\":") ? "" : "\"title\":\"A\",")
            + fields
            + "}";
    var part = "{" + fields + "}";
    refused(problem, "PUT", "/api/v1/items/bad:new", whole);
    refused(problem, "POST", "/api/v1/items", whole);
    refused(problem, "PATCH", ITEM, part);
    refused(problem, "POST", "/api/v1/proposals", "{\"body\":" + whole + "}");
    refused(problem, "POST", "/api/v1/proposals", "{\"item\":\"bad:item\",\"body\":" + part + "}");
    refused(problem, "PATCH", "/api/v1/proposals/" + proposal, "{\"body\":" + whole + "}");
    assertThat(server.get("/api/v1/items/bad:new").status()).isEqualTo(404);
  }

  private static ExactProblem invalidItem(String field, String message) {
    return ExactProblem.field(422, "invalid-item", field, message);
  }

  @Test
  void unknownKinds() {
    itemIsRefused(
        invalidItem("kind", "There is no kind film. One of " + KINDS + "."), "\"kind\":\"film\"");
    var unknown = ExactProblem.invalid("kind", "\"film\" is no kind here. Known: " + KINDS + ".");
    for (var list :
        List.of(
            "items?",
            "genres?",
            "items/popular?",
            "items/bad:item/similar?",
            "recommendations?",
            "people/%d/ratings?",
            "people/%d/consumed?",
            "people/%d/watchlist?",
            "people/%d/ratings/export?format=csv&",
            "people/%d/consumed/export?format=csv&",
            "people/%d/watchlist/export?format=json&")) {
      refused(unknown, "GET", "/api/v1/" + list.formatted(me) + "kind=film", "");
    }
    refused(unknown, "POST", "/api/v1/search-suggestion?kind=film", "{\"title\":\"x\"}");
    refused(unknown, "POST", "/api/v1/recommendations", "{\"items\":[],\"kind\":\"film\"}");
    refused(
        ExactProblem.of(404, "no-such-kind", "There is no kind film. One of " + KINDS + "."),
        "GET",
        "/api/v1/kinds/film",
        "");
    var missing =
        ExactProblem.of(404, "no-such-kind", "There is no kind film. Known: " + KINDS + ".");
    refused(missing, "GET", "/api/v1/film/recommend/" + me, "");
    refused(missing, "POST", "/api/v1/film/recommend/" + me, "{\"title\":\"x\"}");
    refused(missing, "POST", "/api/v1/film/recommend", "{\"title\":\"x\"}");
    refused(
        ExactProblem.invalid("interests.kinds", "No item here is of the kind \"film\"."),
        "PATCH",
        "/api/v1/me",
        "{\"interests\":{\"kinds\":[\"film\"]}}");
    var job =
        ExactProblem.invalid(
            "kind",
            "There is no kind of job \"film\"; there are forgotten-password, mail,"
                + " provider-farewell, train.");
    refused(job, "GET", "/api/v1/jobs?kind=film", "");
    refused(job, "POST", "/api/v1/jobs", "{\"kind\":\"film\"}");
    refused(
        ExactProblem.invalid(
            "kind",
            "'Film' is not a kind: lower-case letters, digits and dashes, at most 40 characters."),
        "PUT",
        "/api/v1/kinds/Film",
        "{\"schema\":{\"type\":\"object\",\"properties\":{}}}");
  }

  @Test
  void attributesOfAnotherKind() {
    itemIsRefused(
        invalidItem(
            "attributes.pages",
            "An item of kind movie has no such attribute; it has adult, originalTitle,"
                + " releaseDate, runtimeMinutes, tagline."),
        "\"attributes\":{\"pages\":300}");
  }

  @Test
  void yearsThatNothingIsFrom() {
    itemIsRefused(
        invalidItem("year", "A year is from -3000 to 2200, not 99999."), "\"year\":99999");
    var time = "{\"occurredAt\":\"" + FAR + "\"%s}";
    var sentence = "A time more than a day in the future is not believed: " + FAR;
    Map.of(
            "PUT /rating,\"stars\":4", "invalid-rating",
            "POST /views", "invalid-interaction",
            "POST /plays", "invalid-interaction",
            "POST /purchases", "invalid-interaction",
            "POST /installs", "invalid-interaction",
            "PUT /progress,\"share\":1", "invalid-progress",
            "PUT /decline", "invalid-decline",
            "PUT /watchlist", "invalid-entry")
        .forEach((call, slug) -> {
          var method = call.substring(0, call.indexOf(' '));
          var path = call.substring(call.indexOf('/')).replaceAll(",.*", "");
          var more = call.contains(",") ? call.substring(call.indexOf(',')) : "";
          refused(
              ExactProblem.field(422, slug, "occurredAt", sentence),
              method,
              ITEM + path,
              time.formatted(more));
        });
    assertThat(row("\"type\":\"view\",\"occurredAt\":\"" + FAR + "\""))
        .isEqualTo("{\"row\":0,\"field\":\"occurredAt\",\"message\":\"" + sentence + "\"}");
    var encoded = FAR.replace("+", "%2B");
    for (var call :
        List.of(
            "events?from=",
            "events?to=",
            "events/stream?follow=false&from=",
            "audit?from=",
            "audit?to=",
            "items/bad:item/as-of?time=",
            "people/" + me + "/as-of?time=")) {
      var field = call.replaceAll(".*[?&](\\w+)=$", "$1");
      refused(
          ExactProblem.invalid(field, "A time lies in the years 1 to 9999."),
          "GET",
          "/api/v1/" + call + encoded,
          "");
    }
    refused(
        ExactProblem.invalid("expiresAt", "A time lies in the years 1 to 9999."),
        "POST",
        "/api/v1/api-keys",
        "{\"name\":\"a\",\"scopes\":[\"catalogue:read\"],\"expiresAt\":\"" + FAR + "\"}");
    refused(
        ExactProblem.invalid("birthDate", "This is no date somebody alive was born on."),
        "PATCH",
        "/api/v1/me",
        "{\"birthDate\":\"+99999-01-01\"}");
  }

  /// The complaint about a batch of one row.
  private static String row(String rest) {
    var answer =
        done(
            send(
                "POST",
                "/api/v1/interactions:batch",
                "{\"interactions\":[{\"user\":\"bad:p\",\"item\":\"bad:item\"," + rest + "}]}"));
    assertThat(answer.json().path("errors")).as(answer.body()).hasSize(1);
    return answer.json().path("errors").path(0).toString();
  }

  private static String list(int n, String one) {
    return IntStream.range(0, n).mapToObj(_ -> one).collect(Collectors.joining(",", "[", "]"));
  }

  @Test
  void moreThanIsTakenAtOnce() {
    refused(
        ExactProblem.invalid(
            "interactions", "At most 10,000 interactions, not 10001; send several batches."),
        "POST",
        "/api/v1/interactions:batch",
        "{\"interactions\":" + list(10_001, "1") + "}");
    itemIsRefused(
        invalidItem("genres", "At most 100, not 101."), "\"genres\":" + list(101, "\"g\""));
    itemIsRefused(
        invalidItem("people", "At most 500, not 501."),
        "\"people\":" + list(501, "{\"name\":\"n\",\"role\":\"actor\"}"));
    itemIsRefused(
        invalidItem("titles", "At most 100, not 101."),
        "\"titles\":" + list(101, "{\"title\":\"t\"}"));
    itemIsRefused(
        invalidItem("keywords", "At most 200, not 201."), "\"keywords\":" + list(201, "\"k\""));
    itemIsRefused(invalidItem("keys", "At most 50, not 51."), "\"keys\":" + list(51, "\"a:b\""));
    refused(
        ExactProblem.invalid("items", "Ask for 1 to 200 items, not 201."),
        "GET",
        "/api/v1/predictions?items=" + list(201, "1").replaceAll("[\\[\\]]", ""),
        "");
    refused(
        ExactProblem.invalid("body", "A basket has at most 500 items, not 10001."),
        "POST",
        "/api/v1/recommendations",
        "{\"items\":" + list(10_001, "\"bad:item\"") + "}");
    refused(
        ExactProblem.invalid("episodes", "A list of at most 1,000 items."),
        "POST",
        "/api/v1/proposals",
        "{\"body\":{\"kind\":\"series\",\"title\":\"S\"},\"episodes\":" + list(1_001, "{}") + "}");
  }

  @Test
  void outsideIdsThatAnotherItemHas() {
    int other = server.get("/api/v1/items/bad:other").json().path("id").asInt();
    var sentence = "taken:1 is item %d already.".formatted(other);
    var taken = new ExactProblem(409, "duplicate-external-id", sentence, List.of(keys(sentence)));
    var item = "{\"kind\":\"movie\",\"title\":\"A\",\"keys\":[\"taken:1\"]}";
    refused(taken, "PUT", "/api/v1/items/bad:new", item);
    refused(taken, "POST", "/api/v1/items", item);
    refused(taken, "PATCH", ITEM, "{\"keys\":[\"taken:1\"]}");
    // others may have taken it since it was proposed: it shows when it is accepted
    refused(taken, "POST", "/api/v1/proposals/" + propose(item) + "/accept", "");
    int correction =
        done(send(
                "POST",
                "/api/v1/proposals",
                "{\"item\":\"bad:item\",\"body\":{\"keys\":[\"taken:1\"]}}"))
            .json()
            .path("id")
            .asInt();
    refused(taken, "POST", "/api/v1/proposals/" + correction + "/accept", "");
    assertThat(server.get("/api/v1/items/taken:1").json().path("title").asString())
        .isEqualTo("Other");
  }

  private static FieldError keys(String sentence) {
    return new FieldError("keys", sentence);
  }

  @Test
  void circlesOfAFranchise() {
    done(send("PUT", "/api/v1/items/bad:one", "{\"kind\":\"movie\",\"title\":\"One\"}"));
    done(send("PUT", "/api/v1/items/bad:two", "{\"kind\":\"movie\",\"title\":\"Two\"}"));
    done(send("PUT", "/api/v1/items/bad:two/links/sequel-of/bad:one", ""));
    refused(
        ExactProblem.of(
            409,
            "circular-link",
            "bad:two is sequel-of bad:one already, over one or more items: the link would close a"
                + " circle."),
        "PUT",
        "/api/v1/items/bad:one/links/sequel-of/bad:two",
        "");
    refused(
        ExactProblem.of(409, "linked-to-itself", "An item is nothing to itself."),
        "PUT",
        "/api/v1/items/bad:one/links/sequel-of/bad:one",
        "");
  }

  /// Every route that takes a cursor, as the description says.
  @Test
  void cursorsOfAnotherQuery() {
    var foreign = Cursor.of("another query", "42");
    var refusal =
        ExactProblem.invalid(
            "cursor",
            "This cursor is not one that a list with the same filters gave; begin without a"
                + " cursor.");
    var paths = server.get("/api/v1/openapi.json").json().path("paths");
    int lists = 0;
    for (var path : new TreeSet<>(paths.propertyNames())) {
      var get = paths.path(path).path("get").path("parameters");
      if (path.endsWith("/export")
          || get.valueStream().noneMatch(one -> one.path("name").asString().equals("cursor"))) {
        continue;
      }
      var called =
          path.replace("{user}", Integer.toString(me)).replace("{id}", "bad:item")
              + (path.endsWith("as-of") ? "?time=2026-01-01T00:00:00Z&" : "?");
      refused(refusal, "GET", called + "cursor=" + foreign, "");
      refused(refusal, "GET", called + "cursor=%F0%9F%8D%BF", "");
      lists++;
    }
    assertThat(lists).isGreaterThanOrEqualTo(15);
    refused(
        refusal,
        "POST",
        "/api/v1/recommendations",
        "{\"items\":[],\"cursor\":\"" + foreign + "\"}");
  }

  @Test
  void changesOfWhatSomebodyElseChanged() {
    done(send("PUT", "/api/v1/items/bad:seen", "{\"kind\":\"movie\",\"title\":\"Seen\"}"));
    done(send("PATCH", "/api/v1/items/bad:seen", "{\"title\":\"Changed\"}"));
    int id = server.get("/api/v1/items/bad:seen").json().path("id").asInt();
    var stale = ExactProblem.of(412, "stale", "Item %d is at version 2 by now.".formatted(id));
    for (var call : List.of("PUT", "PATCH", "DELETE")) {
      var answer =
          server.send(
              server
                  .request("/api/v1/items/bad:seen")
                  .header("Content-Type", "application/json")
                  .header("If-Match", "\"1\"")
                  .method(
                      call, BodyPublishers.ofString("{\"kind\":\"movie\",\"title\":\"Late\"}")));
      stale.refuses(call, answer);
      assertThat(answer.json().path("current").path("title").asString()).isEqualTo("Changed");
    }
    stale.refuses(
        "merge",
        server.post(
            "/api/v1/items/bad:seen/merge", "{\"duplicate\":\"bad:other\"}", "If-Match", "\"1\""));
    var put = "{\"kind\":\"movie\",\"title\":\"In time\"}";
    assertThat(server.put("/api/v1/items/bad:seen", put, "If-Match", "\"2\"").status())
        .isEqualTo(200);
    ExactProblem.of(404, "no-such-item", "There is no item bad:none.")
        .refuses("PUT", server.put("/api/v1/items/bad:none", put, "If-Match", "\"1\""));
    ExactProblem.invalid("If-Match", "The ETag that the item came with, such as \"3\", or *.")
        .refuses("PUT", server.put("/api/v1/items/bad:seen", put, "If-Match", "latest"));
  }

  @Test
  void ratingsThatAreNone() {
    var rating = ITEM + "/rating";
    refused(
        ExactProblem.field(
            422, "invalid-rating", "stars", "A rating is a number from 0 to 5, not 5.1."),
        "PUT",
        rating,
        "{\"stars\":5.1}");
    refused(
        ExactProblem.field(
            422, "invalid-rating", "stars", "A number from 0 to 5 is required here, not \"NaN\"."),
        "PUT",
        rating,
        "{\"stars\":\"NaN\"}");
    refused(
        ExactProblem.of(400, "malformed-body", "The body is not JSON: line 1, column 13."),
        "PUT",
        rating,
        "{\"stars\":NaN}");
    assertThat(row("\"type\":\"rating\",\"stars\":5.1"))
        .isEqualTo(
            "{\"row\":0,\"field\":\"stars\",\"message\":\"A rating is a number from 0 to 5, not"
                + " 5.1.\"}");
    refused(
        ExactProblem.of(400, "malformed-body", "The body is not JSON: line 1, column 30."),
        "POST",
        "/api/v1/interactions:batch",
        "{\"interactions\":[{\"stars\":NaN}]}");
    refused(
        ExactProblem.invalid("items[0]", "a rating is a number from 0 to 5, not 5.1"),
        "POST",
        "/api/v1/recommendations",
        "{\"items\":[{\"id\":\"bad:item\",\"stars\":5.1}]}");
    for (var wrong : List.of("5.1", "NaN")) {
      refused(
          ExactProblem.invalid("minRating", "From 0 to 5 stars, not " + wrong + "."),
          "GET",
          "/api/v1/items?minRating=" + wrong,
          "");
    }
  }
}
