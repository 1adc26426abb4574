package org.tastemaker.server.http;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ErrorReportValve;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Answers requests that Tomcat itself refuses, such as a path that is no path, in the form of all
/// other errors. Tomcat makes it by its name.
public final class ProblemValve extends ErrorReportValve {
  private static final Logger LOG = LoggerFactory.getLogger(ProblemValve.class);

  @Override
  protected void report(Request request, Response response, @Nullable Throwable thrown) {
    int status = response.getStatus();
    if (status < 400 || response.getContentWritten() > 0 || !response.setErrorReported()) {
      return;
    }
    var body =
        """
        {"type":"/problems/malformed-request","title":"Malformed request","status":%d,\
        "detail":"The request is no valid HTTP request: look at its path, query and headers.",\
        "errors":[]}\
        """
            .formatted(status);
    try {
      SecurityHeaders.setCommon(response);
      response.setHeader("Content-Security-Policy", SecurityHeaders.OF_DATA);
      response.setContentType(ProblemEdge.MEDIA_TYPE);
      response.getOutputStream().write(body.getBytes(StandardCharsets.UTF_8));
      response.finishResponse();
    } catch (IOException | IllegalStateException e) {
      LOG.debug("A refused request could not be answered", e);
    }
  }
}
