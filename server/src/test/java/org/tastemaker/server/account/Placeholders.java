package org.tastemaker.server.account;

import java.util.Map;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.tastemaker.server.account.MailTokens.Purpose;
import org.tastemaker.server.cli.TestServer;
import org.tastemaker.server.job.Jobs;
import org.tastemaker.server.search.SearchHistory;

/// What stands for things in the calls of [RouteAccessTest]; each is made when it is asked for, so
/// that every caller finds it untouched.
final class Placeholders {
  private static final Pattern PLACEHOLDER = Pattern.compile("\\{([a-zA-Z]+)}");

  private final TestServer server;
  private final Map<String, Function<@Nullable TestAccount, String>> all;
  private int made;

  /// @param owner whose things are out of everybody else's reach
  Placeholders(TestServer server, TestAccount owner) {
    this.server = server;
    int ownerId = owner.id();
    all =
        Map.ofEntries(
            Map.entry("password", who -> TestAccount.PASSWORD),
            // a name that nobody and nothing has yet
            Map.entry("new", who -> "new" + ++made),
            // a refresh token
            Map.entry("refresh", who -> TestAccount.signIn(server, "owner").refresh()),
            Map.entry("verification", who -> token(Purpose.VERIFY)),
            Map.entry("reset", who -> token(Purpose.RESET)),
            // the caller, the owner, and an account of no matter whom
            Map.entry("me", who -> Integer.toString(who == null ? ownerId : who.id())),
            Map.entry("owner", who -> Integer.toString(ownerId)),
            Map.entry("account", who -> Integer.toString(stranger().id())),
            // a second session of theirs
            Map.entry("session", who -> session(who == null ? owner : who)),
            Map.entry("ownersSession", who -> session(owner)),
            // items that the caller, or the owner, has rated, begun or listed, one that nobody has,
            // and their comments
            Map.entry("unrated", who -> item()),
            Map.entry("rated", who -> rated(who == null ? owner : who)),
            Map.entry("ratedByOwner", who -> rated(owner)),
            Map.entry("begun", who -> begun(who == null ? owner : who)),
            Map.entry("begunByOwner", who -> begun(owner)),
            Map.entry("watched", who -> watched(who == null ? owner : who)),
            Map.entry("watchedByOwner", who -> watched(owner)),
            Map.entry("comment", who -> comment(who == null ? owner : who)),
            Map.entry("ownersComment", who -> comment(owner)),
            Map.entry("key", who -> key()),
            // a search of the caller, or of the owner
            Map.entry("searched", who -> searched(who == null ? ownerId : who.id())),
            Map.entry("ownersSearch", who -> searched(ownerId)),
            // a job that waits, and one that was cancelled
            Map.entry("job", who -> job()),
            Map.entry("endedJob", who -> endedJob()));
  }

  String fill(String text, @Nullable TestAccount who) {
    return PLACEHOLDER
        .matcher(text)
        .replaceAll(match -> {
          var known = all.get(match.group(1));
          if (known == null) {
            throw new AssertionError("There is no placeholder " + match.group());
          }
          return known.apply(who);
        });
  }

  private String searched(int person) {
    return Long.toString(server.of(SearchHistory.class).add(person, "x " + ++made, null).id());
  }

  private TestAccount stranger() {
    return TestAccount.fresh(server, "stranger_" + ++made);
  }

  private String token(Purpose purpose) {
    var account = server.of(Accounts.class).find(stranger().id()).orElseThrow();
    return server
        .of(MailTokens.class)
        .issue(account.id(), String.valueOf(account.email()), purpose);
  }

  private String session(TestAccount account) {
    TestAccount.signIn(server, account.username());
    for (var one : account.get("/api/v1/me/sessions").json().path("sessions")) {
      if (!one.path("current").asBoolean()) {
        return one.path("session").path("id").asString();
      }
    }
    throw new AssertionError(account.username() + " has no other session.");
  }

  private String item() {
    var item = "test:item_" + ++made;
    server.put("/api/v1/items/" + item, "{\"kind\":\"movie\",\"title\":\"An item\"}");
    return item;
  }

  private String rated(TestAccount account) {
    var item = item();
    account.send("PUT", "/api/v1/items/" + item + "/rating", "{\"stars\":4}");
    return item;
  }

  private String begun(TestAccount account) {
    var item = item();
    account.send("PUT", "/api/v1/items/" + item + "/progress", "{\"share\":0.5}");
    return item;
  }

  private String watched(TestAccount account) {
    var item = item();
    account.send("PUT", "/api/v1/items/" + item + "/watchlist", "{}");
    return item;
  }

  private String comment(TestAccount account) {
    var written =
        account.send("POST", "/api/v1/items/test:heat/comments", "{\"text\":\"Something.\"}");
    return written.json().path("id").asString();
  }

  private String key() {
    return server
        .post("/api/v1/api-keys", "{\"name\":\"one\",\"scopes\":[\"catalogue:read\"]}")
        .json()
        .path("key")
        .path("id")
        .asString();
  }

  private String job() {
    return Long.toString(server.of(Jobs.class).request("mail", Map.of(), "test").id());
  }

  private String endedJob() {
    var job = job();
    server.delete("/api/v1/jobs/" + job);
    return job;
  }
}
