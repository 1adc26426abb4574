package org.tastemaker.server.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.tastemaker.server.account.Role;
import org.tastemaker.server.cli.TestServer;
import org.tastemaker.server.cli.TestServer.Answer;

/// What people say on pages: why something is not for them, notes, comments; and what moderators
/// decide on those.
final class OwnWordsPagesTest {
  private static final Pattern COMMENT = Pattern.compile("id=\"comment-(\\d+)\"");

  private static TestServer server;
  private static int heat;
  private static int ronin;
  private static int people;

  @BeforeAll
  static void start() {
    server = TestServer.start(Map.of("tastemaker.account.bcrypt-cost", 4));
    heat = put("heat", "Heat", "{\"name\":\"Michael Mann\",\"role\":\"director\"}");
    ronin = put("ronin", "Ronin", "{\"name\":\"John Frankenheimer\",\"role\":\"director\"}");
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  private static int put(String key, String title, String person) {
    var answer =
        server.put(
            "/api/v1/items/test:" + key,
            "{\"kind\":\"movie\",\"title\":\"%s\",\"year\":1995,\"genres\":[\"Crime\"],\"people\":[%s]}"
                .formatted(title, person));
    assertThat(answer.status()).as(answer.body()).isEqualTo(201);
    return answer.json().path("id").asInt();
  }

  private static TestBrowser somebody() {
    return TestBrowser.signedIn(server, "words_" + ++people);
  }

  private static TestBrowser moderator() {
    return TestBrowser.signedIn(server, "words_" + ++people, Role.MODERATOR);
  }

  private static String page(TestBrowser browser, String path) {
    return browser.page(path).body();
  }

  private static String flash(TestBrowser browser, Answer answer) {
    return browser.flash(answer);
  }

  @Test
  void aReasonIsChosenFromTheWordsOfTheKindAndTakenBack() {
    var ann = somebody();
    assertThat(page(ann, "/declined")).contains("You declined nothing");
    assertThat(page(ann, "/recommend"))
        .contains(
            "<option value=\"director Michael Mann\">Director: Michael Mann</option>",
            "<option value=\"period 1990s\">Period: 1990s</option>",
            "<option value=\"not-now\">Not now</option>");
    assertThat(page(ann, "/items/" + heat)).contains("<option value=\"genre Crime\">Genre: Crime<");

    assertThat(flash(ann, ann.post("/decline/" + heat, "reason", "director Michael Mann")))
        .isEqualTo(
            "Heat will not be recommended to you any more. The director Michael Mann ranks lower"
                + " from now on.");

    assertThat(page(ann, "/items/" + heat))
        .contains("You said that this is not for you (Director: Michael Mann).");
    assertThat(page(ann, "/recommend")).doesNotContain(">Heat</a>").contains(">Ronin</a>");
    assertThat(page(ann, "/declined"))
        .contains(">1 title<", ">Heat</a>", "Director: Michael Mann", "Recommend it again");

    var back = ann.post("/decline/" + heat, "withdraw", "true", "next", "/declined");
    assertThat(back.header("Location")).isEqualTo("/declined");
    assertThat(flash(ann, back)).isEqualTo("Heat may be recommended to you again.");
    assertThat(page(ann, "/declined")).contains("You declined nothing");
    assertThat(page(ann, "/recommend")).contains(">Heat</a>");
  }

  @Test
  void ofALongCastTheFirstAreOffered() {
    var cast = new ArrayList<String>();
    for (int n = 1; n <= 300; n++) {
      cast.add("{\"name\":\"Actor no. %d\",\"role\":\"actor\"}".formatted(n));
    }
    int crowd = put("crowd", "Crowd", String.join(",", cast));
    assertThat(page(somebody(), "/items/" + crowd))
        .contains("Actor: Actor no. 8<")
        .doesNotContain("Actor: Actor no. 9<");
  }

  @Test
  void aReasonThatDoesNotGoWithTheItemIsRefused() {
    var ann = somebody();
    page(ann, "/items/" + ronin);
    for (var wrong : List.of("director Michael Mann", "genre", "boring", "not-now x")) {
      assertThat(ann.post("/decline/" + ronin, "reason", wrong).status()).as(wrong).isEqualTo(400);
    }
    assertThat(page(ann, "/declined")).contains("You declined nothing");
  }

  @Test
  void notesOnTheListAreWrittenChangedAndTakenAway() {
    var ann = somebody();
    page(ann, "/items/" + heat);
    ann.post("/watch/" + heat, "what", "add");

    assertThat(
            flash(
                ann,
                ann.post("/watch/" + heat, "what", "note", "note", "With Bob.\r\n<b>Popcorn</b>!")))
        .isEqualTo("Your note on Heat is kept.");
    assertThat(page(ann, "/watchlist"))
        .contains("With Bob.\n&lt;b&gt;Popcorn&lt;/b&gt;!", "Change the note");

    assertThat(flash(ann, ann.post("/watch/" + heat, "what", "note", "note", "x".repeat(2_001))))
        .isEqualTo("At most 2,000 characters, not 2,001.");
    assertThat(page(ann, "/watchlist")).contains("With Bob.");

    assertThat(flash(ann, ann.post("/watch/" + heat, "what", "note", "note", " ")))
        .isEqualTo("Your note on Heat is gone.");
    assertThat(page(ann, "/watchlist")).doesNotContain("With Bob.").contains("Write a note");
  }

  /// Writes a comment, and answers its id.
  private static int said(TestBrowser browser, int item, String text) {
    page(browser, "/items/" + item);
    browser.follow(browser.post("/comment/" + item, "text", text));
    var found = COMMENT.matcher(page(browser, "/items/" + item));
    assertThat(found.find()).isTrue();
    return Integer.parseInt(found.group(1));
  }

  @Test
  void onesOwnCommentIsChangedAndNobodyElses() {
    var ann = somebody();
    int comment = said(ann, heat, "That dinner.");

    assertThat(flash(ann, ann.post("/comments/" + comment + "/edit", "text", "That <i>diner</i>.")))
        .isEqualTo("Your comment is changed.");
    assertThat(page(ann, "/items/" + heat))
        .contains("<p class=\"said\" dir=\"auto\">That &lt;i&gt;diner&lt;/i&gt;.</p>", "edited");
    assertThat(flash(ann, ann.post("/comments/" + comment + "/edit", "text", " ")))
        .isEqualTo("Say something first.");

    var bob = somebody();
    page(bob, "/items/" + heat);
    assertThat(bob.post("/comments/" + comment + "/edit", "text", "Mine").status()).isEqualTo(404);
    assertThat(bob.post("/comments/999999/edit", "text", "Mine").status()).isEqualTo(404);
    assertThat(page(bob, "/items/" + heat)).contains("diner").doesNotContain("/edit");
  }

  @Test
  void moderatorsDecideOnWhatWasReported() {
    var ann = somebody();
    int spoiler = said(ann, ronin, "He <b>dies</b>.");
    int fine = said(ann, ronin, "Such cars.");
    for (var reader : List.of(somebody(), somebody())) {
      page(reader, "/items/" + ronin);
      reader.post("/comments/" + spoiler + "/report", "reason", "spoiler");
      reader.post("/comments/" + fine + "/report", "reason", "other");
    }
    var bob = somebody();
    assertThat(bob.get("/moderation/comments").status()).isEqualTo(403);
    assertThat(page(bob, "/")).doesNotContain("/moderation");

    var moderator = moderator();
    assertThat(page(moderator, "/moderation/comments"))
        .contains(
            "He &lt;b&gt;dies&lt;/b&gt;.", "Such cars.", "Reported as spoiler (2)", ">Ronin</a>");
    assertThat(
            flash(moderator, moderator.post("/moderation/comments/" + spoiler, "decision", "hide")))
        .startsWith("The comment is hidden");
    assertThat(flash(moderator, moderator.post("/moderation/comments/" + fine, "decision", "show")))
        .startsWith("The comment stays");
    assertThat(page(moderator, "/moderation/comments")).contains("Nothing is reported.");
    assertThat(moderator.post("/moderation/comments/" + fine, "decision", "burn").status())
        .isEqualTo(400);
    assertThat(moderator.post("/moderation/comments/999999", "decision", "hide").status())
        .isEqualTo(404);

    assertThat(page(bob, "/items/" + ronin)).contains("Such cars.").doesNotContain("dies");
    assertThat(page(ann, "/items/" + ronin)).contains("dies", "hidden by a moderator");
    assertThat(bob.post("/moderation/comments/" + fine, "decision", "hide").status())
        .isEqualTo(403);
  }
}
