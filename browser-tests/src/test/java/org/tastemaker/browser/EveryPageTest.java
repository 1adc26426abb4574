package org.tastemaker.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.tastemaker.browser.Chromium.Look;

/// Every page as it is seen: on a screen and on a phone, by day and by night.
final class EveryPageTest {
  private static final List<String> FOR_ALL =
      List.of(
          "/",
          "/catalog",
          "/catalog?q=zzzzqqqq",
          "/items/1",
          "/login",
          "/signup",
          "/forgotten",
          "/reset?token=made-up",
          "/verify?token=made-up");

  private static final List<String> FOR_ONESELF =
      List.of(
          "/",
          "/catalog?q=the&kind=movie",
          "/items/1",
          "/recommend",
          "/recommend?show=genre",
          "/recommend?show=popular&kind=book",
          "/reviews",
          "/watchlist",
          "/declined",
          "/propose",
          "/propose?kind=movie",
          "/propose?kind=series",
          "/propose?item=1",
          "/proposals",
          "/account",
          "/account/delete",
          "/logout");

  private static final List<String> FOR_MODERATORS =
      List.of("/", "/moderation", "/moderation/comments");

  private static DemoServer server;
  private static Chromium chromium;

  @BeforeAll
  static void start() {
    server = DemoServer.start();
    chromium = new Chromium();
  }

  @AfterAll
  static void stop() {
    chromium.close();
    server.close();
  }

  static Stream<Look> looks() {
    return Stream.of(Look.DESK, Look.PHONE, Look.DESK.inTheDark(), Look.PHONE.inTheDark());
  }

  @ParameterizedTest
  @MethodSource("looks")
  void isThereForEverybody(Look look) {
    try (var visitor = new Visitor(chromium.open(look), server.url())) {
      var all = new SoftAssertions();
      FOR_ALL.forEach(path -> look(visitor, path, "stranger", look, all));
      visitor.signUp();
      FOR_ONESELF.forEach(path -> look(visitor, path, "new", look, all));
      visitor.goTo("/recommend");
      for (int n = 0; n < 5; n++) {
        visitor.rateFirst(4 + n % 2, true);
      }
      visitor.listAndSpeakOf("/items/1");
      visitor.noteOnTheList("Tonight? <b>هنا</b> 🎬");
      visitor.declineFirst();
      visitor.correct("/propose?item=1");
      FOR_ONESELF.forEach(path -> look(visitor, path, "known", look, all));
      all.assertThat(visitor.complaints()).isEmpty();
      all.assertAll();
    }
  }

  @ParameterizedTest
  @MethodSource("looks")
  void isThereForModerators(Look look) {
    try (var visitor = new Visitor(chromium.open(look), server.url());
        var moderator = new Visitor(chromium.open(look), server.url())) {
      var all = new SoftAssertions();
      moderator.signUp();
      server.grant(moderator.name(), "moderator");
      FOR_MODERATORS.forEach(path -> look(moderator, path, "idle", look, all));

      visitor.signUp();
      visitor.listAndSpeakOf("/items/1");
      visitor.correct("/propose?item=1");
      moderator.report("/items/1");
      FOR_MODERATORS.forEach(path -> look(moderator, path, "busy", look, all));
      moderator.goTo("/moderation");
      moderator.page().locator(".said-list a").last().click();
      Inspection.of(moderator, "moderation-one", look, all);
      moderator.page().locator("form[action$='/decline'] textarea").fill("We have it: item 2.");
      moderator.page().locator("form[action$='/decline'] button").click();
      assertThat(moderator.page().locator(".flash")).containsText("It is declined");
      moderator.goTo("/moderation/comments");
      moderator.page().locator("button[value=hide]").last().click();
      assertThat(moderator.page().locator(".flash")).containsText("The comment is hidden");

      look(visitor, "/proposals", "declined", look, all);
      look(visitor, "/items/1", "hidden", look, all);
      all.assertThat(moderator.complaints()).isEmpty();
      all.assertAll();
    }
  }

  private static void look(
      Visitor visitor, String path, String who, Look look, SoftAssertions all) {
    visitor.goTo(path);
    Inspection.of(visitor, who + path, look, all);
  }
}
