package org.tastemaker.server.http;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.web.filter.OncePerRequestFilter;

/// Lets in who shows the API key, or the page's cookie; health, the sign-in itself and the page's
/// files, which hold nothing but the page, are open.
///
/// A browser sends its cookie with whatever request any page makes it send: what changes something
/// must therefore come from our own origin.
final class ApiKeyFilter extends OncePerRequestFilter {
  private static final Pattern OPEN =
      Pattern.compile("/api/v1/health(/[a-z]*)?/?|/signin|/error|/|/[a-z]+\\.(html|css|js|svg)");
  private static final Set<String> SAFE = Set.of("GET", "HEAD", "OPTIONS", "TRACE");
  private static final String BEARER = "bearer ";

  private final ApiKey key;
  private final SignIn signIn;

  ApiKeyFilter(ApiKey key, SignIn signIn) {
    this.key = key;
    this.signIn = signIn;
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    if (!OPEN.matcher(request.getRequestURI()).matches()) {
      admit(request);
    }
    chain.doFilter(request, response);
  }

  private void admit(HttpServletRequest request) {
    var shown = keyIn(request);
    if (shown.isPresent()) {
      if (!key.matches(shown.get())) {
        throw unauthorized(
            "This is not the server's API key; it stands in the data folder's file api-key.");
      }
      return;
    }
    if (!hasSession(request)) {
      throw unauthorized(
          "Show the API key of the data folder's file api-key as header X-API-Key or Authorization: Bearer; a browser signs in by the link that ./tastemaker signin prints.");
    }
    if (!SAFE.contains(request.getMethod()) && !isSameOrigin(request)) {
      throw new ProblemException(
          HttpStatus.FORBIDDEN,
          "other-origin",
          "A page of another origin cannot change anything here.",
          List.of());
    }
  }

  private static Optional<String> keyIn(HttpServletRequest request) {
    var header = request.getHeader("X-API-Key");
    if (header != null) {
      return Optional.of(header.strip());
    }
    var authorization = request.getHeader(HttpHeaders.AUTHORIZATION);
    return authorization != null && authorization.toLowerCase(Locale.ROOT).startsWith(BEARER)
        ? Optional.of(authorization.substring(BEARER.length()).strip())
        : Optional.empty();
  }

  private boolean hasSession(HttpServletRequest request) {
    Cookie[] cookies = request.getCookies();
    return cookies != null
        && Arrays.stream(cookies)
            .filter(cookie -> cookie.getName().equals(SignIn.COOKIE))
            .anyMatch(cookie -> signIn.isSession(cookie.getValue()));
  }

  private static boolean isSameOrigin(HttpServletRequest request) {
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

  private static ProblemException unauthorized(String detail) {
    return new ProblemException(HttpStatus.UNAUTHORIZED, "unauthorized", detail, List.of());
  }
}
