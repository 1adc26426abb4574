package org.tastemaker.server.http;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import java.util.Optional;
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

  static {
    CSRF.setCookieCustomizer(cookie -> cookie.path("/").sameSite("Strict"));
  }

  private TokenCookies() {}

  /// Whether cookies, and not a header, say who calls.
  static boolean decide(HttpServletRequest request) {
    return !hasHeader(request) && (accessIn(request).isPresent() || refreshIn(request).isPresent());
  }

  /// Whether a header says who calls.
  static boolean hasHeader(HttpServletRequest request) {
    return request.getHeader("X-API-Key") != null || ApiKeyFilter.bearerIn(request).isPresent();
  }

  static Optional<String> accessIn(HttpServletRequest request) {
    return Cookies.read(request, ACCESS);
  }

  /// The refresh token that a browser sends.
  public static Optional<String> refreshIn(HttpServletRequest request) {
    return Cookies.read(request, REFRESH);
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
    Cookies.write(request, response, name, value, age, "Strict");
  }
}
