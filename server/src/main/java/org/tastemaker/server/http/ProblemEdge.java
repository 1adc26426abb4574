package org.tastemaker.server.http;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Locale;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.web.HttpRequestMethodNotSupportedException;
import org.springframework.web.context.request.async.AsyncRequestNotUsableException;
import tools.jackson.databind.json.JsonMapper;

/// The one place where an exception becomes an answer, and where failures are logged: once, with
/// their cause. Browsers that ask for a page get the same sentence as a page.
final class ProblemEdge {
  private static final Logger LOG = LoggerFactory.getLogger(ProblemEdge.class);

  /// The one page among the routes.
  private static final String DOCUMENTATION = "/api/v1/docs";

  static final String MEDIA_TYPE = "application/problem+json";

  private final JsonMapper json;
  private final ObjectProvider<ProblemPages> pages;

  ProblemEdge(JsonMapper json, ObjectProvider<ProblemPages> pages) {
    this.json = json;
    this.pages = pages;
  }

  void answer(Throwable thrown, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    if (thrown instanceof AsyncRequestNotUsableException) {
      return; // the caller has gone
    }
    var told = Problems.of(thrown);
    if (told.slug().equals(Problems.INTERNAL)) {
      LOG.error("{} {} failed", request.getMethod(), request.getRequestURI(), thrown);
    } else if (told.status().is5xxServerError()) {
      LOG.warn("{} {}: {}", request.getMethod(), request.getRequestURI(), told.detail());
    }
    if (response.isCommitted()) {
      return; // a stream broke off in the middle; there is nobody left to tell
    }
    response.resetBuffer();
    if (thrown instanceof HttpRequestMethodNotSupportedException method
        && method.getSupportedMethods() != null) {
      response.setHeader(HttpHeaders.ALLOW, String.join(", ", method.getSupportedMethods()));
    }
    write(told, request, response);
  }

  private void write(
      ProblemException told, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    response.setStatus(told.status().value());
    told.retryAfter().ifPresent(wait -> response.setHeader(HttpHeaders.RETRY_AFTER, wait));
    if (wantsPage(request)) {
      pages.getObject().write(problem(told, request), request, response);
      return;
    }
    if (told.status() == HttpStatus.UNAUTHORIZED) {
      response.setHeader(HttpHeaders.WWW_AUTHENTICATE, "Bearer realm=\"tastemaker\"");
    }
    var bytes = json.writeValueAsBytes(problem(told, request));
    response.setContentType(MEDIA_TYPE);
    response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
    response.setContentLength(bytes.length);
    response.getOutputStream().write(bytes);
  }

  private static Problem problem(ProblemException told, HttpServletRequest request) {
    return Problem.of(
        told.status(),
        told.slug(),
        told.detail(),
        told.errors(),
        Correlation.of(request).orElse(null),
        told.current());
  }

  static boolean wantsPage(HttpServletRequest request) {
    var accept = request.getHeader(HttpHeaders.ACCEPT);
    var path = request.getRequestURI();
    return accept != null
        && accept.toLowerCase(Locale.ROOT).contains("text/html")
        && (path == null || !path.startsWith("/api/") || path.startsWith(DOCUMENTATION));
  }
}
