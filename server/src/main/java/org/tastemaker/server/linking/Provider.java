package org.tastemaker.server.linking;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.core.ParameterizedTypeReference;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.security.crypto.keygen.Base64StringKeyGenerator;
import org.springframework.security.crypto.keygen.StringKeyGenerator;
import org.springframework.security.oauth2.client.endpoint.OAuth2AuthorizationCodeGrantRequest;
import org.springframework.security.oauth2.client.endpoint.RestClientAuthorizationCodeTokenResponseClient;
import org.springframework.security.oauth2.client.oidc.authentication.OidcIdTokenValidator;
import org.springframework.security.oauth2.client.registration.ClientRegistration;
import org.springframework.security.oauth2.client.registration.ClientRegistrations;
import org.springframework.security.oauth2.client.userinfo.DefaultOAuth2UserService;
import org.springframework.security.oauth2.client.userinfo.OAuth2UserRequest;
import org.springframework.security.oauth2.client.web.OAuth2AuthorizationRequestCustomizers;
import org.springframework.security.oauth2.core.AuthorizationGrantType;
import org.springframework.security.oauth2.core.OAuth2AccessToken;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2AuthorizationException;
import org.springframework.security.oauth2.core.endpoint.OAuth2AccessTokenResponse;
import org.springframework.security.oauth2.core.endpoint.OAuth2AuthorizationExchange;
import org.springframework.security.oauth2.core.endpoint.OAuth2AuthorizationRequest;
import org.springframework.security.oauth2.core.endpoint.OAuth2AuthorizationResponse;
import org.springframework.security.oauth2.core.endpoint.PkceParameterNames;
import org.springframework.security.oauth2.core.oidc.endpoint.OidcParameterNames;
import org.springframework.security.oauth2.jose.jws.SignatureAlgorithm;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtException;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;
import org.springframework.util.LinkedMultiValueMap;
import org.springframework.util.MultiValueMap;
import org.springframework.web.client.HttpServerErrorException;
import org.springframework.web.client.RestClientException;
import org.tastemaker.server.linking.Waiting.Attempt;
import org.tastemaker.server.mail.MailAddress;

/// One provider: sends people there by the authorization code flow (RFC 6749, PKCE of RFC 7636,
/// OpenID Connect where it speaks that), and finds out who came back.
final class Provider {
  private static final StringKeyGenerator RANDOM =
      new Base64StringKeyGenerator(Base64.getUrlEncoder().withoutPadding(), 96);
  private static final String DISCOVERY = "/.well-known/openid-configuration";

  private final String name;
  private final ProviderSettings settings;
  private final Outbound outbound;
  private volatile @Nullable Known known;

  /// What is found out at the first use, from the provider itself if it speaks OpenID Connect.
  private record Known(
      ClientRegistration registration,
      RestClientAuthorizationCodeTokenResponseClient tokens,
      @Nullable JwtDecoder idTokens) {}

  /// Where the browser goes, and what must be remembered until it comes back.
  record Departure(String url, String state, @Nullable String verifier, @Nullable String nonce) {}

  /// Who came back.
  record Arrival(Identity identity, ProviderTokens tokens) {}

  Provider(String name, ProviderSettings settings, Outbound outbound) {
    this.name = name;
    this.settings = settings;
    this.outbound = outbound;
  }

  String name() {
    return name;
  }

  /// As people read it.
  String label() {
    return settings.label() == null ? name : settings.label();
  }

  /// @throws LinkingException when the provider has to say where, and cannot be asked
  Departure departure(String callback) {
    var request = request(callback, RANDOM.generateKey());
    var nonce = isOpenId() ? RANDOM.generateKey() : null;
    if (nonce != null) {
      request.additionalParameters(more -> more.put(OidcParameterNames.NONCE, nonce));
    }
    switch (Objects.requireNonNull(settings.pkce())) {
      case S256 -> OAuth2AuthorizationRequestCustomizers.withPkce().accept(request);
      case PLAIN -> withPlainVerifier(request);
      case NONE -> {}
    }
    var built = request.build();
    return new Departure(
        built.getAuthorizationRequestUri(),
        Objects.requireNonNull(built.getState()),
        built.getAttribute(PkceParameterNames.CODE_VERIFIER),
        nonce);
  }

  private static void withPlainVerifier(OAuth2AuthorizationRequest.Builder request) {
    var verifier = RANDOM.generateKey();
    request.attributes(more -> more.put(PkceParameterNames.CODE_VERIFIER, verifier));
    request.additionalParameters(more -> {
      more.put(PkceParameterNames.CODE_CHALLENGE, verifier);
      more.put(PkceParameterNames.CODE_CHALLENGE_METHOD, "plain");
    });
  }

  private OAuth2AuthorizationRequest.Builder request(String callback, String state) {
    var registration = known().registration();
    var request = OAuth2AuthorizationRequest.authorizationCode();
    request.clientId(registration.getClientId());
    request.authorizationUri(
        Objects.requireNonNull(registration.getProviderDetails().getAuthorizationUri()));
    request.redirectUri(callback);
    request.scopes(registration.getScopes());
    request.state(state);
    return request;
  }

  private boolean isOpenId() {
    return settings.issuer() != null;
  }

  /// Whether a callback that names its issuer (RFC 9207) comes from this one.
  boolean isIssuer(String issuer) {
    return !isOpenId() || issuer.equals(known().registration().getProviderDetails().getIssuerUri());
  }

  /// Changes the code for tokens and asks who it is.
  ///
  /// @throws LinkingException when there is no certain answer
  Arrival arrival(Attempt attempt, String state, String code) {
    var answer = tokens(attempt, state, code);
    var profile =
        isOpenId()
            ? openIdProfile(answer, Objects.requireNonNull(attempt.nonce()))
            : profile(answer.getAccessToken());
    return new Arrival(identity(profile, answer.getAccessToken()), ProviderTokens.of(answer));
  }

  private OAuth2AccessTokenResponse tokens(Attempt attempt, String state, String code) {
    var request = request(attempt.callback(), state);
    if (attempt.verifier() != null) {
      request.attributes(more -> more.put(PkceParameterNames.CODE_VERIFIER, attempt.verifier()));
    }
    var response =
        OAuth2AuthorizationResponse.success(code)
            .state(state)
            .redirectUri(attempt.callback())
            .build();
    try {
      return known()
          .tokens()
          .getTokenResponse(
              new OAuth2AuthorizationCodeGrantRequest(
                  known().registration(),
                  new OAuth2AuthorizationExchange(request.build(), response)));
    } catch (OAuth2AuthorizationException e) {
      throw failed(e, Failure.CODE_REFUSED, "the token request was refused");
    }
  }

  /// Whether it may want to know of tokens that are not wanted any more; only the issuer itself can
  /// say for certain.
  boolean mayWantFarewell() {
    return settings.revokeUri() != null || isOpenId();
  }

  /// Asks it to take its tokens back (RFC 7009): the one for more tokens, where there is one, and
  /// with it those that came of it.
  ///
  /// @return false where it has no place for that
  /// @throws LinkingException when it does not
  boolean revoke(ProviderTokens tokens) {
    var address = revocation();
    if (address == null) {
      return false;
    }
    var form = new LinkedMultiValueMap<String, String>();
    form.add("token", tokens.refresh() == null ? tokens.access() : tokens.refresh());
    form.add("token_type_hint", tokens.refresh() == null ? "access_token" : "refresh_token");
    try {
      outbound
          .client()
          .post()
          .uri(address)
          .contentType(MediaType.APPLICATION_FORM_URLENCODED)
          .headers(headers -> authenticate(headers, form))
          .body(form)
          .retrieve()
          .toBodilessEntity();
      return true;
    } catch (RestClientException e) {
      throw failed(e, Failure.CODE_REFUSED, "the tokens are not taken back");
    }
  }

  private @Nullable URI revocation() {
    if (settings.revokeUri() != null || !isOpenId()) {
      return settings.revokeUri();
    }
    var said =
        known()
            .registration()
            .getProviderDetails()
            .getConfigurationMetadata()
            .get("revocation_endpoint");
    return said instanceof String text && LinkingSettings.isSafe(URI.create(text))
        ? URI.create(text)
        : null;
  }

  private void authenticate(HttpHeaders headers, MultiValueMap<String, String> form) {
    var id = Objects.requireNonNull(settings.clientId());
    var secret = settings.clientSecret();
    if (settings.clientAuthentication() == ClientAuthentication.BASIC && secret != null) {
      headers.setBasicAuth(encoded(id), encoded(secret), StandardCharsets.UTF_8);
      return;
    }
    form.add("client_id", id);
    if (secret != null) {
      form.add("client_secret", secret);
    }
  }

  /// As RFC 6749 has it, before the two are put together.
  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  private Map<String, Object> openIdProfile(OAuth2AccessTokenResponse answer, String nonce) {
    if (!(answer.getAdditionalParameters().get(OidcParameterNames.ID_TOKEN)
        instanceof String text)) {
      throw new LinkingException(Failure.IDENTITY_REFUSED, "the answer holds no id token");
    }
    var claims = new HashMap<>(claims(text, nonce));
    var details = known().registration().getProviderDetails().getUserInfoEndpoint();
    if (details.getUri() != null && !claims.containsKey(settings.nameField())) {
      var more = profile(answer.getAccessToken());
      if (!Objects.equals(more.get("sub"), claims.get("sub"))) {
        throw new LinkingException(Failure.IDENTITY_REFUSED, "the profile is somebody else's");
      }
      more.forEach(claims::putIfAbsent);
    }
    return claims;
  }

  private Map<String, Object> claims(String idToken, String nonce) {
    try {
      var claims = Objects.requireNonNull(known().idTokens()).decode(idToken).getClaims();
      if (!nonce.equals(claims.get(OidcParameterNames.NONCE))) {
        throw new LinkingException(Failure.IDENTITY_REFUSED, "the id token has another nonce");
      }
      return claims;
    } catch (JwtException e) {
      throw failed(e, Failure.IDENTITY_REFUSED, "the id token was refused");
    }
  }

  private Map<String, Object> profile(OAuth2AccessToken token) {
    var service = new DefaultOAuth2UserService();
    service.setRestOperations(outbound.template());
    try {
      return service.loadUser(new OAuth2UserRequest(known().registration(), token)).getAttributes();
    } catch (OAuth2AuthenticationException | IllegalArgumentException e) {
      throw failed(e, Failure.NO_PROFILE, "the profile cannot be read");
    }
  }

  private Identity identity(Map<String, Object> profile, OAuth2AccessToken token) {
    var id = profile.get(settings.idField());
    if (!(id instanceof String || id instanceof Integer || id instanceof Long)) {
      throw new LinkingException(
          Failure.NO_PROFILE, "the profile has no field " + settings.idField());
    }
    try {
      return new Identity(name, id.toString(), nameIn(profile), email(profile, token));
    } catch (IllegalArgumentException e) {
      throw new LinkingException(Failure.NO_PROFILE, "the profile's id cannot be one", e);
    }
  }

  private String nameIn(Map<String, Object> profile) {
    for (var field : new @Nullable String[] {settings.nameField(), "preferred_username"}) {
      if (field != null && profile.get(field) instanceof String text && !text.isBlank()) {
        return text;
      }
    }
    return "";
  }

  private @Nullable String email(Map<String, Object> profile, OAuth2AccessToken token) {
    if (settings.emailField() != null && settings.verifiedField() != null) {
      return addressIn(profile, settings.emailField(), settings.verifiedField());
    }
    if (settings.emailsUri() == null) {
      return null;
    }
    return emails(settings.emailsUri(), token).stream()
        .filter(each -> isTrue(each.get("primary")))
        .map(each -> addressIn(each, "email", "verified"))
        .filter(Objects::nonNull)
        .findFirst()
        .orElse(null);
  }

  private List<Map<String, Object>> emails(URI address, OAuth2AccessToken token) {
    try {
      var emails =
          outbound
              .client()
              .get()
              .uri(address)
              .headers(headers -> headers.setBearerAuth(token.getTokenValue()))
              .retrieve()
              .body(new ParameterizedTypeReference<List<Map<String, Object>>>() {});
      return emails == null ? List.of() : emails;
    } catch (RestClientException e) {
      throw failed(e, Failure.NO_PROFILE, "the addresses cannot be read");
    }
  }

  private static @Nullable String addressIn(
      Map<String, Object> profile, String emailField, String verifiedField) {
    if (!isTrue(profile.get(verifiedField)) || !(profile.get(emailField) instanceof String text)) {
      return null;
    }
    try {
      return new MailAddress(text).text();
    } catch (IllegalArgumentException e) {
      return null;
    }
  }

  /// Some say it as text.
  private static boolean isTrue(@Nullable Object value) {
    return Boolean.TRUE.equals(value) || "true".equals(value);
  }

  /// Asked once; again only after it went wrong.
  private Known known() {
    var found = known;
    if (found == null) {
      var registration = isOpenId() ? discovered() : described();
      var tokens = new RestClientAuthorizationCodeTokenResponseClient();
      tokens.setRestClient(outbound.tokenClient());
      found = new Known(registration, tokens, isOpenId() ? idTokens(registration) : null);
      known = found;
    }
    return found;
  }

  private ClientRegistration described() {
    return common(ClientRegistration.withRegistrationId(name))
        .authorizationUri(text(settings.authorizeUri()))
        .tokenUri(text(settings.tokenUri()))
        .userInfoUri(text(settings.profileUri()))
        .build();
  }

  private ClientRegistration discovered() {
    var issuer = text(settings.issuer()).replaceAll("/$", "");
    try {
      var metadata =
          Objects.requireNonNull(
              outbound
                  .client()
                  .get()
                  .uri(URI.create(issuer + DISCOVERY))
                  .retrieve()
                  .body(new ParameterizedTypeReference<Map<String, Object>>() {}));
      return common(checked(ClientRegistrations.fromOidcConfiguration(metadata), issuer)).build();
    } catch (RestClientException e) {
      throw failed(e, Failure.PROVIDER_ERROR, "its issuer does not describe itself");
    } catch (IllegalArgumentException | IllegalStateException | NullPointerException e) {
      throw new LinkingException(
          Failure.PROVIDER_ERROR, "its issuer describes itself wrongly: " + e.getMessage(), e);
    }
  }

  /// An issuer speaks for nobody else, and sends nobody over unencrypted wires.
  private ClientRegistration.Builder checked(ClientRegistration.Builder found, String issuer) {
    var details = common(found).build().getProviderDetails();
    if (!issuer.equals(String.valueOf(details.getIssuerUri()).replaceAll("/$", ""))) {
      throw new IllegalArgumentException("it takes itself for another");
    }
    for (var address :
        new @Nullable String[] {
          details.getAuthorizationUri(),
          details.getTokenUri(),
          details.getJwkSetUri(),
          details.getUserInfoEndpoint().getUri()
        }) {
      if (address != null && !LinkingSettings.isSafe(URI.create(address))) {
        throw new IllegalArgumentException("an endpoint is not https");
      }
    }
    return found;
  }

  private ClientRegistration.Builder common(ClientRegistration.Builder registration) {
    return registration
        .registrationId(name)
        .clientName(label())
        .clientId(Objects.requireNonNull(settings.clientId()))
        .clientSecret(settings.clientSecret())
        .clientAuthenticationMethod(
            Objects.requireNonNull(settings.clientAuthentication()).method())
        .authorizationGrantType(AuthorizationGrantType.AUTHORIZATION_CODE)
        .redirectUri("{baseUrl}")
        .scope(Objects.requireNonNull(settings.scopes()))
        .userNameAttributeName(settings.idField());
  }

  private JwtDecoder idTokens(ClientRegistration registration) {
    var decoder =
        NimbusJwtDecoder.withJwkSetUri(
                Objects.requireNonNull(registration.getProviderDetails().getJwkSetUri()))
            .jwsAlgorithms(all -> all.addAll(Set.of(SignatureAlgorithm.values())))
            .restOperations(outbound.template())
            .build();
    decoder.setJwtValidator(new OidcIdTokenValidator(registration));
    return decoder;
  }

  private static String text(@Nullable URI address) {
    return Objects.requireNonNull(address).toString();
  }

  private static LinkingException failed(Exception cause, Failure otherwise, String what) {
    for (@Nullable Throwable each = cause; each != null; each = each.getCause()) {
      if (each instanceof IOException) {
        return new LinkingException(Failure.PROVIDER_UNREACHABLE, what + ": no answer", cause);
      }
      if (each instanceof HttpServerErrorException) {
        return new LinkingException(Failure.PROVIDER_ERROR, what + ": its server fails", cause);
      }
    }
    return new LinkingException(otherwise, what + ": " + cause.getMessage(), cause);
  }
}
