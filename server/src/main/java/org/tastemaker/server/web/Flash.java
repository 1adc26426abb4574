package org.tastemaker.server.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.tastemaker.server.http.SignedCookies;

/// A sentence that one page leaves for the next, in a signed cookie: what became of a form stands
/// on the page that its redirect leads to, once.
final class Flash {
  private static final String COOKIE = "tastemaker-flash";
  private static final Duration GOOD_FOR = Duration.ofMinutes(1);

  private final SignedCookies cookies;
  private final InstantSource clock;

  Flash(SignedCookies cookies, InstantSource clock) {
    this.cookies = cookies;
    this.clock = clock;
  }

  void say(String sentence, HttpServletRequest request, HttpServletResponse response) {
    long end = clock.instant().plus(GOOD_FOR).getEpochSecond();
    cookies.write(request, response, COOKIE, end + " " + sentence, GOOD_FOR);
  }

  /// What is to be said, which is over with this.
  Optional<String> take(HttpServletRequest request, HttpServletResponse response) {
    var content = cookies.read(request, COOKIE);
    content.ifPresent(text -> cookies.clear(request, response, COOKIE));
    return content.filter(this::isFresh).map(text -> text.substring(text.indexOf(' ') + 1));
  }

  private boolean isFresh(String content) {
    var end = Long.parseLong(content.substring(0, content.indexOf(' ')));
    return Instant.ofEpochSecond(end).isAfter(clock.instant());
  }
}
