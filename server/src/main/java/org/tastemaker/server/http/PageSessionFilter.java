package org.tastemaker.server.http;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.core.context.SecurityContextImpl;
import org.springframework.web.filter.OncePerRequestFilter;
import org.tastemaker.server.access.Caller;

/// Knows people by the session of their browser. A cookie that is not ours, or whose session is
/// over, is none: its browser is a stranger's.
public final class PageSessionFilter extends OncePerRequestFilter {
  private static final String CALLER = PageSessionFilter.class.getName();

  private final PageCookie cookie;
  private final PageSessions sessions;

  PageSessionFilter(PageCookie cookie, PageSessions sessions) {
    this.cookie = cookie;
    this.sessions = sessions;
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    cookie
        .sessionIn(request)
        .flatMap(sessions::callerOf)
        .ifPresent(caller -> {
          request.setAttribute(CALLER, caller);
          SecurityContextHolder.setContext(new SecurityContextImpl(new CallerToken(caller)));
        });
    chain.doFilter(request, response);
  }

  /// Who is signed in by the browser that sent the request; known also after the filters are done,
  /// as when an error is shown.
  public static Optional<Caller> callerIn(HttpServletRequest request) {
    return Optional.ofNullable((Caller) request.getAttribute(CALLER));
  }
}
