package org.tastemaker.server.http;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.lang.reflect.Method;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.filter.OncePerRequestFilter;
import org.tastemaker.server.access.Caller;
import org.tastemaker.server.http.RateLimits.Verdict;

/// Turns away who calls too often (429). Behind the door, so that it knows who calls: programs are
/// counted by key, people by account, strangers by address; ways to become known always by address.
final class LimitFilter extends OncePerRequestFilter {
  private final RateLimits limits;
  private final LimitSettings settings;
  private final Refusals refusals;
  private final ConcurrentMap<Method, RouteClass> classes = new ConcurrentHashMap<>();

  LimitFilter(RateLimits limits, LimitSettings settings, Refusals refusals) {
    this.limits = limits;
    this.settings = settings;
    this.refusals = refusals;
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    var routes = classOf(request);
    var verdict = verdict(request, routes);
    if (verdict != null) {
      response.setHeader("RateLimit-Policy", verdict.policy());
      response.setHeader("RateLimit", verdict.left());
      if (!verdict.isGranted()) {
        throw refused(verdict, routes, request);
      }
    }
    chain.doFilter(request, response);
  }

  private @Nullable Verdict verdict(HttpServletRequest request, RouteClass routes) {
    return switch (routes) {
      case FREE -> null;
      case SIGN_IN -> taken(routes.label(), network(request), settings.signIn(), true);
      case READ, WRITE, EXPENSIVE, COMMENT -> {
        var caller = caller();
        if (caller == null) {
          yield taken("stranger", network(request), settings.stranger(), false);
        }
        yield caller.person() == null
            ? taken("program", caller.name(), settings.program(), false)
            : taken(routes.label(), Integer.toString(caller.person()), settings.of(routes), false);
      }
    };
  }

  private @Nullable Verdict taken(String limit, String whom, Rate rate, boolean exact) {
    return rate.isOff() ? null : limits.take(limit, whom, rate, exact);
  }

  private static String network(HttpServletRequest request) {
    return ClientAddress.network(request.getRemoteAddr());
  }

  private static @Nullable Caller caller() {
    return SecurityContextHolder.getContext().getAuthentication() instanceof CallerToken token
        ? token.getPrincipal()
        : null;
  }

  private RouteClass classOf(HttpServletRequest request) {
    var route = RouteAccess.routeFoundFor(request);
    return route == null
        ? byMethod(request.getMethod())
        : classes.computeIfAbsent(
            route.getMethod(),
            _ ->
                RouteAccess.annotated(route, Limited.class)
                    .map(Limited::value)
                    .orElse(byMethod(request.getMethod())));
  }

  private static RouteClass byMethod(String method) {
    return switch (method) {
      case "GET", "HEAD", "OPTIONS" -> RouteClass.READ;
      default -> RouteClass.WRITE;
    };
  }

  private ProblemException refused(Verdict verdict, RouteClass routes, HttpServletRequest request) {
    if (routes == RouteClass.SIGN_IN) {
      refusals.refused("sign-in-limited", "unknown", request.getRequestURI());
    }
    return ProblemException.tooMany(
        "too-many-requests",
        "Too many requests: %d within %d seconds are allowed here. Try again in %d seconds."
            .formatted(
                verdict.rate().count(),
                verdict.rate().per().toSeconds(),
                Math.max(1, verdict.untilNext().toSeconds())),
        verdict.untilNext());
  }
}
