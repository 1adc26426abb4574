package org.tastemaker.server.http;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.web.filter.OncePerRequestFilter;

/// Shows everything behind it who really asks, and how: addresses, cookies and links are those of
/// the client and not of the proxy.
final class ProxyFilter extends OncePerRequestFilter {
  private final Proxies proxies;

  ProxyFilter(Proxies proxies) {
    this.proxies = proxies;
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    var forwarded = proxies.read(request);
    chain.doFilter(forwarded.isPresent() ? forwarded.get() : request, response);
  }
}
