package org.tastemaker.server.http;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.web.filter.OncePerRequestFilter;

/// Answers what filters throw as [ProblemAdvice] answers what routes throw.
final class ProblemFilter extends OncePerRequestFilter {
  private final ProblemEdge edge;

  ProblemFilter(ProblemEdge edge) {
    this.edge = edge;
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws IOException {
    try {
      chain.doFilter(request, response);
    } catch (IOException | ServletException | RuntimeException e) {
      edge.answer(e, request, response);
    }
  }
}
