package org.tastemaker.server.http;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;

/// The cookie by which a browser's session is known.
public final class PageCookie {
  static final String NAME = "tastemaker-page";

  private final SignedCookies cookies;

  PageCookie(SignedCookies cookies) {
    this.cookies = cookies;
  }

  /// The session that the browser was given; it may be over.
  public Optional<UUID> sessionIn(HttpServletRequest request) {
    return cookies.read(request, NAME).map(UUID::fromString);
  }

  /// @param age how long the session can last
  public void write(
      HttpServletRequest request, HttpServletResponse response, UUID session, Duration age) {
    cookies.write(request, response, NAME, session.toString(), age);
  }

  public void clear(HttpServletRequest request, HttpServletResponse response) {
    cookies.clear(request, response, NAME);
  }
}
