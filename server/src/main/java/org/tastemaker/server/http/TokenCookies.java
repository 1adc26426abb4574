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
import org.springframework.security.web.csrf.CookieCsrfTokenRepository;

/// A person's tokens as cookies, for browsers: no script can read them, they go to no other site,
/// and over nothing but TLS, this machine's own browser excepted. Beside them stands a token that
/// our pages read and send back as a header, which pages of others cannot.
public final class TokenCookies {
  static final String ACCESS = "tastemaker-access";
  static final String REFRESH = "tastemaker-refresh";
  static final String CSRF_COOKIE = "XSRF-TOKEN";
  static final String CSRF_HEADER = "X-XSRF-TOKEN";
  static final CookieCsrfTokenRepository CSRF = CookieCsrfTokenRepository.withHttpOnlyFalse();
  private static final Set<String> THIS_MACHINE = Set.of("localhost", "127.0.0.1", "[::1]");

  static {
    CSRF.setCookieCustomizer(cookie -> cookie.path("/").sameSite("Strict"));
  }

  private TokenCookies() {}

  /// Whether cookies, and not a header, say who calls.
  static boolean decide(HttpServletRequest request) {
    return request.getHeader("X-API-Key") == null
        && ApiKeyFilter.bearerIn(request).isEmpty()
        && (accessIn(request).isPresent() || refreshIn(request).isPresent());
  }

  static Optional<String> accessIn(HttpServletRequest request) {
    return cookie(request, ACCESS);
  }

  /// The refresh token that a browser sends.
  public static Optional<String> refreshIn(HttpServletRequest request) {
    return cookie(request, REFRESH);
  }

  static Optional<String> cookie(HttpServletRequest request, String name) {
    Cookie[] cookies = request.getCookies();
    return cookies == null
        ? Optional.empty()
        : Arrays.stream(cookies)
            .filter(cookie -> cookie.getName().equals(name))
            .map(Cookie::getValue)
            .filter(value -> !value.isEmpty())
            .findFirst();
  }

  /// Hands a browser its tokens, and the token against forged requests.
  public static void write(
      HttpServletRequest request,
      HttpServletResponse response,
      String access,
      Duration accessFor,
      String refresh,
      Duration refreshFor) {
    add(request, response, ACCESS, access, accessFor);
    add(request, response, REFRESH, refresh, refreshFor);
    CSRF.saveToken(CSRF.generateToken(request), request, response);
  }

  /// Takes them away again.
  public static void clear(HttpServletRequest request, HttpServletResponse response) {
    add(request, response, ACCESS, "", Duration.ZERO);
    add(request, response, REFRESH, "", Duration.ZERO);
    CSRF.saveToken(null, request, response);
  }

  private static void add(
      HttpServletRequest request,
      HttpServletResponse response,
      String name,
      String value,
      Duration age) {
    boolean plain = !request.isSecure() && THIS_MACHINE.contains(request.getServerName());
    var cookie =
        ResponseCookie.from(name, value)
            .httpOnly(true)
            .secure(!plain)
            .sameSite("Strict")
            .path("/")
            .maxAge(age)
            .build();
    response.addHeader(HttpHeaders.SET_COOKIE, cookie.toString());
  }
}
