package org.tastemaker.server.http;

import jakarta.servlet.http.HttpServletRequest;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// What proxies say of a request.
///
/// @param hops whom each asked for, the nearest proxy's word last
/// @param scheme by which the nearest proxy was asked, if it says so
/// @param host likewise
record Forwarded(List<String> hops, @Nullable String scheme, @Nullable String host) {
  private static final Pattern HOST =
      Pattern.compile("(?:[A-Za-z0-9._-]{1,253}|\\[[0-9A-Fa-f:.]{2,45}])(?::[0-9]{1,5})?");

  /// An element's pairs and quoted texts; a comma within quotes separates nothing.
  private static final Pattern PAIR =
      Pattern.compile("(,)|([A-Za-z]{1,20})=(?:\"((?:[^\"\\\\]|\\\\.)*)\"|([^\\s,;\"]*))");

  Forwarded {
    hops = List.copyOf(hops);
    scheme = scheme == null ? null : scheme.toLowerCase(Locale.ROOT);
    scheme = "http".equals(scheme) || "https".equals(scheme) ? scheme : null;
    host = host != null && HOST.matcher(host).matches() ? host : null;
  }

  static Forwarded of(HttpServletRequest request, ForwardedHeader header) {
    return switch (header) {
      case X_FORWARDED ->
          new Forwarded(
              listed(request, "X-Forwarded-For"),
              last(listed(request, "X-Forwarded-Proto")),
              last(listed(request, "X-Forwarded-Host")));
      case FORWARDED -> standard(String.join(",", values(request, "Forwarded")));
    };
  }

  private static List<String> values(HttpServletRequest request, String name) {
    return Collections.list(request.getHeaders(name));
  }

  private static List<String> listed(HttpServletRequest request, String name) {
    var all = new ArrayList<String>();
    for (var value : values(request, name)) {
      for (var one : value.split(",", -1)) {
        all.add(one.strip());
      }
    }
    return all;
  }

  private static @Nullable String last(List<String> values) {
    return values.isEmpty() ? null : values.getLast();
  }

  private static Forwarded standard(String text) {
    var hops = new ArrayList<String>();
    @Nullable String scheme = null;
    @Nullable String host = null;
    var pairs = PAIR.matcher(text);
    while (pairs.find()) {
      if (pairs.group(1) != null) {
        scheme = null;
        host = null;
        continue;
      }
      var value = pairs.group(3) == null ? pairs.group(4) : pairs.group(3);
      switch (pairs.group(2).toLowerCase(Locale.ROOT)) {
        case "for" -> hops.add(value);
        case "proto" -> scheme = value;
        case "host" -> host = value;
        default -> {}
      }
    }
    return new Forwarded(hops, scheme, host);
  }
}
