package org.tastemaker.server.http;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.springframework.http.HttpHeaders;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.core.context.SecurityContextImpl;
import org.springframework.web.filter.OncePerRequestFilter;
import org.tastemaker.server.access.Caller;

/// Knows programs by their key.
final class ApiKeyFilter extends OncePerRequestFilter {
  private static final String BEARER = "bearer ";

  private final List<ProgramKeys> keys;

  ApiKeyFilter(List<ProgramKeys> keys) {
    this.keys = List.copyOf(keys);
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    keyIn(request)
        .map(this::callerWith)
        .ifPresent(caller ->
            SecurityContextHolder.setContext(new SecurityContextImpl(new CallerToken(caller))));
    chain.doFilter(request, response);
  }

  private Caller callerWith(String key) {
    return keys.stream()
        .flatMap(some -> some.callerOf(key).stream())
        .findFirst()
        .orElseThrow(() ->
            Door.unauthorized("This is no API key of this server, or one that is no longer good."));
  }

  /// A key; not a signed token, which has three parts with dots between them.
  private static Optional<String> keyIn(HttpServletRequest request) {
    var header = request.getHeader("X-API-Key");
    return header == null
        ? bearerIn(request).filter(text -> !isSignedToken(text))
        : Optional.of(header.strip());
  }

  static Optional<String> bearerIn(HttpServletRequest request) {
    var authorization = request.getHeader(HttpHeaders.AUTHORIZATION);
    return authorization != null && authorization.toLowerCase(Locale.ROOT).startsWith(BEARER)
        ? Optional.of(authorization.substring(BEARER.length()).strip())
        : Optional.empty();
  }

  static boolean isSignedToken(String text) {
    return text.chars().filter(c -> c == '.').count() == 2;
  }
}
