package org.tastemaker.server.account;

import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

/// What signs in, as people recognise it in a list of their sessions.
///
/// @param agent the browser's or program's own words
public record Client(String agent, String address) {
  private static final int LONGEST_AGENT = 200;

  public static Client of(HttpServletRequest request) {
    @Nullable String agent = request.getHeader("User-Agent");
    var text = agent == null ? "unknown" : agent.replaceAll("\\p{Cntrl}", " ");
    return new Client(
        text.substring(0, Math.min(text.length(), LONGEST_AGENT)), request.getRemoteAddr());
  }
}
