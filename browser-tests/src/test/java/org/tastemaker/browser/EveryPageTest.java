package org.tastemaker.browser;

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
          "/account",
          "/account/delete",
          "/logout");

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
      FOR_ONESELF.forEach(path -> look(visitor, path, "known", look, all));
      all.assertThat(visitor.complaints()).isEmpty();
      all.assertAll();
    }
  }

  private static void look(
      Visitor visitor, String path, String who, Look look, SoftAssertions all) {
    visitor.goTo(path);
    Inspection.of(visitor, who + path, look, all);
  }
}
