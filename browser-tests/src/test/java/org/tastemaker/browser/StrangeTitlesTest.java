package org.tastemaker.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.tastemaker.browser.Chromium.Look;

/// Titles as people and data sets may have them, on every page that lists or names items: they stay
/// within the window, and are text.
final class StrangeTitlesTest {
  private static final Map<String, String> TITLES = titles();
  private static final int FANS = 300;
  private static final Pattern ID = Pattern.compile("\"id\":(\\d+)");
  private static final Pattern STATE = Pattern.compile("\"state\":\"(\\w+)\"");

  private static DemoServer server;
  private static Chromium chromium;

  private static Map<String, String> titles() {
    var titles = new LinkedHashMap<String, String>();
    titles.put("words", "A title that does not come to an end ".repeat(8) + "ever");
    titles.put("word", "Unendliche".repeat(30));
    titles.put("emoji", "👩‍👩‍👧‍👦🏳️‍🌈🎬💥".repeat(10));
    titles.put("hebrew", "מסע אל קצה הלילה: (1999) עץ השדה!");
    titles.put("arabic", "ألف ليلة وليلة ".repeat(8).strip());
    titles.put("script", "<script>document.title='run'</script>");
    titles.put("image", "<img src=x onerror=alert(1)>\"'`${alert(2)}{{alert(3)}}");
    titles.put("turned", "Read \u202Ebackwards");
    return titles;
  }

  @BeforeAll
  static void start() {
    server = DemoServer.start();
    chromium = new Chromium();
    TITLES.forEach((key, title) -> {
      var json = title.replace("\\", "\\\\").replace("\"", "\\\"");
      server.call(
          "PUT",
          "/api/v1/items/strange:" + key,
          "{\"kind\":\"movie\",\"title\":\"%s\",\"genres\":[\"%s\",\"Strange\"]}"
              .formatted(json, "Genre".repeat(9) + key));
    });
    server.call(
        "POST",
        "/api/v1/interactions:batch",
        "{\"interactions\":[" + String.join(",", ratings()) + "]}");
    train();
  }

  /// Everybody likes them, all but one each.
  private static List<String> ratings() {
    var rows = new ArrayList<String>();
    for (int fan = 0; fan < FANS; fan++) {
      int place = 0;
      for (var key : TITLES.keySet()) {
        if (place++ != fan % TITLES.size()) {
          rows.add(
              "{\"user\":\"strange:%d\",\"item\":\"strange:%s\",\"type\":\"rating\",\"stars\":5}"
                  .formatted(fan, key));
        }
      }
    }
    return rows;
  }

  private static void train() {
    var job = first(ID, server.call("POST", "/api/v1/jobs", "{\"kind\":\"train\"}"));
    var deadline = System.nanoTime() + 300_000_000_000L;
    var state = "waiting";
    while (!state.equals("succeeded")) {
      assertThat(System.nanoTime()).as("training is %s", state).isLessThan(deadline);
      assertThat(state).isNotEqualTo("failed");
      state = first(STATE, server.call("GET", "/api/v1/jobs/" + job, ""));
    }
  }

  private static String first(Pattern pattern, String text) {
    var found = pattern.matcher(text);
    assertThat(found.find()).as(text).isTrue();
    return found.group(1);
  }

  @AfterAll
  static void stop() {
    chromium.close();
    server.close();
  }

  static Stream<Look> looks() {
    return Stream.of(Look.DESK, Look.PHONE, Look.PHONE.inTheDark());
  }

  @ParameterizedTest
  @MethodSource("looks")
  void stayTextWithinTheWindow(Look look) {
    try (var visitor = new Visitor(chromium.open(look), server.url())) {
      var all = new SoftAssertions();
      look(visitor, "/", look, all);
      look(visitor, "/catalog?genre=strange", look, all);
      look(visitor, "/catalog?q=script", look, all);
      visitor.signUp();
      for (var key : List.of("words", "word", "emoji", "hebrew", "script")) {
        rate(visitor, key);
      }
      look(visitor, "/", look, all);
      look(visitor, "/recommend", look, all);
      look(visitor, "/recommend?show=popular", look, all);
      look(visitor, "/recommend?show=genre&genre=strange", look, all);
      look(visitor, "/reviews", look, all);
      TITLES.keySet().forEach(key -> look(visitor, "/items/strange:" + key, look, all));
      declineAndCorrect(visitor, look, all);
      all.assertThat(visitor.complaints()).isEmpty();
      all.assertAll();
    }
  }

  private static void rate(Visitor visitor, String key) {
    visitor.goTo("/items/strange:" + key);
    var page = visitor.page();
    page.locator(".own .stars label").last().click();
    assertThat(page.locator(".flash")).containsText("5 stars");
  }

  private static void declineAndCorrect(Visitor visitor, Look look, SoftAssertions all) {
    for (var key : List.of("arabic", "image", "turned")) {
      visitor.goTo("/items/strange:" + key);
      visitor.page().locator("form[action^='/decline'] button").click();
      assertThat(visitor.page().locator(".flash")).containsText("any more");
    }
    look(visitor, "/declined", look, all);
    for (var key : TITLES.keySet()) {
      visitor.correct("/propose?item=strange:" + key);
    }
    visitor.goTo("/proposals");
    all.assertThat(visitor.page().locator("h2").allTextContents()).containsAll(TITLES.values());
    Inspection.of(visitor, "strange-proposals", look, all);
    visitor.goTo("/propose?item=strange:word");
    Inspection.of(visitor, "strange-propose", look, all);
  }

  private static void look(Visitor visitor, String path, Look look, SoftAssertions all) {
    visitor.goTo(path);
    var page = visitor.page();
    page.waitForLoadState();
    all.assertThat(page.locator("h1, h3").allTextContents())
        .as("titles of %s", path)
        .anyMatch(TITLES::containsValue);
    all.assertThat(page.title()).as("title of %s", path).isNotEqualTo("run");
    Inspection.of(visitor, "strange" + path, look, all);
  }
}
