package org.tastemaker.server.account;

import java.net.InetAddress;
import java.net.URI;
import java.util.Optional;
import org.springframework.core.env.Environment;

/// Where the mails about accounts link to: the page of a front end that the settings name, which
/// finds the token behind `#`, or else our own page. Never made of what a request says of itself:
/// whoever sends it could make a mail of ours link to them.
final class MailLinks {
  private static final String DEFAULT_PORT = "8000";

  private final AccountSettings settings;
  private final Environment environment;

  MailLinks(AccountSettings settings, Environment environment) {
    this.settings = settings;
    this.environment = environment;
  }

  Optional<URI> verify(String token) {
    return settings.verifyPage() == null
        ? ours("/verify", token)
        : Optional.of(URI.create(settings.verifyPage() + "#token=" + token));
  }

  Optional<URI> reset(String token) {
    return settings.resetPage() == null
        ? ours("/reset", token)
        : Optional.of(URI.create(settings.resetPage() + "#token=" + token));
  }

  private Optional<URI> ours(String path, String token) {
    return (settings.pages() == null ? here() : Optional.of(settings.pages().toString()))
        .map(base -> URI.create(base.replaceAll("/+$", "") + path + "?token=" + token));
  }

  /// This server as its own machine sees it, when nobody else does.
  private Optional<String> here() {
    var address = environment.getProperty("tastemaker.address", InetAddress.class);
    var port =
        environment.getProperty(
            "local.server.port", environment.getProperty("tastemaker.port", DEFAULT_PORT));
    return (address == null || address.isLoopbackAddress()) && !port.equals("0")
        ? Optional.of("http://localhost:" + port)
        : Optional.empty();
  }
}
