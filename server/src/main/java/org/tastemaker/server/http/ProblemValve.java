package org.tastemaker.server.http;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ErrorReportValve;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;

/// Answers requests that Tomcat itself refuses, such as a path that is no path, in the form of all
/// other errors: to browsers as a page, as far as their headers could be read. Tomcat makes it by
/// its name.
public final class ProblemValve extends ErrorReportValve {
  private static final Logger LOG = LoggerFactory.getLogger(ProblemValve.class);
  private static final String DETAIL =
      "The request is no valid HTTP request: look at its path, query and headers.";

  @Override
  protected void report(Request request, Response response, @Nullable Throwable thrown) {
    int status = response.getStatus();
    if (status < 400 || response.getContentWritten() > 0 || !response.setErrorReported()) {
      return;
    }
    try {
      var id = Correlation.idOf(request);
      response.setHeader(Correlation.HEADER, id);
      SecurityHeaders.setCommon(response);
      if (ProblemEdge.wantsPage(request)) {
        write(response, SecurityHeaders.OF_PAGES, "text/html;charset=UTF-8", page(id));
      } else {
        write(response, SecurityHeaders.OF_DATA, ProblemEdge.MEDIA_TYPE, problem(status, id));
      }
      response.finishResponse();
    } catch (IOException | IllegalStateException e) {
      LOG.debug("A refused request could not be answered", e);
    }
  }

  private static String problem(int status, String id) {
    return """
    {"type":"/problems/malformed-request","title":"Malformed request","status":%d,\
    "detail":"%s","errors":[],"correlationId":"%s"}\
    """
        .formatted(status, DETAIL, id);
  }

  /// The pages' own way is not open here, only their style, whatever its version.
  private static String page(String id) {
    return """
    <!DOCTYPE html>
    <html lang="en">
    <head>
      <meta charset="utf-8">
      <meta name="viewport" content="width=device-width">
      <title>That did not work – Tastemaker</title>
      <link rel="stylesheet" href="/assets/any/pages.css">
    </head>
    <body>
      <main>
        <div class="card narrow">
          <h1>That did not work</h1>
          <p>%s</p>
          <p><a class="button plain" href="/">To the start</a></p>
          <p class="quiet small">Code: <code>%s</code></p>
        </div>
      </main>
    </body>
    </html>
    """
        .formatted(DETAIL, id);
  }

  private static void write(Response response, String policy, String type, String body)
      throws IOException {
    response.setHeader("Content-Security-Policy", policy);
    response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
    response.setContentType(type);
    response.getOutputStream().write(body.getBytes(StandardCharsets.UTF_8));
  }
}
