package org.tastemaker.server.linking;

import java.net.URI;
import java.util.List;
import java.util.Map;

/// Providers of which an operator need say no more than client id and secret.
final class Preset {
  private static final ProviderSettings OPENID =
      new ProviderSettings(
          null,
          null,
          null,
          null,
          null,
          null,
          null,
          null,
          null,
          List.of("openid", "profile", "email"),
          Pkce.S256,
          ClientAuthentication.BASIC,
          "sub",
          "name",
          "email",
          "email_verified");

  private static final ProviderSettings PLAIN_OAUTH =
      new ProviderSettings(
          null,
          null,
          null,
          null,
          null,
          null,
          null,
          null,
          null,
          List.of(),
          Pkce.S256,
          ClientAuthentication.BASIC,
          "id",
          "name",
          null,
          null);

  private static final Map<String, ProviderSettings> NAMED =
      Map.of("mal", myAnimeList(), "google", google(), "github", gitHub());

  private Preset() {}

  /// What a provider of this name is like where the operator does not say otherwise.
  static ProviderSettings of(String name, ProviderSettings given) {
    var known = NAMED.get(name);
    var described = known == null ? given : given.or(known);
    return described.or(described.issuer() == null ? PLAIN_OAUTH : OPENID);
  }

  private static ProviderSettings myAnimeList() {
    return new ProviderSettings(
        null,
        null,
        "MyAnimeList",
        null,
        URI.create("https://myanimelist.net/v1/oauth2/authorize"),
        URI.create("https://myanimelist.net/v1/oauth2/token"),
        URI.create("https://api.myanimelist.net/v2/users/@me"),
        null,
        null,
        List.of(),
        Pkce.PLAIN,
        ClientAuthentication.POST,
        "id",
        "name",
        null,
        null);
  }

  private static ProviderSettings google() {
    return new ProviderSettings(
            null,
            null,
            "Google",
            URI.create("https://accounts.google.com"),
            null,
            null,
            null,
            null,
            null,
            null,
            null,
            null,
            null,
            null,
            null,
            null)
        .or(OPENID);
  }

  private static ProviderSettings gitHub() {
    return new ProviderSettings(
        null,
        null,
        "GitHub",
        null,
        URI.create("https://github.com/login/oauth/authorize"),
        URI.create("https://github.com/login/oauth/access_token"),
        URI.create("https://api.github.com/user"),
        URI.create("https://api.github.com/user/emails"),
        null,
        List.of("read:user", "user:email"),
        Pkce.S256,
        ClientAuthentication.BASIC,
        "id",
        "login",
        null,
        null);
  }
}
