package org.tastemaker.server.linking;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.tastemaker.server.http.ProblemException;

/// Where browsers may be sent at the end: to configured front ends and nowhere else, for whoever
/// gets there gets a code that signs somebody in.
final class Goals {
  /// No escapes, no backslashes, no parameters: nothing that two readers may read differently.
  private static final Pattern PATH = Pattern.compile("(/[A-Za-z0-9._~-]*)*");

  /// The page of ours that signs a browser in by the code that it brings.
  static final String OWN = "/login/back";

  /// Likewise, that links.
  static final String OWN_LINKS = "/account/links/back";

  private final List<URI> frontEnds;

  Goals(LinkingSettings settings) {
    this.frontEnds = settings.frontEnds();
  }

  /// @param wished by the caller; the first front end without it, or our own page without any
  /// @param own the page of ours
  /// @throws ProblemException 400 when it is not one of the front ends
  String goal(@Nullable String wished, String own) {
    if (wished == null) {
      return frontEnds.stream().findFirst().map(URI::toString).orElse(own);
    }
    return parsed(wished)
        .filter(one -> frontEnds.stream().anyMatch(front -> isWithin(one, front)))
        .map(URI::toString)
        .orElseThrow(() ->
            ProblemException.invalid(
                "redirect", "This is none of the front ends that the operator has set up."));
  }

  /// Whether that is a page of our own.
  static boolean isOwn(String goal) {
    return goal.startsWith("/");
  }

  private static Optional<URI> parsed(String text) {
    try {
      return Optional.of(new URI(text)).filter(LinkingSettings::isSafe);
    } catch (URISyntaxException e) {
      return Optional.empty();
    }
  }

  private static boolean isWithin(URI goal, URI front) {
    return goal.getScheme().equals(front.getScheme())
        && goal.getHost().equals(front.getHost().toLowerCase(Locale.ROOT))
        && port(goal) == port(front)
        && goal.getRawQuery() == null
        && PATH.matcher(goal.getRawPath()).matches()
        && goal.equals(goal.normalize())
        && isBelow(goal.getRawPath(), front.getRawPath());
  }

  private static boolean isBelow(String path, String prefix) {
    return path.equals(prefix) || path.startsWith(prefix.endsWith("/") ? prefix : prefix + "/");
  }

  private static int port(URI address) {
    return address.getPort() != -1
        ? address.getPort()
        : "https".equals(address.getScheme()) ? 443 : 80;
  }

  /// The goal, told something more.
  static URI with(String goal, String... namesAndValues) {
    var text = new StringBuilder(goal);
    for (int i = 0; i < namesAndValues.length; i += 2) {
      text.append(text.indexOf("?") < 0 ? '?' : '&')
          .append(namesAndValues[i])
          .append('=')
          .append(namesAndValues[i + 1]);
    }
    return URI.create(text.toString());
  }
}
