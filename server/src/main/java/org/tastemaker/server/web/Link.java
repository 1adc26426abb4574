package org.tastemaker.server.web;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/// A path of ours with parameters, as it stands in a page.
///
/// ```java
/// new Link("/catalog").with("q", "heat").with("genre", "").toString() // "/catalog?q=heat"
/// ```
record Link(String text) {

  /// With one more parameter, unless there is nothing to say.
  Link with(String name, @Nullable Object value) {
    var said = value == null ? "" : value.toString();
    return said.isEmpty()
        ? this
        : new Link(
            text
                + (text.contains("?") ? '&' : '?')
                + name
                + '='
                + URLEncoder.encode(said, StandardCharsets.UTF_8));
  }

  @Override
  public String toString() {
    return text;
  }
}
