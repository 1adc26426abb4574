package org.tastemaker.server.recommendation;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.web.bind.support.WebDataBinderFactory;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.method.support.ModelAndViewContainer;
import org.tastemaker.server.http.ProblemException;

/// Reads [ListParameters] straight from the query: binding a record by reflection took a tenth of a
/// request.
final class ListParametersResolver implements HandlerMethodArgumentResolver {
  @Override
  public boolean supportsParameter(MethodParameter parameter) {
    return parameter.getParameterType() == ListParameters.class;
  }

  @Override
  public ListParameters resolveArgument(
      MethodParameter parameter,
      @Nullable ModelAndViewContainer container,
      NativeWebRequest request,
      @Nullable WebDataBinderFactory binders) {
    return new ListParameters(
        list(request, "kind"),
        list(request, "genre"),
        number(request, "yearFrom"),
        number(request, "yearTo"),
        list(request, "exclude"),
        number(request, "limit"));
  }

  /// Values separated by commas, the parameter given once or several times.
  private static @Nullable List<String> list(NativeWebRequest request, String name) {
    var given = request.getParameterValues(name);
    if (given == null) {
      return null;
    }
    var values = new ArrayList<String>();
    for (var text : given) {
      for (var value : text.split(",", -1)) {
        if (!value.isBlank()) {
          values.add(value.strip());
        }
      }
    }
    return values.isEmpty() ? null : values;
  }

  private static @Nullable Integer number(NativeWebRequest request, String name) {
    var text = request.getParameter(name);
    if (text == null || text.isEmpty()) {
      return null;
    }
    try {
      return Integer.valueOf(text);
    } catch (NumberFormatException _) {
      throw ProblemException.invalid(name, "\"" + text + "\" is not a whole number.");
    }
  }
}
