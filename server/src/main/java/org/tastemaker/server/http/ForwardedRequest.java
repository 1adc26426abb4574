package org.tastemaker.server.http;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import org.jspecify.annotations.Nullable;

/// A request as it was before the proxies passed it on.
final class ForwardedRequest extends HttpServletRequestWrapper {
  private static final int PLAIN = 80;
  private static final int TLS = 443;

  private final String client;
  private final String scheme;
  private final String host;
  private final int port;

  /// @param scheme null: as the proxy asked
  /// @param host likewise, with or without a port
  ForwardedRequest(
      HttpServletRequest request, String client, @Nullable String scheme, @Nullable String host) {
    super(request);
    this.client = client;
    this.scheme = scheme == null ? request.getScheme() : scheme;
    int colon = host == null ? -1 : host.indexOf(':', host.lastIndexOf(']') + 1);
    if (host == null) {
      this.host = request.getServerName();
      this.port = portIn(request.getHeader("Host"), this.scheme);
    } else {
      this.host = colon < 0 ? host : host.substring(0, colon);
      this.port = portIn(host, this.scheme);
    }
  }

  private static int portIn(@Nullable String host, String scheme) {
    int colon = host == null ? -1 : host.indexOf(':', host.lastIndexOf(']') + 1);
    return host == null || colon < 0
        ? scheme.equals("https") ? TLS : PLAIN
        : Integer.parseInt(host.substring(colon + 1));
  }

  @Override
  public String getRemoteAddr() {
    return client;
  }

  @Override
  public String getRemoteHost() {
    return client;
  }

  @Override
  public String getScheme() {
    return scheme;
  }

  @Override
  public boolean isSecure() {
    return scheme.equals("https");
  }

  @Override
  public String getServerName() {
    return host;
  }

  @Override
  public int getServerPort() {
    return port;
  }

  @Override
  public StringBuffer getRequestURL() {
    var url = new StringBuffer(scheme).append("://").append(host);
    if (port != (isSecure() ? TLS : PLAIN)) {
      url.append(':').append(port);
    }
    return url.append(getRequestURI());
  }
}
