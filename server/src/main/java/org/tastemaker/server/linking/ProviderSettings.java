package org.tastemaker.server.linking;

import java.net.URI;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A provider as the operator describes it; what is left out comes from the preset of its name,
/// where there is one, or from its OpenID Connect issuer.
///
/// @param label as people read it, such as `Google`
/// @param issuer of an OpenID Connect provider, which says the rest itself
/// @param authorizeUri where people are sent
/// @param tokenUri where a code becomes tokens
/// @param profileUri where the provider says who somebody is
/// @param emailsUri where it lists their addresses, as GitHub does, if the profile holds none
/// @param revokeUri where it takes tokens back (RFC 7009); one of OpenID Connect says so itself
/// @param idField the profile's field with the id
/// @param nameField likewise with the name
/// @param emailField likewise with the address
/// @param verifiedField likewise, whether the address was shown to be theirs
record ProviderSettings(
    @Nullable String clientId,
    @Nullable String clientSecret,
    @Nullable String label,
    @Nullable URI issuer,
    @Nullable URI authorizeUri,
    @Nullable URI tokenUri,
    @Nullable URI profileUri,
    @Nullable URI emailsUri,
    @Nullable URI revokeUri,
    @Nullable List<String> scopes,
    @Nullable Pkce pkce,
    @Nullable ClientAuthentication clientAuthentication,
    @Nullable String idField,
    @Nullable String nameField,
    @Nullable String emailField,
    @Nullable String verifiedField) {

  /// These settings, and those of another where these say nothing.
  ProviderSettings or(ProviderSettings other) {
    return new ProviderSettings(
        first(clientId, other.clientId),
        first(clientSecret, other.clientSecret),
        first(label, other.label),
        first(issuer, other.issuer),
        first(authorizeUri, other.authorizeUri),
        first(tokenUri, other.tokenUri),
        first(profileUri, other.profileUri),
        first(emailsUri, other.emailsUri),
        first(revokeUri, other.revokeUri),
        first(scopes, other.scopes),
        first(pkce, other.pkce),
        first(clientAuthentication, other.clientAuthentication),
        first(idField, other.idField),
        first(nameField, other.nameField),
        first(emailField, other.emailField),
        first(verifiedField, other.verifiedField));
  }

  private static <T> @Nullable T first(@Nullable T one, @Nullable T other) {
    return one == null ? other : one;
  }

  /// Hides the secret.
  @Override
  public String toString() {
    return "ProviderSettings[" + clientId + "]";
  }
}
