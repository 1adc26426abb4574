package org.tastemaker.server.http;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import org.springframework.web.filter.OncePerRequestFilter;

/// The headers by which browsers keep what we answer from harm, on every answer. This is the one
/// place for them.
///
/// Answers of the API are no pages: they may load and show nothing. Pages may load what comes from
/// here, and images over TLS from where the catalogue says; they run no inline script or style. The
/// page that describes the API may show the images that its styles hold, and one inline style.
final class SecurityHeaders extends OncePerRequestFilter {
  private static final String API = "/api/";
  private static final String DESCRIPTION = "/api/v1/swagger-ui/";
  private static final String NOWHERE = "base-uri 'none'; frame-ancestors 'none'";
  static final String OF_DATA = "default-src 'none'; form-action 'none'; " + NOWHERE;
  static final String OF_PAGES =
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: https:; font-src 'self'; "
          + "connect-src 'self'; manifest-src 'self'; form-action 'self'; "
          + NOWHERE;

  /// Swagger UI hides its icons by one style of its own, which this is the hash of.
  static final String OF_DESCRIPTION =
      "default-src 'none'; script-src 'self'; "
          + "style-src 'self' 'unsafe-hashes' 'sha256-RL3ie0nH+Lzz2YNqQN83mnU0J1ot4QL7b99vMdIX99w='; "
          + "img-src 'self' data:; connect-src 'self'; form-action 'none'; "
          + NOWHERE;

  private static final String NO_DEVICES =
      "camera=(), display-capture=(), geolocation=(), microphone=(), payment=(), usb=()";

  private final String transport;

  /// @param hsts how long browsers are to ask over TLS only, once they did; zero: nothing is said
  SecurityHeaders(Duration hsts) {
    this.transport = hsts.isZero() ? "" : "max-age=" + hsts.toSeconds();
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    setCommon(response);
    response.setHeader("Content-Security-Policy", policyOf(request.getRequestURI()));
    if (request.isSecure() && !transport.isEmpty()) {
      response.setHeader("Strict-Transport-Security", transport);
    }
    chain.doFilter(request, response);
  }

  /// Those that do not depend on what is asked for.
  static void setCommon(HttpServletResponse response) {
    response.setHeader("X-Content-Type-Options", "nosniff");
    response.setHeader("X-Frame-Options", "DENY");
    response.setHeader("Referrer-Policy", "same-origin");
    response.setHeader("Permissions-Policy", NO_DEVICES);
    response.setHeader("Cross-Origin-Opener-Policy", "same-origin");
    response.setHeader("Cross-Origin-Resource-Policy", "same-origin");
  }

  private static String policyOf(String path) {
    if (!path.startsWith(API)) {
      return OF_PAGES;
    }
    return path.startsWith(DESCRIPTION) ? OF_DESCRIPTION : OF_DATA;
  }
}
