package org.tastemaker.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.tastemaker.browser.Chromium.Look;

/// The way of a person through the pages, from the sign-up to the deletion of the account.
final class PeopleFlowTest {
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
    return Stream.of(
        Look.DESK, Look.PHONE, Look.DESK.withoutScripts(), Look.PHONE.withoutScripts());
  }

  @ParameterizedTest
  @MethodSource("looks")
  void fromTheSignUpToTheDeletion(Look look) throws IOException {
    try (var visitor = new Visitor(chromium.open(look), server.url())) {
      visitor.signUp();
      var before = recommended(visitor);
      var rated = rateFive(visitor, look.scripts());
      var after = recommended(visitor);
      assertThat(after).isNotEqualTo(before).doesNotContainAnyElementsOf(rated);
      assertThat(visitor.page().locator("main")).containsText("Because you rated");

      reviews(visitor, rated, look.scripts());
      export(visitor, rated);
      assertThat(visitor.complaints()).isEmpty();
      delete(visitor);
    }
  }

  @Test
  void thePrintedLinkShowsWhatIsRecommendedOnce() {
    try (var context = chromium.open(Look.DESK);
        var other = chromium.open(Look.DESK)) {
      var page = context.newPage();
      page.navigate(server.link());
      assertThat(page.locator("h1")).hasText("What to try next");
      assertThat(page.locator("main .item-note").first()).containsText("Because you rated");
      assertThat(other.newPage().navigate(server.link()).status()).isEqualTo(401);
    }
  }

  private static List<String> recommended(Visitor visitor) {
    visitor.goTo("/recommend");
    return visitor.page().locator("main > .grid h3").allInnerTexts();
  }

  private static List<String> rateFive(Visitor visitor, boolean scripts) {
    var rated = new ArrayList<String>();
    for (int n = 1; n <= 5; n++) {
      assertThat(visitor.page().locator(".starters")).containsText((n - 1) + " of 5 rated");
      rated.add(visitor.rateFirst(n == 1 ? 2 : 5, scripts));
    }
    assertThat(visitor.page().locator(".starters")).hasCount(0);
    return rated;
  }

  private static void reviews(Visitor visitor, List<String> rated, boolean scripts) {
    var page = visitor.page();
    visitor.goTo("/reviews");
    assertThat(page.locator(".reviews h3")).hasCount(5);
    assertThat(page.locator(".reviews h3").allInnerTexts())
        .containsExactlyElementsOf(rated.reversed());

    page.selectOption("#sort", "stars");
    page.locator(".filters button").click();
    assertThat(page.locator(".reviews h3").last()).hasText(rated.getFirst());

    var last = page.locator(".reviews > li").last();
    last.locator(".stars label").nth(8).click();
    if (!scripts) {
      last.locator("form.rate button").first().click();
    }
    assertThat(page.locator(".flash")).containsText("You gave " + rated.getFirst() + " 4½ stars");
    assertThat(page.locator(".reviews > li").last()).containsText("4½ stars");

    page.locator(".reviews > li").last().locator("button[name=withdraw]").click();
    assertThat(page.locator(".flash")).containsText("is withdrawn");
    assertThat(page.locator(".reviews h3")).hasCount(4);
  }

  private static void export(Visitor visitor, List<String> rated) throws IOException {
    visitor.goTo("/reviews");
    var file =
        visitor.page().waitForDownload(() -> visitor.page().locator(".exports a").first().click());
    assertThat(file.suggestedFilename()).isEqualTo("tastemaker-ratings.csv");
    assertThat(Files.readAllLines(file.path())).hasSize(5);
    assertThat(Files.readString(file.path())).contains("," + rated.getLast() + ",");
  }

  private static void delete(Visitor visitor) {
    var page = visitor.page();
    visitor.goTo("/account/delete");
    page.fill("input[name=password]", Visitor.PASSWORD);
    page.locator("main form button[type=submit]").click();
    visitor.goTo("/login");
    page.fill("#login", visitor.name());
    page.fill("#password", Visitor.PASSWORD);
    page.locator("main form button[type=submit]").click();
    assertThat(page.locator(".error.summary")).containsText("There is no such account");
  }

  @Test
  void starsAreChosenByTheKeyboardToo() {
    try (var visitor = new Visitor(chromium.open(Look.DESK), server.url())) {
      visitor.signUp();
      visitor.goTo("/items/1");
      var page = visitor.page();
      page.locator(".own input[name=stars]").first().focus();
      page.keyboard().press("Space");
      for (int n = 0; n < 6; n++) {
        page.keyboard().press("ArrowRight");
      }
      assertThat(page.locator(".flash")).hasCount(0);
      page.keyboard().press("Enter");

      assertThat(page.locator(".flash")).containsText("3½ stars");
      assertThat(page.locator(".own input[value='3.5']")).isChecked();
      assertThat(page.url()).endsWith("/items/1");
      assertThat(visitor.complaints()).isEmpty();
    }
  }
}
