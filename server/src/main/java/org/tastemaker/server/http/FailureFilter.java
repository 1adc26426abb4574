package org.tastemaker.server.http;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.web.filter.OncePerRequestFilter;

/// Stands before the door: an address that shows one wrong key or token after another is no longer
/// listened to, so that trying them costs us nothing. Notes requests that a browser was made to
/// send.
final class FailureFilter extends OncePerRequestFilter {
  private static final String LIMIT = "failures";
  private static final String FORGED = "other-origin";

  private final RateLimits limits;
  private final Rate rate;
  private final Refusals refusals;

  FailureFilter(RateLimits limits, Rate rate, Refusals refusals) {
    this.limits = limits;
    this.rate = rate;
    this.refusals = refusals;
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    boolean counts = !rate.isOff() && showsCredentials(request);
    if (counts && limits.isSpent(LIMIT, ClientAddress.network(request.getRemoteAddr()))) {
      var wait = Duration.ofMillis(Math.max(1000, rate.per().toMillis() / rate.count()));
      throw ProblemException.tooMany(
          "too-many-failures", "Too many wrong keys or tokens came from this address.", wait);
    }
    try {
      chain.doFilter(request, response);
    } catch (ProblemException e) {
      if (counts && e.status() == HttpStatus.UNAUTHORIZED) {
        limits.take(LIMIT, ClientAddress.network(request.getRemoteAddr()), rate, true);
      }
      if (e.slug().equals(FORGED)) {
        refusals.refused("forged-request", "unknown", request.getRequestURI());
      }
      throw e;
    }
  }

  private static boolean showsCredentials(HttpServletRequest request) {
    return request.getHeader("X-API-Key") != null
        || request.getHeader(HttpHeaders.AUTHORIZATION) != null;
  }
}
