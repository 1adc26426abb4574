package org.tastemaker.server.http;

import io.swagger.v3.oas.annotations.Hidden;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.webmvc.error.ErrorController;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.tastemaker.server.access.Open;

/// Answers what failed outside routes and filters, in the container itself.
@Hidden
@RestController
@Open
final class ErrorRoute implements ErrorController {
  private final ProblemEdge edge;

  ErrorRoute(ProblemEdge edge) {
    this.edge = edge;
  }

  @RequestMapping("/error")
  void answer(HttpServletRequest request, HttpServletResponse response) throws IOException {
    @Nullable Object thrown = request.getAttribute(RequestDispatcher.ERROR_EXCEPTION);
    edge.answer(thrown instanceof Throwable cause ? cause : ofStatus(request), request, response);
  }

  private static ProblemException ofStatus(HttpServletRequest request) {
    @Nullable Object code = request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE);
    var status = code instanceof Integer number ? HttpStatus.resolve(number) : null;
    var known = status == null ? HttpStatus.NOT_FOUND : status;
    return new ProblemException(
        known,
        known.getReasonPhrase().toLowerCase(Locale.ROOT).replace(' ', '-'),
        "This request cannot be answered: " + known.getReasonPhrase() + ".",
        List.of());
  }
}
