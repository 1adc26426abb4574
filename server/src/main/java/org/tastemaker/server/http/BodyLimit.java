package org.tastemaker.server.http;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.springframework.http.HttpStatus;
import org.springframework.util.unit.DataSize;
import org.springframework.web.filter.OncePerRequestFilter;

/// Refuses bodies past the limit, by their announced length where there is one and while they are
/// read otherwise, and those that take too long to come. Paths that end in `:batch` take more.
///
/// Forms are read by the container itself, so theirs must announce their length, as browsers do.
final class BodyLimit extends OncePerRequestFilter {
  private static final long SLOWEST = 16 * 1024;

  private final HttpSettings settings;

  BodyLimit(HttpSettings settings) {
    this.settings = settings;
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    var limit = limitFor(request.getRequestURI());
    if (request.getContentLengthLong() > limit.toBytes()) {
      throw tooLarge(limit);
    }
    if (request.getContentLengthLong() < 0 && isForm(request) && hasBody(request)) {
      throw new ProblemException(
          HttpStatus.LENGTH_REQUIRED,
          "length-required",
          "A form says beforehand how long it is, with Content-Length.",
          List.of());
    }
    var patience = settings.connections().bodyTimeout();
    chain.doFilter(new LimitedRequest(request, limit, patience), response);
  }

  private static boolean isForm(HttpServletRequest request) {
    var type = request.getContentType();
    return type != null
        && (type.regionMatches(true, 0, "multipart/", 0, 10)
            || type.regionMatches(true, 0, "application/x-www-form-urlencoded", 0, 33));
  }

  private static boolean hasBody(HttpServletRequest request) {
    return request.getHeader("Transfer-Encoding") != null;
  }

  /// How long a body may take of which so much has come.
  static Duration allowed(Duration patience, long seen) {
    return patience.plusSeconds(seen / SLOWEST);
  }

  private DataSize limitFor(String path) {
    return path.endsWith(":batch") || path.endsWith(":batch/")
        ? settings.largestBatch()
        : settings.largestBody();
  }

  private static ProblemException tooLarge(DataSize limit) {
    return new ProblemException(
        HttpStatus.CONTENT_TOO_LARGE,
        "body-too-large",
        "The body is larger than the %d bytes that this route takes; send it in parts."
            .formatted(limit.toBytes()),
        List.of());
  }

  private static final class LimitedRequest extends HttpServletRequestWrapper {
    private final DataSize limit;
    private final Duration patience;

    LimitedRequest(HttpServletRequest request, DataSize limit, Duration patience) {
      super(request);
      this.limit = limit;
      this.patience = patience;
    }

    @Override
    public ServletInputStream getInputStream() throws IOException {
      return new LimitedStream(super.getInputStream(), limit, patience);
    }

    @Override
    public BufferedReader getReader() throws IOException {
      return new BufferedReader(new InputStreamReader(getInputStream(), StandardCharsets.UTF_8));
    }
  }

  private static final class LimitedStream extends ServletInputStream {
    private final ServletInputStream stream;
    private final DataSize limit;
    private final Duration patience;
    private final long begun = System.nanoTime();
    private long seen;

    LimitedStream(ServletInputStream stream, DataSize limit, Duration patience) {
      this.stream = stream;
      this.limit = limit;
      this.patience = patience;
    }

    @Override
    public int read() throws IOException {
      int next = stream.read();
      count(next < 0 ? 0 : 1);
      return next;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
      int count = stream.read(target, offset, length);
      count(Math.max(0, count));
      return count;
    }

    private void count(int more) {
      seen += more;
      if (seen > limit.toBytes()) {
        throw tooLarge(limit);
      }
      if (more > 0 && System.nanoTime() - begun > allowed(patience, seen).toNanos()) {
        throw Problems.slowBody();
      }
    }

    @Override
    public boolean isFinished() {
      return stream.isFinished();
    }

    @Override
    public boolean isReady() {
      return stream.isReady();
    }

    @Override
    public void setReadListener(ReadListener listener) {
      stream.setReadListener(listener);
    }
  }
}
