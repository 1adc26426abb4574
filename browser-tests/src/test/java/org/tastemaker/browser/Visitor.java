package org.tastemaker.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Page.EmulateMediaOptions;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.SelectOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.tastemaker.browser.Chromium.Look;

/// Somebody in front of a browser.
final class Visitor implements AutoCloseable {
  static final String PASSWORD = "plum-tree-in-may";
  private static final AtomicInteger VISITORS = new AtomicInteger();

  private final BrowserContext context;
  private final Page page;
  private final String server;
  private final String name = "visitor" + VISITORS.incrementAndGet();
  private final List<String> complaints = new ArrayList<>();

  Visitor(BrowserContext context, String server) {
    this.context = context;
    this.server = server;
    this.page = context.newPage();
    page.onConsoleMessage(message -> {
      if (message.type().equals("error") || message.type().equals("warning")) {
        complaints.add(message.text());
      }
    });
    page.onPageError(complaints::add);
    page.onDialog(dialog -> {
      complaints.add("A dialog: " + dialog.message());
      dialog.dismiss();
    });
  }

  Page page() {
    return page;
  }

  String name() {
    return name;
  }

  /// What the browser found wrong with the pages so far.
  List<String> complaints() {
    return complaints;
  }

  /// How they look at the pages from now on.
  void isSeen(Look look) {
    page.setViewportSize(look.width(), look.height());
    page.emulateMedia(
        new EmulateMediaOptions()
            .setColorScheme(look.dark() ? ColorScheme.DARK : ColorScheme.LIGHT));
  }

  void goTo(String path) {
    page.navigate(server + path);
  }

  /// Makes an account, and signs in to it where that is still to be done.
  void signUp() {
    goTo("/signup");
    page.fill("input[name=email]", name + "@example.org");
    page.fill("input[name=username]", name);
    page.fill("input[name=password]", PASSWORD);
    page.locator("main form button[type=submit]").click();
    goTo("/login");
    if (page.locator("#password").count() > 0) {
      page.fill("#login", name);
      page.fill("#password", PASSWORD);
      page.locator("main form button[type=submit]").click();
    }
    goTo("/");
    assertThat(page.locator("h1")).containsText(name);
  }

  /// Rates the first of the things that a new person is asked about, and answers its title.
  String rateFirst(int stars, boolean scripts) {
    var card = page.locator(".starters .item").first();
    var title = card.locator("h3").innerText();
    card.locator(".stars label").nth(stars - 1).click();
    if (!scripts) {
      card.locator("form.rate button").first().click();
    }
    assertThat(page.locator(".flash")).containsText("You gave " + title);
    return title;
  }

  /// Puts an item on the list, and says something of it.
  void listAndSpeakOf(String path) {
    goTo(path);
    page.locator("#watch").click();
    assertThat(page.locator(".flash")).containsText("is on your list");
    page.fill("#comment-text", "Well, well. <b>مرحبا</b> 🎬");
    page.locator(".comments form button").first().click();
    assertThat(page.locator(".said").first()).hasText("Well, well. <b>مرحبا</b> 🎬");
  }

  /// Writes a note on the first entry of the list.
  void noteOnTheList(String note) {
    goTo("/watchlist");
    page.locator(".note summary").first().click();
    page.locator(".note textarea").first().fill(note);
    page.locator(".note button").first().click();
    assertThat(page.locator(".flash")).containsText("Your note on");
    assertThat(page.locator(".said").first()).hasText(note);
  }

  /// Declines the first of what is recommended, with a reason.
  void declineFirst() {
    goTo("/recommend");
    var form = page.locator("main > .grid .decline").first();
    form.locator("summary").click();
    form.locator("select").selectOption(new SelectOption().setIndex(1));
    form.locator("button").click();
    assertThat(page.locator(".flash")).containsText("will not be recommended to you any more");
  }

  /// Proposes that an item is of another year.
  void correct(String path) {
    goTo(path);
    page.fill("#in-year", "1901");
    page.fill("#in-note", "It says so on its poster: 🎬 هنا");
    page.locator("main form button[type=submit]").click();
    assertThat(page.locator(".flash")).containsText("Thank you");
  }

  /// Reports the newest comment on an item.
  void report(String path) {
    goTo(path);
    page.locator(".said-list summary").first().click();
    page.locator("form[action$='/report'] button").first().click();
    assertThat(page.locator(".flash")).containsText("a moderator will look at it");
  }

  @Override
  public void close() {
    context.close();
  }
}
