package org.tastemaker.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType.LaunchOptions;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
final class DemoPageTest {
  private DemoServer server;
  private Playwright playwright;
  private Browser browser;
  private Page page;
  private final List<String> complaints = new ArrayList<>();

  @BeforeAll
  void openThePrintedLink() {
    server = DemoServer.start();
    playwright = Playwright.create();
    browser =
        playwright
            .chromium()
            .launch(
                new LaunchOptions()
                    .setExecutablePath(Path.of("/usr/bin/chromium"))
                    .setArgs(
                        List.of(
                            "--no-sandbox",
                            "--disable-gpu",
                            "--disable-quic",
                            "--no-first-run",
                            "--disable-background-networking",
                            "--disable-component-update",
                            "--disable-sync")));
    page = browser.newPage();
    page.onConsoleMessage(message -> {
      if (message.type().equals("error")) {
        complaints.add(message.text());
      }
    });
    page.onPageError(complaints::add);
    page.navigate(server.link());
  }

  @AfterAll
  void stop() {
    browser.close();
    playwright.close();
    server.close();
  }

  @Test
  @Order(1)
  void rowsWithReasonsAreOnTheScreen() {
    assertThat(page.locator("#for-you .card")).not().hasCount(0);
    assertThat(page.locator("#for-you .reason").first()).containsText("ecause you rated");
    assertThat(page.locator("#kind-book .card")).not().hasCount(0);
    assertThat(page.locator("#popular .card")).not().hasCount(0);
  }

  @Test
  @Order(2)
  void ratingChangesTheRowsAtOnce() {
    Locator first = page.locator("#for-you .card").first();
    String title = first.locator("h3").textContent();
    first.locator(".stars button").last().click();

    assertThat(page.locator("#status")).containsText(title);
    assertThat(
            page.locator("#for-you .card h3").filter(new Locator.FilterOptions().setHasText(title)))
        .hasCount(0);
    assertThat(page.locator(".card.moved")).not().hasCount(0);
  }

  @Test
  @Order(3)
  void fitsAPhone() {
    page.setViewportSize(390, 844);

    assertThat(page.evaluate("document.documentElement.scrollWidth")).isEqualTo(390);
    assertThat(page.locator("#person")).isVisible();
  }

  @Test
  @Order(4)
  void theLinkSignsInOnlyOnce() {
    try (var stranger = browser.newContext()) {
      var answer = stranger.newPage().navigate(server.link());

      assertThat(answer.status()).isGreaterThanOrEqualTo(400);
    }
  }

  @Test
  @Order(5)
  void nothingWasWrongInTheConsole() {
    assertThat(complaints).isEmpty();
  }
}
