package org.tastemaker.server.http;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Pattern;
import org.slf4j.MDC;
import org.springframework.web.filter.OncePerRequestFilter;

/// Gives every request an id, its caller's `X-Request-ID` when that is a sane one: it stands in the
/// answer's header, in every log line of the request and in every problem.
final class Correlation extends OncePerRequestFilter {
  static final String HEADER = "X-Request-ID";
  static final String MDC_KEY = "correlationId";
  private static final String ATTRIBUTE = Correlation.class.getName();
  private static final Pattern SANE = Pattern.compile("[A-Za-z0-9._:-]{1,64}");

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    var id = idOf(request);
    request.setAttribute(ATTRIBUTE, id);
    response.setHeader(HEADER, id);
    MDC.put(MDC_KEY, id);
    try {
      ScopedValue.where(Origin.CURRENT, new Origin(request.getRemoteAddr(), id))
          .call(() -> {
            chain.doFilter(request, response);
            return id;
          });
    } catch (IOException | ServletException | RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new ServletException(e);
    } finally {
      MDC.remove(MDC_KEY);
    }
  }

  /// The id of a request that came through this filter.
  static Optional<String> of(HttpServletRequest request) {
    return Optional.ofNullable((String) request.getAttribute(ATTRIBUTE));
  }

  static String idOf(HttpServletRequest request) {
    var given = request.getHeader(HEADER);
    return given != null && SANE.matcher(given).matches() ? given : fresh();
  }

  private static String fresh() {
    return Long.toString(ThreadLocalRandom.current().nextLong(1L << 62), Character.MAX_RADIX);
  }
}
