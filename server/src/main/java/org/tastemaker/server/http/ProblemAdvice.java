package org.tastemaker.server.http;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;

/// Answers what routes throw.
@RestControllerAdvice
final class ProblemAdvice {
  private final ProblemEdge edge;

  ProblemAdvice(ProblemEdge edge) {
    this.edge = edge;
  }

  @ExceptionHandler(Throwable.class)
  void answer(Throwable thrown, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    edge.answer(thrown, request, response);
  }
}
