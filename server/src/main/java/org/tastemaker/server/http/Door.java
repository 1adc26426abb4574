package org.tastemaker.server.http;

import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.core.convert.converter.Converter;
import org.springframework.http.HttpStatus;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.server.resource.web.authentication.BearerTokenAuthenticationFilter;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.access.intercept.AuthorizationFilter;
import org.springframework.security.web.csrf.CsrfFilter;
import org.springframework.security.web.csrf.CsrfTokenRequestAttributeHandler;
import org.springframework.security.web.csrf.XorCsrfTokenRequestAttributeHandler;

/// Spring Security's filters as this server uses them: who calls, by key, token or cookie; whether
/// a browser meant it; whether the caller may.
final class Door {
  private static final Set<String> SAFE = Set.of("GET", "HEAD", "OPTIONS", "TRACE");

  private final ApiKeyFilter keys;
  private final RouteAccess access;
  private final JwtDecoder tokens;
  private final Converter<Jwt, CallerToken> callers;
  private final PageSessionFilter pageSessions;
  private final PageCookie pageCookie;
  private final PageCsrf pageCsrf;

  Door(
      ApiKeyFilter keys,
      RouteAccess access,
      JwtDecoder tokens,
      Converter<Jwt, CallerToken> callers,
      PageSessionFilter pageSessions,
      PageCookie pageCookie,
      PageCsrf pageCsrf) {
    this.keys = keys;
    this.access = access;
    this.tokens = tokens;
    this.callers = callers;
    this.pageSessions = pageSessions;
    this.pageCookie = pageCookie;
    this.pageCsrf = pageCsrf;
  }

  /// For the pages, and for what their scripts ask of the API: who calls is known by the browser's
  /// session, and whatever changes something carries the token of a page's form.
  SecurityFilterChain forPages(HttpSecurity http) {
    var csrf = new CsrfFilter(pageCsrf);
    csrf.setRequestHandler(new XorCsrfTokenRequestAttributeHandler());
    csrf.setRequireCsrfProtectionMatcher(Door::changes);
    csrf.setAccessDeniedHandler((request, response, e) -> {
      if (!isOfApi(request) && isStrangerWhere(request)) {
        throw unauthorized("Sign in first; then you are led back to where this form stands.");
      }
      throw forged(
          isOfApi(request)
              ? "What changes something and comes with a browser's session must carry the token of a page's form in the header %s."
                  .formatted(PageCsrf.HEADER)
              : "This form is no longer good, or came from elsewhere. Go back, load its page again, and send it once more.");
    });
    return plain(http.securityMatcher(this::isOfPages))
        .addFilterBefore(pageSessions, AuthorizationFilter.class)
        .addFilterBefore(csrf, AuthorizationFilter.class)
        .build();
  }

  /// Whether nobody is signed in and the route is for those who are. Nothing is done either way; a
  /// form without its token is then not what is to be said.
  private boolean isStrangerWhere(HttpServletRequest request) {
    return PageSessionFilter.callerIn(request).isEmpty()
        && access.routeOf(request).filter(route -> !RouteAccess.isOpen(route)).isPresent();
  }

  private boolean isOfPages(HttpServletRequest request) {
    if (TokenCookies.hasHeader(request)) {
      return false;
    }
    return !isOfApi(request)
        || (!TokenCookies.decide(request) && pageCookie.sessionIn(request).isPresent());
  }

  private static boolean isOfApi(HttpServletRequest request) {
    return request.getRequestURI().startsWith("/api/");
  }

  /// Refuses at once what the browser says is another site's doing, whatever token it brings.
  private static boolean changes(HttpServletRequest request) {
    boolean changes = !SAFE.contains(request.getMethod());
    if (changes && PageCsrf.isForeign(request)) {
      throw forged("A page of another site cannot change anything here.");
    }
    return changes;
  }

  private static ProblemException forged(String detail) {
    return new ProblemException(HttpStatus.FORBIDDEN, "other-origin", detail, List.of());
  }

  /// For browsers, which send cookies whoever asks them to: a change must carry the token that only
  /// our own pages can read.
  ///
  /// The filter for that is put in by hand: the resource server's set-up exempts every request that
  /// it finds an access token in, those in cookies too.
  SecurityFilterChain forCookies(HttpSecurity http) {
    var csrf = new CsrfFilter(TokenCookies.CSRF);
    csrf.setRequestHandler(new CsrfTokenRequestAttributeHandler());
    csrf.setAccessDeniedHandler((request, response, e) -> {
      throw forged(
          "What changes something and comes with cookies must repeat the cookie %s in the header %s."
              .formatted(TokenCookies.CSRF_COOKIE, TokenCookies.CSRF_HEADER));
    });
    return common(http.securityMatcher(TokenCookies::decide))
        .addFilterBefore(csrf, BearerTokenAuthenticationFilter.class)
        .build();
  }

  /// For all who say in a header who they are, and for strangers.
  SecurityFilterChain forOthers(HttpSecurity http) {
    return common(http).build();
  }

  private HttpSecurity plain(HttpSecurity http) {
    return http.sessionManagement(
            none -> none.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
        .csrf(AbstractHttpConfigurer::disable)
        .headers(AbstractHttpConfigurer::disable)
        .requestCache(AbstractHttpConfigurer::disable)
        .logout(AbstractHttpConfigurer::disable)
        .servletApi(AbstractHttpConfigurer::disable)
        .authorizeHttpRequests(routes -> routes.anyRequest().access(access))
        .exceptionHandling(handling ->
            handling.authenticationEntryPoint((request, response, e) -> {
              throw unauthorized(
                  "Sign in and show the access token as Authorization: Bearer, or show an API key as X-API-Key; a browser signs in at /login, or by the link that ./tastemaker signin prints.");
            }));
  }

  private HttpSecurity common(HttpSecurity http) {
    return plain(http)
        .addFilterBefore(keys, BearerTokenAuthenticationFilter.class)
        .oauth2ResourceServer(server ->
            server
                .bearerTokenResolver(Door::tokenIn)
                .authenticationEntryPoint((request, response, e) -> {
                  throw unauthorized("This access token is not valid, or no longer.");
                })
                .jwt(jwt -> jwt.decoder(tokens).jwtAuthenticationConverter(callers)));
  }

  private static @Nullable String tokenIn(HttpServletRequest request) {
    if (request.getHeader("X-API-Key") != null) {
      return null;
    }
    return ApiKeyFilter.bearerIn(request)
        .filter(ApiKeyFilter::isSignedToken)
        .or(() ->
            ApiKeyFilter.bearerIn(request).isPresent()
                ? java.util.Optional.empty()
                : TokenCookies.accessIn(request))
        .orElse(null);
  }

  static ProblemException unauthorized(String detail) {
    return new ProblemException(HttpStatus.UNAUTHORIZED, "unauthorized", detail, List.of());
  }
}
