package org.tastemaker.server.linking;

import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.security.oauth2.core.endpoint.OAuth2AccessTokenResponse;

/// What a provider lets this server do in a person's name, and until when.
record ProviderTokens(
    String access, @Nullable Instant expiresAt, @Nullable String refresh, Set<String> scopes) {

  static ProviderTokens of(OAuth2AccessTokenResponse answer) {
    var access = answer.getAccessToken();
    var refresh = answer.getRefreshToken();
    return new ProviderTokens(
        access.getTokenValue(),
        access.getExpiresAt(),
        refresh == null ? null : refresh.getTokenValue(),
        Set.copyOf(access.getScopes()));
  }

  /// Hides them.
  @Override
  public String toString() {
    return "ProviderTokens[hidden]";
  }
}
