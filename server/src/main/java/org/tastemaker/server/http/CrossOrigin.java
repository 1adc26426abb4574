package org.tastemaker.server.http;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.web.cors.CorsConfiguration;
import org.springframework.web.cors.CorsUtils;
import org.springframework.web.cors.DefaultCorsProcessor;
import org.springframework.web.filter.OncePerRequestFilter;

/// Lets pages of other origins, such as a front end of its own, read the API: those of a list and
/// no others. Answers a browser's question beforehand, which comes without credentials, before
/// anybody asks for them.
final class CrossOrigin extends OncePerRequestFilter {
  private static final List<String> PATHS = List.of("/api/", "/.well-known/");
  private static final Duration REMEMBERED = Duration.ofMinutes(10);

  private final DefaultCorsProcessor processor = new DefaultCorsProcessor();
  private final CorsConfiguration rules = new CorsConfiguration();

  CrossOrigin(List<String> origins) {
    rules.setAllowedOrigins(origins);
    rules.setAllowCredentials(true);
    rules.setAllowedMethods(List.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE"));
    rules.setAllowedHeaders(
        List.of(
            "Accept",
            "Accept-Language",
            "Authorization",
            "Content-Type",
            "Idempotency-Key",
            "If-Match",
            "If-None-Match",
            "X-API-Key",
            Correlation.HEADER,
            TokenCookies.CSRF_HEADER));
    rules.setExposedHeaders(
        List.of(
            "ETag",
            "Location",
            "RateLimit",
            "RateLimit-Policy",
            "Retry-After",
            Correlation.HEADER));
    rules.setMaxAge(REMEMBERED);
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    var origin = request.getHeader(HttpHeaders.ORIGIN);
    if (origin == null || !isApi(request) || !CorsUtils.isCorsRequest(request)) {
      chain.doFilter(request, response);
      return;
    }
    boolean asks = CorsUtils.isPreFlightRequest(request);
    boolean listed = rules.checkOrigin(origin) != null;
    if (asks && !listed) {
      throw new ProblemException(
          HttpStatus.FORBIDDEN,
          "origin-not-allowed",
          "Pages of this origin may not use the API here: tastemaker.http.allowed-origins lists those that may.",
          List.of());
    }
    if (!listed) {
      response.addHeader(HttpHeaders.VARY, HttpHeaders.ORIGIN);
    }
    boolean goesOn = !listed || processor.processRequest(rules, request, response);
    if (goesOn && !asks) {
      chain.doFilter(request, response);
    }
  }

  private static boolean isApi(HttpServletRequest request) {
    return PATHS.stream().anyMatch(request.getRequestURI()::startsWith);
  }
}
