package org.tastemaker.server.account;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.tastemaker.server.cli.TestServer;
import org.tastemaker.server.cli.TestServer.Answer;

/// Tokens and cookies in the hands of people who want more than they may.
final class TokenAttacksTest {
  private static TestServer server;
  private static TestAccount victim;
  private static JWTClaimsSet claims;

  @BeforeAll
  static void start() throws ParseException {
    server = TestServer.start(Map.of("tastemaker.account.bcrypt-cost", 4));
    victim = TestAccount.fresh(server, "victim");
    claims = SignedJWT.parse(victim.access()).getJWTClaimsSet();
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  private static int me(String token) {
    return TestAccount.send(server, "GET", "/api/v1/me", null, "Authorization", "Bearer " + token)
        .status();
  }

  private static String signed(JWSHeader header, JWTClaimsSet claims, JWSSigner signer)
      throws JOSEException {
    var token = new SignedJWT(header, claims);
    token.sign(signer);
    return token.serialize();
  }

  private static JWSHeader rs256() {
    return new JWSHeader.Builder(JWSAlgorithm.RS256)
        .type(new JOSEObjectType("at+jwt"))
        .keyID(server.of(SigningKeys.class).signing().getKeyID())
        .build();
  }

  /// A token that the server itself might have signed.
  private static String ours(JWTClaimsSet claims) throws JOSEException {
    var key = server.of(SigningKeys.class).signing().toRSAKey();
    return signed(rs256(), claims, new RSASSASigner(key));
  }

  @Test
  void tokensThatWeHaveNotSignedAreRefused() throws Exception {
    assertThat(me(ours(claims))).isEqualTo(200);
    assertThat(me(new PlainJWT(claims).serialize())).isEqualTo(401);
    var parts = victim.access().split("\\.", -1);
    assertThat(me(parts[0] + "." + parts[1] + ".")).isEqualTo(401);
    var stranger = new RSAKeyGenerator(2048).keyID(rs256().getKeyID()).generate();
    assertThat(me(signed(rs256(), claims, new RSASSASigner(stranger)))).isEqualTo(401);
    assertThat(me("a.b.c")).isEqualTo(401);
  }

  @Test
  void theKeyThatATokenNamesIsTheOneThatSignedIt() throws Exception {
    var key = server.of(SigningKeys.class).signing().toRSAKey();
    for (var kid : new String[] {"another", "../../etc/passwd", "' or 1 = 1 --"}) {
      var header =
          new JWSHeader.Builder(JWSAlgorithm.RS256)
              .type(new JOSEObjectType("at+jwt"))
              .keyID(kid)
              .build();
      assertThat(me(signed(header, claims, new RSASSASigner(key)))).as(kid).isEqualTo(401);
    }
  }

  /// A token that brings the key it is signed with, or says where to get it, is not believed.
  @Test
  void aTokenDoesNotBringItsOwnKey() throws Exception {
    var own = new RSAKeyGenerator(2048).keyID("own").generate();
    var brought =
        new JWSHeader.Builder(JWSAlgorithm.RS256)
            .type(new JOSEObjectType("at+jwt"))
            .jwk(own.toPublicJWK())
            .jwkURL(java.net.URI.create(server.url() + "/keys"))
            .keyID("own")
            .build();

    assertThat(me(signed(brought, claims, new RSASSASigner(own)))).isEqualTo(401);
  }

  @Test
  void whoIsDeletedIsNobodyAndSoIsTheirRefreshToken() {
    var leaver = TestAccount.fresh(server, "leaver");
    assertThat(me(leaver.access())).isEqualTo(200);
    leaver.send("DELETE", "/api/v1/me", "{\"password\":\"" + TestAccount.PASSWORD + "\"}");

    assertThat(me(leaver.access())).isEqualTo(401);
    assertThat(
            TestAccount.send(
                    server,
                    "POST",
                    "/api/v1/auth/refresh",
                    "{\"refreshToken\":\"" + leaver.refresh() + "\"}")
                .status())
        .isEqualTo(401);
  }

  @Test
  void ourPublicKeyIsNoSecretToSignWith() throws Exception {
    var published = server.send(server.stranger("/.well-known/jwks.json"));
    RSAKey key = JWKSet.parse(published.body()).getKeys().getFirst().toRSAKey();
    assertThat(key.isPrivate()).isFalse();
    var hs256 =
        new JWSHeader.Builder(JWSAlgorithm.HS256)
            .type(new JOSEObjectType("at+jwt"))
            .keyID(key.getKeyID())
            .build();
    var secret = key.toRSAPublicKey().getEncoded();

    assertThat(me(signed(hs256, claims, new MACSigner(secret)))).isEqualTo(401);
  }

  @Test
  void timesIssuerTypeAndSubjectAreLookedAt() throws Exception {
    var now = Instant.now();
    assertThat(me(ours(with("exp", now.minusSeconds(60))))).isEqualTo(401);
    assertThat(me(ours(with("nbf", now.plusSeconds(60))))).isEqualTo(401);
    assertThat(me(ours(new JWTClaimsSet.Builder(claims).issuer("elsewhere").build())))
        .isEqualTo(401);
    assertThat(me(ours(new JWTClaimsSet.Builder(claims).audience("elsewhere").build())))
        .isEqualTo(401);
    assertThat(me(ours(new JWTClaimsSet.Builder(claims).audience((String) null).build())))
        .isEqualTo(401);
    assertThat(me(ours(new JWTClaimsSet.Builder(claims).subject("4711").build()))).isEqualTo(401);
    assertThat(me(ours(new JWTClaimsSet.Builder(claims).claim("sid", "no-uuid").build())))
        .isEqualTo(401);
    assertThat(me(ours(new JWTClaimsSet.Builder(claims).claim("sid", null).build())))
        .isEqualTo(401);
    var plainType =
        new JWSHeader.Builder(JWSAlgorithm.RS256)
            .type(JOSEObjectType.JWT)
            .keyID(rs256().getKeyID())
            .build();
    var key = server.of(SigningKeys.class).signing().toRSAKey();
    assertThat(me(signed(plainType, claims, new RSASSASigner(key)))).isEqualTo(401);
  }

  private static JWTClaimsSet with(String claim, Instant time) {
    return new JWTClaimsSet.Builder(claims).claim(claim, Date.from(time)).build();
  }

  @Test
  void aTokenThatWasGoodAMomentAgoRunsOut() throws Exception {
    var brief = ours(with("exp", Instant.now().plusSeconds(1)));
    assertThat(me(brief)).isEqualTo(200);
    Thread.sleep(Duration.ofSeconds(7)); // clocks may differ by 5 s

    assertThat(me(brief)).isEqualTo(401);
  }

  @Test
  void aTokenSaysNothingOfWhatOneMay() throws Exception {
    var more =
        new JWTClaimsSet.Builder(claims).claim("role", "admin").claim("scope", "jobs:manage");
    var answer =
        TestAccount.send(
            server, "GET", "/api/v1/jobs", null, "Authorization", "Bearer " + ours(more.build()));

    assertThat(answer.status()).isEqualTo(403);
  }

  @Test
  void aBrowsersCookiesAreOutOfReachAndChangeNothingByThemselves() {
    var cookies = cookies("cookie_monster");
    var set = String.join("\n", cookies.headers().allValues("Set-Cookie"));
    assertThat(set.lines().filter(line -> line.startsWith("tastemaker-")))
        .hasSize(2)
        .allMatch(line -> line.contains("HttpOnly") && line.contains("SameSite=Strict"));
    assertThat(cookies.body()).isEqualTo("{\"expiresIn\":600}");
    server.put("/api/v1/items/test:heat", "{\"kind\":\"movie\",\"title\":\"Heat\"}");
    var jar = jar(cookies);
    var csrf = value(cookies, "XSRF-TOKEN");

    assertThat(rate(jar).status()).isEqualTo(403);
    assertThat(rate(jar, "X-XSRF-TOKEN", "guessed").status()).isEqualTo(403);
    assertThat(
            rate(jar.replaceAll("XSRF-TOKEN=[^;]*", "XSRF-TOKEN=x"), "X-XSRF-TOKEN", csrf).status())
        .isEqualTo(403);
    assertThat(rate(jar, "X-XSRF-TOKEN", csrf).status()).isEqualTo(201);
    assertThat(TestAccount.send(server, "GET", "/api/v1/me", null, "Cookie", jar).status())
        .isEqualTo(200);
  }

  private static Answer cookies(String username) {
    TestAccount.fresh(server, username);
    return TestAccount.send(
        server,
        "POST",
        "/api/token/",
        "{\"username\":\"%s\",\"password\":\"%s\"}".formatted(username, TestAccount.PASSWORD));
  }

  private static Answer rate(String jar, String... headers) {
    var all = new java.util.ArrayList<>(List.of("Cookie", jar));
    all.addAll(List.of(headers));
    return TestAccount.send(
        server,
        "PUT",
        "/api/v1/items/test:heat/rating",
        "{\"stars\":3}",
        all.toArray(String[]::new));
  }

  private static String jar(Answer answer) {
    return String.join(
        "; ",
        answer.headers().allValues("Set-Cookie").stream()
            .map(cookie -> cookie.substring(0, cookie.indexOf(';')))
            .toList());
  }

  private static String value(Answer answer, String name) {
    return answer.headers().allValues("Set-Cookie").stream()
        .filter(cookie -> cookie.startsWith(name + "="))
        .map(cookie -> cookie.substring(name.length() + 1, cookie.indexOf(';')))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void cookiesAreRefreshedAndTakenAway() {
    var first = cookies("biscuit");
    var jar = jar(first);
    var csrf = value(first, "XSRF-TOKEN");

    assertThat(
            TestAccount.send(server, "POST", "/api/token/refresh/", null, "Cookie", jar).status())
        .isEqualTo(403);
    var second =
        TestAccount.send(
            server, "POST", "/api/token/refresh/", null, "Cookie", jar, "X-XSRF-TOKEN", csrf);
    assertThat(second.status()).as(second.body()).isEqualTo(200);
    assertThat(value(second, "tastemaker-refresh"))
        .isNotEqualTo(value(first, "tastemaker-refresh"));
    var out =
        TestAccount.send(
            server,
            "POST",
            "/api/v1/auth/logout",
            null,
            "Cookie",
            jar(second),
            "X-XSRF-TOKEN",
            value(second, "XSRF-TOKEN"));
    assertThat(out.status()).isEqualTo(204);
    assertThat(value(out, "tastemaker-access")).isEmpty();
    assertThat(TestAccount.send(server, "GET", "/api/v1/me", null, "Cookie", jar(second)).status())
        .isEqualTo(401);
  }

  @Test
  void ofTwoWhoRefreshAtOnceOneIsTheThief() throws Exception {
    var racer = TestAccount.fresh(server, "racer");
    Callable<Integer> refresh =
        () ->
            TestAccount.send(
                    server,
                    "POST",
                    "/api/v1/auth/refresh",
                    "{\"refreshToken\":\"" + racer.refresh() + "\"}")
                .status();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var statuses =
          threads.invokeAll(List.of(refresh, refresh)).stream()
              .map(java.util.concurrent.Future::resultNow)
              .toList();
      assertThat(statuses).containsExactlyInAnyOrder(200, 401);
    }
    assertThat(racer.get("/api/v1/me").status()).isEqualTo(401);
  }
}
