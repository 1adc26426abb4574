package org.tastemaker.server.http;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/// Tells people in a browser what went wrong, where programs get a [Problem].
public interface ProblemPages {
  /// Writes the answer, status and all.
  void write(Problem problem, HttpServletRequest request, HttpServletResponse response)
      throws IOException;
}
