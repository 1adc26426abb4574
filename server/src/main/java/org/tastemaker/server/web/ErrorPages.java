package org.tastemaker.server.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.tastemaker.server.http.Problem;
import org.tastemaker.server.http.ProblemPages;

/// Problems as people in a browser see them. Who must be known is asked to sign in, and comes back
/// from there.
@Component
final class ErrorPages implements ProblemPages {
  private final Pages pages;

  ErrorPages(Pages pages) {
    this.pages = pages;
  }

  @Override
  public void write(Problem problem, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    if (problem.status() == HttpStatus.UNAUTHORIZED.value()) {
      Pages.send("/login?next=" + encoded(placeOf(request)), response);
      return;
    }
    var page =
        new ErrorPage(
            problem.status(), heading(problem.status()), detail(problem), problem.correlationId());
    pages.write(HttpStatus.valueOf(problem.status()), page, request, response);
  }

  /// Where somebody wants to be after the sign-in: what they asked for, or where the form that they
  /// sent would have led.
  private static String placeOf(HttpServletRequest request) {
    if (!request.getMethod().equals("GET")) {
      var next = request.getParameter("next");
      return LocalPath.of(next == null ? RateRoutes.placeOf(request.getRequestURI()) : next);
    }
    var query = request.getQueryString();
    return LocalPath.of(request.getRequestURI() + (query == null ? "" : "?" + query));
  }

  private static String encoded(String path) {
    return URLEncoder.encode(path, StandardCharsets.UTF_8);
  }

  private static String heading(int status) {
    return switch (status) {
      case 403 -> "Not allowed";
      case 404 -> "Nothing here";
      case 405 -> "Not possible here";
      case 413 -> "Too large";
      case 429 -> "Too many requests";
      case 503 -> "Not just now";
      default -> status < 500 ? "That did not work" : "Something failed";
    };
  }

  /// The problem's own sentence, but where that speaks to programs.
  private static String detail(Problem problem) {
    return switch (problem.status()) {
      case 404 ->
          problem.type().getPath().endsWith("/no-such-route")
              ? "There is no page at this address. It may have moved, or been mistyped."
              : problem.detail();
      case 405 -> "This address is for forms. Go back to the page that you came from.";
      case 500 ->
          "This is our fault, not yours. Try again; if it goes on, tell whoever runs this server the code below.";
      default -> problem.detail();
    };
  }
}
