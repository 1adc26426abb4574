package org.tastemaker.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Response;
import com.microsoft.playwright.assertions.LocatorAssertions.IsVisibleOptions;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.tastemaker.browser.Chromium.Look;

/// Pages that come up when something is wrong, those on the way to another site and back, and the
/// one that describes the API.
final class EdgePagesTest {
  private static final AtomicInteger ADDRESSES = new AtomicInteger();

  private static Provider provider;
  private static DemoServer server;
  private static Chromium chromium;

  @BeforeAll
  static void start() {
    provider = new Provider();
    var settings = new HashMap<>(provider.settings());
    settings.put("tastemaker.http.trusted-proxies", "127.0.0.1");
    settings.put("tastemaker.limits.stranger", "200/1h");
    server = DemoServer.start(settings);
    chromium = new Chromium();
  }

  @AfterAll
  static void stop() {
    chromium.close();
    server.close();
    provider.close();
  }

  static Stream<Look> looks() {
    return Stream.of(Look.DESK, Look.PHONE, Look.DESK.inTheDark(), Look.PHONE.inTheDark());
  }

  /// Somebody at an address of their own.
  private static Visitor visitor(Look look) {
    var context = chromium.open(look);
    var address = "192.0.2." + ADDRESSES.incrementAndGet();
    context.setExtraHTTPHeaders(Map.of("X-Forwarded-For", address));
    return new Visitor(context, server.url());
  }

  private static void isError(
      Visitor visitor, Response answer, int status, String heading, Look look, SoftAssertions all) {
    assertThat(answer.status()).isEqualTo(status);
    assertThat(visitor.page().locator("h1")).hasText(heading);
    assertThat(visitor.page().locator("main code")).hasText(answer.headerValue("x-request-id"));
    Inspection.of(visitor, "error-" + status, look, all);
  }

  @ParameterizedTest
  @MethodSource("looks")
  void whatIsNotThereOrNotAllowed(Look look) {
    try (var visitor = visitor(look)) {
      var all = new SoftAssertions();
      var page = visitor.page();
      isError(visitor, page.navigate(server.url() + "/nowhere"), 404, "Nothing here", look, all);
      visitor.goTo("/login");
      page.fill("#login", "anybody");
      page.fill("#password", "anything-at-all");
      page.locator("main input[name=_csrf]").evaluate("field => field.value = 'guessed'");
      var refused =
          page.waitForResponse(
              "**/login", () -> page.locator("main form button[type=submit]").click());
      isError(visitor, refused, 403, "Not allowed", look, all);
      all.assertAll();
    }
  }

  @ParameterizedTest
  @MethodSource("looks")
  void whoAsksTooOftenIsToldSoOnAPageLikeAllOthers(Look look) {
    try (var visitor = visitor(look)) {
      var all = new SoftAssertions();
      var page = visitor.page();
      int asked = 0;
      while (page.request().get(server.url() + "/nowhere").status() != 429) {
        assertThat(asked++).isLessThan(200);
      }
      var answer = page.navigate(server.url() + "/");
      isError(visitor, answer, 429, "Too many requests", look, all);
      assertThat(page.locator("main .card")).hasCSS("border-radius", "12px");
      all.assertAll();
    }
  }

  @Test
  void aFaultOfOursIsAPageLikeAllOthers() {
    var all = new SoftAssertions();
    try (var visitor = visitor(Look.DESK)) {
      visitor.signUp();
      server.sql("alter table rating rename to rating_away");
      try {
        looks()
            .forEach(look -> {
              visitor.isSeen(look);
              var answer = visitor.page().navigate(server.url() + "/reviews");
              isError(visitor, answer, 500, "Something failed", look, all);
            });
      } finally {
        server.sql("alter table rating_away rename to rating");
      }
    }
    all.assertAll();
  }

  @ParameterizedTest
  @MethodSource("looks")
  void theWayToAnAccountElsewhereAndBack(Look look) {
    try (var visitor = visitor(look)) {
      var all = new SoftAssertions();
      var page = visitor.page();
      visitor.signUp();
      visitor.goTo("/account/links");
      Inspection.of(visitor, "links-none", look, all);

      provider.isBusy(true);
      page.getByText("Link MyAnimeList").click();
      assertThat(page.locator("h1")).hasText("On to MyAnimeList");
      Inspection.of(visitor, "onwards", look, all);
      provider.isBusy(false);
      page.getByText("Go on to MyAnimeList").click();
      assertThat(page.locator(".flash")).hasText("Your account at MyAnimeList is linked.");
      assertThat(page.locator(".rows")).containsText("mal_visitor");
      Inspection.of(visitor, "links-one", look, all);

      visitor.goTo("/logout");
      page.locator("main form button").click();
      visitor.goTo("/login?next=/account/links");
      Inspection.of(visitor, "login-offers", look, all);
      page.getByText("Sign in with MyAnimeList").click();
      assertThat(page.locator(".flash")).hasText("You are signed in by MyAnimeList.");
      page.getByText("Unlink").click();
      assertThat(page.locator(".flash")).hasText("Your account at MyAnimeList is unlinked.");
      assertThat(visitor.complaints()).isEmpty();
      all.assertAll();
    }
  }

  @ParameterizedTest
  @MethodSource("looks")
  void theDescriptionOfTheApiIsShownWithoutAWordFromTheBrowser(Look look) {
    try (var visitor = visitor(look)) {
      var page = visitor.page();
      visitor.signUp();
      visitor.goTo("/api/v1/docs");
      // The first to ask waits until the description is made.
      assertThat(page.locator(".opblock-summary-path").first())
          .isVisible(new IsVisibleOptions().setTimeout(60_000));
      assertThat(page.locator(".opblock").count()).isGreaterThan(60);
      page.locator(".opblock-summary-control").first().click();
      assertThat(page.locator(".opblock-body .responses-table").first()).isVisible();
      Inspection.picture(visitor, "api", look);
      assertThat(visitor.complaints()).isEmpty();
    }
  }
}
