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
import java.util.List;
import org.springframework.http.HttpStatus;
import org.springframework.util.unit.DataSize;
import org.springframework.web.filter.OncePerRequestFilter;

/// Refuses bodies past the limit, by their announced length where there is one and while they are
/// read otherwise. Paths that end in `:batch` take more.
final class BodyLimit extends OncePerRequestFilter {
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
    chain.doFilter(new LimitedRequest(request, limit), response);
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

    LimitedRequest(HttpServletRequest request, DataSize limit) {
      super(request);
      this.limit = limit;
    }

    @Override
    public ServletInputStream getInputStream() throws IOException {
      return new LimitedStream(super.getInputStream(), limit);
    }

    @Override
    public BufferedReader getReader() throws IOException {
      return new BufferedReader(new InputStreamReader(getInputStream(), StandardCharsets.UTF_8));
    }
  }

  private static final class LimitedStream extends ServletInputStream {
    private final ServletInputStream stream;
    private final DataSize limit;
    private long seen;

    LimitedStream(ServletInputStream stream, DataSize limit) {
      this.stream = stream;
      this.limit = limit;
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
