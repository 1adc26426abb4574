package org.tastemaker.server.http;

import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/// Stops a start with a route of ours that does not say who may call it.
final class RouteCheck implements SmartInitializingSingleton {
  private final RequestMappingHandlerMapping routes;

  RouteCheck(RequestMappingHandlerMapping routes) {
    this.routes = routes;
  }

  @Override
  public void afterSingletonsInstantiated() {
    routes.getHandlerMethods().values().stream()
        .filter(RouteCheck::isOurs)
        .filter(route -> !RouteAccess.isOpen(route) && RouteAccess.needed(route).isEmpty())
        .findFirst()
        .ifPresent(route -> {
          throw new IllegalStateException(
              "The route %s has neither @Needs nor @Open.".formatted(route.getShortLogMessage()));
        });
  }

  private static boolean isOurs(HandlerMethod route) {
    return route.getBeanType().getPackageName().startsWith("org.tastemaker");
  }
}
