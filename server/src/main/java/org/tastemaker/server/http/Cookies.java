package org.tastemaker.server.http;

import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseCookie;

/// How cookies are read and written here: for no script, and over nothing but TLS, this machine's
/// own browser excepted.
public final class Cookies {
  /// For a cookie that goes when the browser is closed.
  static final Duration UNTIL_CLOSED = Duration.ofSeconds(-1);

  private static final Set<String> THIS_MACHINE = Set.of("localhost", "127.0.0.1", "[::1]");

  private Cookies() {}

  /// The value of a cookie that a browser sends.
  public static Optional<String> read(HttpServletRequest request, String name) {
    Cookie[] cookies = request.getCookies();
    return cookies == null
        ? Optional.empty()
        : Arrays.stream(cookies)
            .filter(cookie -> cookie.getName().equals(name))
            .map(Cookie::getValue)
            .filter(value -> !value.isEmpty())
            .findFirst();
  }

  /// Whether a cookie may do without TLS: between this machine and itself.
  public static boolean mayBePlain(HttpServletRequest request) {
    return !request.isSecure() && THIS_MACHINE.contains(request.getServerName());
  }

  /// @param sameSite `Strict`, or `Lax` for what must be there when a link of a mail is followed
  public static void write(
      HttpServletRequest request,
      HttpServletResponse response,
      String name,
      String value,
      Duration age,
      String sameSite) {
    var cookie =
        ResponseCookie.from(name, value)
            .httpOnly(true)
            .secure(!mayBePlain(request))
            .sameSite(sameSite)
            .path("/")
            .maxAge(age)
            .build();
    response.addHeader(HttpHeaders.SET_COOKIE, cookie.toString());
  }
}
