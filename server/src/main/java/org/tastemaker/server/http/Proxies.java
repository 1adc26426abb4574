package org.tastemaker.server.http;

import jakarta.servlet.http.HttpServletRequest;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The proxies that are believed when they say for whom they ask. Everybody else may write what
/// they like into those headers.
final class Proxies {
  private static final Logger LOG = LoggerFactory.getLogger(Proxies.class);

  private static final Pattern FOUR_PARTS = Pattern.compile("\\d{1,3}(\\.\\d{1,3}){3}");

  private final List<AddressRange> trusted;
  private final ForwardedHeader header;
  private final AtomicBoolean warned = new AtomicBoolean();

  Proxies(List<AddressRange> trusted, ForwardedHeader header) {
    this.trusted = List.copyOf(trusted);
    this.header = header;
  }

  /// What the request is to those behind the proxies; empty when no proxy of ours sent it.
  Optional<ForwardedRequest> read(HttpServletRequest request) {
    if (!isTrusted(request.getRemoteAddr())) {
      warn(request);
      return Optional.empty();
    }
    var said = Forwarded.of(request, header);
    return Optional.of(
        new ForwardedRequest(request, client(request, said), said.scheme(), said.host()));
  }

  /// The nearest hop that is none of ours; what stands left of it anybody may have written. A hop
  /// that is no address ends the search too.
  private String client(HttpServletRequest request, Forwarded said) {
    var client = request.getRemoteAddr();
    for (var hop : said.hops().reversed()) {
      var address = addressIn(hop);
      if (address.isEmpty()) {
        return client;
      }
      client = address.get().getHostAddress();
      if (!isTrusted(address.get())) {
        return client;
      }
    }
    return client;
  }

  private boolean isTrusted(String address) {
    return !trusted.isEmpty() && addressIn(address).filter(this::isTrusted).isPresent();
  }

  private boolean isTrusted(InetAddress address) {
    return trusted.stream().anyMatch(range -> range.contains(address));
  }

  /// Proxies may add a port: `192.0.2.1:8080`, `[2001:db8::1]:8080`.
  private static Optional<InetAddress> addressIn(String hop) {
    var text = hop;
    if (text.startsWith("[")) {
      text = text.substring(1, Math.max(1, text.indexOf(']')));
    } else if (text.indexOf(':') >= 0 && text.indexOf(':') == text.lastIndexOf(':')) {
      text = text.substring(0, text.indexOf(':'));
    }
    if (text.indexOf(':') < 0 && !FOUR_PARTS.matcher(text).matches()) {
      return Optional.empty(); // the old short forms, such as 1.2.3, would be taken too
    }
    try {
      return Optional.of(InetAddress.ofLiteral(text));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private void warn(HttpServletRequest request) {
    if (!warned.get()
        && request.getHeader("X-Forwarded-For") != null
        && warned.compareAndSet(false, true)) {
      LOG.warn(
          "{} sends X-Forwarded-For and is not trusted. If it is a proxy of yours, name it in tastemaker.http.trusted-proxies; until then all its clients count as one.",
          request.getRemoteAddr());
    }
  }
}
