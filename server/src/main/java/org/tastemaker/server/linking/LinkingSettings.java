package org.tastemaker.server.linking;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// By which providers people may sign in, and where they may be sent afterwards.
///
/// @param baseUrl where browsers reach this server, such as `https://api.example.org`; providers
///   send people back to it. Without it only this machine's own browsers can sign in so
/// @param frontEnds where people may be sent to afterwards: these addresses and what is below them.
///   The first is where they go if nobody says
/// @param connect how long to wait for a connection to a provider
/// @param answer how long to wait for its answer
@ConfigurationProperties("tastemaker.linking")
record LinkingSettings(
    @Nullable URI baseUrl,
    @DefaultValue List<URI> frontEnds,
    @DefaultValue Map<String, ProviderSettings> providers,
    @DefaultValue("3s") Duration connect,
    @DefaultValue("5s") Duration answer) {
  private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9-]{0,29}");
  private static final Set<String> THIS_MACHINE = Set.of("localhost", "127.0.0.1", "[::1]");
  private static final Duration LONGEST = Duration.ofMinutes(1);

  LinkingSettings {
    frontEnds = List.copyOf(frontEnds);
    checkAddress("base-url", baseUrl);
    require(baseUrl == null || baseUrl.getRawQuery() == null, "base-url has no query");
    frontEnds.forEach(one -> checkAddress("front-ends", one));
    require(
        frontEnds.stream().allMatch(one -> one.getRawQuery() == null), "front-ends have no query");
    checkTimeout("connect", connect);
    checkTimeout("answer", answer);
    var described = new TreeMap<String, ProviderSettings>();
    providers.forEach((name, given) -> {
      require(
          NAME.matcher(name).matches(),
          "providers." + name + ": a name has small letters, digits and dashes");
      described.put(name, Preset.of(name, given));
    });
    described.forEach(LinkingSettings::checkProvider);
    providers = java.util.Collections.unmodifiableMap(described);
  }

  private static void checkProvider(String name, ProviderSettings provider) {
    var prefix = "providers." + name + ".";
    require(provider.clientId() != null, prefix + "client-id is missing");
    require(
        (provider.clientSecret() == null)
            == (provider.clientAuthentication() == ClientAuthentication.NONE),
        prefix + "client-secret is missing, or client-authentication is none and there is one");
    require(
        provider.pkce() != Pkce.NONE
            || provider.clientAuthentication() != ClientAuthentication.NONE,
        prefix + "pkce and client-authentication cannot both be none");
    if (provider.issuer() == null) {
      require(provider.authorizeUri() != null, prefix + "authorize-uri or issuer is missing");
      require(provider.tokenUri() != null, prefix + "token-uri is missing");
      require(provider.profileUri() != null, prefix + "profile-uri is missing");
    }
    checkAddress(prefix + "issuer", provider.issuer());
    checkAddress(prefix + "authorize-uri", provider.authorizeUri());
    checkAddress(prefix + "token-uri", provider.tokenUri());
    checkAddress(prefix + "profile-uri", provider.profileUri());
    checkAddress(prefix + "emails-uri", provider.emailsUri());
    checkAddress(prefix + "revoke-uri", provider.revokeUri());
  }

  private static void checkAddress(String name, @Nullable URI address) {
    require(
        address == null || isSafe(address),
        name
            + " is an address that begins with https://, or with http:// on this very machine, and has no fragment");
  }

  /// Secrets and codes go there: encrypted, or not over any wire.
  static boolean isSafe(URI address) {
    var host = address.getHost();
    return host != null
        && address.getRawUserInfo() == null
        && address.getRawFragment() == null
        && ("https".equals(address.getScheme())
            || ("http".equals(address.getScheme()) && isThisMachine(host)));
  }

  static boolean isThisMachine(String host) {
    return THIS_MACHINE.contains(host);
  }

  private static void checkTimeout(String name, Duration timeout) {
    require(
        timeout.isPositive() && timeout.compareTo(LONGEST) <= 0,
        name + " is longer than nothing and at most 1m");
  }

  private static void require(boolean holds, String sentence) {
    if (!holds) {
      throw new IllegalArgumentException("tastemaker.linking." + sentence + ".");
    }
  }
}
