package org.tastemaker.server.linking;

import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.servlet.support.ServletUriComponentsBuilder;
import org.tastemaker.server.http.ProblemException;

/// Where browsers reach this server. A request's own word counts only on this very machine: a
/// provider that is not strict would send codes to whatever host somebody made up.
final class Addresses {
  private final @Nullable URI baseUrl;

  Addresses(LinkingSettings settings) {
    this.baseUrl = settings.baseUrl();
  }

  /// The path by which a browser begins to sign in.
  static String authorize(String provider) {
    return "/api/v1/oauth/" + provider + "/authorize";
  }

  /// The path by which a provider sends browsers back.
  static String callback(String provider) {
    return "/api/v1/oauth/" + provider + "/callback";
  }

  /// @throws ProblemException 503 when the operator has not said where the server is reached
  String callback(HttpServletRequest request, String path) {
    return base(request) + path;
  }

  private String base(HttpServletRequest request) {
    if (baseUrl != null) {
      return baseUrl.toString().replaceAll("/$", "");
    }
    if (!LinkingSettings.isThisMachine(request.getServerName())) {
      throw new ProblemException(
          HttpStatus.SERVICE_UNAVAILABLE,
          "no-base-url",
          "Signing in by others needs the setting tastemaker.linking.base-url, where browsers reach this server.",
          List.of());
    }
    return ServletUriComponentsBuilder.fromContextPath(request).build().toUriString();
  }
}
