package org.tastemaker.server.linking;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Optional;
import java.util.regex.Pattern;
import org.tastemaker.server.account.Secrets;
import org.tastemaker.server.http.Cookies;

/// What a browser alone knows while it is on its way through a provider: a cookie that no script
/// reads and no other server sets. Several sign-ins of one browser may be on their way at once. It
/// is sent along when the provider's page leads back, hence `Lax`.
final class BrowserMark {
  private static final String NAME = "tastemaker-oauth";
  private static final Pattern OURS = Pattern.compile("[A-Za-z0-9_-]{43}");

  private BrowserMark() {}

  /// The browser's mark, which it gets if it has none.
  static String of(HttpServletRequest request, HttpServletResponse response) {
    var mark = in(request).orElseGet(Secrets::fresh);
    Cookies.write(request, response, name(request), mark, Waiting.ATTEMPT, "Lax");
    return mark;
  }

  static Optional<String> in(HttpServletRequest request) {
    return Cookies.read(request, name(request)).filter(value -> OURS.matcher(value).matches());
  }

  /// The prefix lets no neighbour under the same domain set it.
  private static String name(HttpServletRequest request) {
    return Cookies.mayBePlain(request) ? NAME : "__Host-" + NAME;
  }
}
