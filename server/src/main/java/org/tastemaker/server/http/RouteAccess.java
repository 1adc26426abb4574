package org.tastemaker.server.http;

import jakarta.servlet.http.HttpServletRequest;
import java.lang.annotation.Annotation;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.http.HttpStatus;
import org.springframework.security.authorization.AuthorizationDecision;
import org.springframework.security.authorization.AuthorizationManager;
import org.springframework.security.authorization.AuthorizationResult;
import org.springframework.security.core.Authentication;
import org.springframework.security.web.access.intercept.RequestAuthorizationContext;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import org.springframework.web.util.ServletRequestPathUtils;
import org.tastemaker.server.access.Needs;
import org.tastemaker.server.access.Open;
import org.tastemaker.server.access.Permission;

/// Lets a request through whose caller has the permission that the route needs. What is no route of
/// ours, such as the page that describes the API, is for anybody whom we know; what is no route of
/// the API at all as well, so that a stranger does not learn which there are. Among the pages a
/// stranger gets told that there is none.
final class RouteAccess implements AuthorizationManager<RequestAuthorizationContext> {
  private static final String FOUND = RouteAccess.class.getName();

  private final ObjectProvider<RequestMappingHandlerMapping> routes;

  RouteAccess(ObjectProvider<RequestMappingHandlerMapping> routes) {
    this.routes = routes;
  }

  @Override
  public AuthorizationResult authorize(
      Supplier<? extends @Nullable Authentication> who, RequestAuthorizationContext context) {
    var route = routeOf(context.getRequest());
    route.ifPresent(found -> context.getRequest().setAttribute(FOUND, found));
    boolean isPage = !context.getRequest().getRequestURI().startsWith("/api/");
    if (route.isEmpty() ? isPage : isOpen(route.get())) {
      return new AuthorizationDecision(true);
    }
    var caller = who.get() instanceof CallerToken token ? token.getPrincipal() : null;
    if (caller == null) {
      return new AuthorizationDecision(false);
    }
    var needed = route.flatMap(RouteAccess::needed);
    needed
        .filter(permission -> !caller.may(permission))
        .ifPresent(permission -> {
          throw new ProblemException(
              HttpStatus.FORBIDDEN,
              "not-permitted",
              "This needs the permission %s, which %s does not have."
                  .formatted(permission.text(), caller.name()),
              List.of());
        });
    return new AuthorizationDecision(true);
  }

  /// Empty also for a route that there is with another method or content type.
  Optional<HandlerMethod> routeOf(HttpServletRequest request) {
    if (!ServletRequestPathUtils.hasParsedRequestPath(request)) {
      ServletRequestPathUtils.parseAndCache(request);
    }
    try {
      var chain = routes.getObject().getHandler(request);
      return chain != null && chain.getHandler() instanceof HandlerMethod method
          ? Optional.of(method)
          : Optional.empty();
    } catch (Exception e) {
      return Optional.empty();
    }
  }

  /// The route of a request that came through the door; null where there is none.
  static @Nullable HandlerMethod routeFoundFor(HttpServletRequest request) {
    return (HandlerMethod) request.getAttribute(FOUND);
  }

  static boolean isOpen(HandlerMethod route) {
    return annotated(route, Open.class).isPresent();
  }

  static Optional<Permission> needed(HandlerMethod route) {
    return annotated(route, Needs.class).map(Needs::value);
  }

  static <A extends Annotation> Optional<A> annotated(HandlerMethod route, Class<A> type) {
    var own = AnnotatedElementUtils.findMergedAnnotation(route.getMethod(), type);
    return Optional.ofNullable(own)
        .or(() ->
            Optional.ofNullable(
                AnnotatedElementUtils.findMergedAnnotation(route.getBeanType(), type)));
  }
}
