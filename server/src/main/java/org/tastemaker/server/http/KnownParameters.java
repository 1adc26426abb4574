package org.tastemaker.server.http;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.beans.BeanUtils;
import org.springframework.core.MethodParameter;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.BindParam;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerInterceptor;
import org.tastemaker.server.access.Caller;

/// Refuses query parameters that a route does not have, by name: a misspelt filter must not pass
/// for no filter.
///
/// A route's parameters are its `@RequestParam`s and the components of records taken without
/// annotation or as `@ModelAttribute`. A route that takes all of them as a map, since others choose
/// them, is asked nothing.
final class KnownParameters implements HandlerInterceptor {
  private final Map<HandlerMethod, Set<String>> known = new ConcurrentHashMap<>();

  @Override
  public boolean preHandle(
      HttpServletRequest request, HttpServletResponse response, Object handler) {
    if (request.getQueryString() != null
        && handler instanceof HandlerMethod method
        && method.getBeanType().getPackageName().startsWith("org.tastemaker")
        && !takesAny(method)) {
      check(request.getQueryString(), known.computeIfAbsent(method, KnownParameters::of));
    }
    return true;
  }

  private static boolean takesAny(HandlerMethod method) {
    return Arrays.stream(method.getMethodParameters())
        .anyMatch(parameter ->
            parameter.hasParameterAnnotation(RequestParam.class)
                && Map.class.isAssignableFrom(parameter.getParameterType()));
  }

  private static void check(String query, Set<String> known) {
    var errors = new ArrayList<FieldError>();
    for (var name : namesIn(query)) {
      if (!known.contains(name)) {
        errors.add(new FieldError(name, sentence(name, known)));
      }
    }
    if (!errors.isEmpty()) {
      throw new ProblemException(
          HttpStatus.BAD_REQUEST,
          "unknown-parameter",
          String.join(" ", errors.stream().map(FieldError::message).toList()),
          errors);
    }
  }

  private static String sentence(String name, Set<String> known) {
    var names = known.stream().sorted().toList();
    return "There is no parameter %s here.%s %s"
        .formatted(
            Problems.quoted(name),
            Nearest.hint(name, names),
            names.isEmpty()
                ? "This route takes none."
                : "Known: " + String.join(", ", names) + ".");
  }

  private static List<String> namesIn(String query) {
    return Arrays.stream(query.split("&"))
        .filter(pair -> !pair.isEmpty())
        .map(pair -> pair.contains("=") ? pair.substring(0, pair.indexOf('=')) : pair)
        .map(KnownParameters::decoded)
        .distinct()
        .toList();
  }

  private static String decoded(String name) {
    try {
      return URLDecoder.decode(name, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      return name;
    }
  }

  static Set<String> of(HandlerMethod method) {
    var names = new HashSet<String>();
    for (var parameter : method.getMethodParameters()) {
      parameter.initParameterNameDiscovery(DISCOVERER);
      names.addAll(namesOf(parameter));
    }
    return names;
  }

  private static final org.springframework.core.ParameterNameDiscoverer DISCOVERER =
      new org.springframework.core.DefaultParameterNameDiscoverer();

  private static Set<String> namesOf(MethodParameter parameter) {
    var annotation = parameter.getParameterAnnotation(RequestParam.class);
    if (annotation != null) {
      var given = annotation.name().isEmpty() ? annotation.value() : annotation.name();
      return given.isEmpty()
          ? Optional.ofNullable(parameter.getParameterName()).map(Set::of).orElse(Set.of())
          : Set.of(given);
    }
    boolean bound =
        parameter.hasParameterAnnotation(ModelAttribute.class)
            || parameter.getParameterAnnotations().length == 0;
    return bound
            && parameter.getParameterType() != Caller.class
            && parameter.getParameterType().isRecord()
        ? componentsOf(parameter.getParameterType())
        : Set.of();
  }

  private static Set<String> componentsOf(Class<?> type) {
    var names = new HashSet<String>();
    for (var component : type.getDeclaredConstructors()[0].getParameters()) {
      var renamed = component.getAnnotation(BindParam.class);
      var name = renamed == null ? component.getName() : renamed.value();
      names.add(name);
      if (component.getType().isRecord() && !BeanUtils.isSimpleProperty(component.getType())) {
        componentsOf(component.getType()).forEach(inner -> names.add(name + "." + inner));
      }
    }
    return names;
  }
}
