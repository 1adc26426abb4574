package org.tastemaker.server.http;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.core.context.SecurityContextImpl;
import org.springframework.web.filter.OncePerRequestFilter;
import org.tastemaker.server.access.Caller;
import org.tastemaker.server.access.Permission;

/// Knows programs by their key, and the operator's browser by its cookie.
///
/// A browser sends its cookie with whatever request any page makes it send: what changes something
/// must therefore come from our own origin.
final class ApiKeyFilter extends OncePerRequestFilter {
  static final Set<String> SAFE = Set.of("GET", "HEAD", "OPTIONS", "TRACE");
  private static final String BEARER = "bearer ";
  private static final Caller OPERATOR = Caller.program("operator", Permission.ofPrograms());

  private final List<ProgramKeys> keys;
  private final SignIn signIn;

  ApiKeyFilter(List<ProgramKeys> keys, SignIn signIn) {
    this.keys = List.copyOf(keys);
    this.signIn = signIn;
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    callerOf(request)
        .ifPresent(caller ->
            SecurityContextHolder.setContext(new SecurityContextImpl(new CallerToken(caller))));
    chain.doFilter(request, response);
  }

  private Optional<Caller> callerOf(HttpServletRequest request) {
    var shown = keyIn(request);
    if (shown.isPresent()) {
      return Optional.of(callerWith(shown.get()));
    }
    if (!hasSession(request)) {
      return Optional.empty();
    }
    if (!SAFE.contains(request.getMethod()) && !isSameOrigin(request)) {
      throw new ProblemException(
          HttpStatus.FORBIDDEN,
          "other-origin",
          "A page of another origin cannot change anything here.",
          List.of());
    }
    return Optional.of(OPERATOR);
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

  private boolean hasSession(HttpServletRequest request) {
    return Cookies.read(request, SignIn.COOKIE).filter(signIn::isSession).isPresent();
  }

  static boolean isSameOrigin(HttpServletRequest request) {
    var site = request.getHeader("Sec-Fetch-Site");
    if (site != null) {
      return site.equals("same-origin");
    }
    var origin = request.getHeader(HttpHeaders.ORIGIN);
    var host = request.getHeader(HttpHeaders.HOST);
    return origin != null && host != null && host.equalsIgnoreCase(authority(origin));
  }

  private static String authority(String origin) {
    try {
      return String.valueOf(URI.create(origin).getRawAuthority());
    } catch (IllegalArgumentException e) {
      return "";
    }
  }
}
