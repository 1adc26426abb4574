package org.tastemaker.server.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tastemaker.server.cli.TestServer;

final class SignInTest {
  private static TestServer server;

  @BeforeAll
  static void start() {
    server = TestServer.start();
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  private static String cookie() {
    var link = server.of(SignIn.class).link();
    var answer = server.send(server.stranger(link));
    assertThat(answer.status()).isEqualTo(303);
    assertThat(answer.header("Location")).isEqualTo("/");
    var cookie = answer.header("Set-Cookie");
    assertThat(cookie).contains("HttpOnly", "SameSite=Strict", "Path=/");
    assertThat(cookie).doesNotContain(server.apiKey());
    return cookie.substring(0, cookie.indexOf(';'));
  }

  private static HttpRequest.Builder withCookie(String path, String cookie) {
    return server.stranger(path).header("Cookie", cookie);
  }

  @Test
  void aLinkSignsInOnce() {
    var link = server.of(SignIn.class).link();
    assertThat(server.send(server.stranger(link)).status()).isEqualTo(303);
    assertThat(server.send(server.stranger(link)).status()).isEqualTo(401);
    assertThat(server.send(server.stranger("/signin?token=made-up")).status()).isEqualTo(401);
    assertThat(server.send(server.stranger("/signin")).status()).isEqualTo(400);
  }

  @Test
  void theCookieOpensAndAChangedOneDoesNot() {
    var cookie = cookie();
    assertThat(server.send(withCookie("/api/v1/nothing", cookie)).status()).isEqualTo(404);
    assertThat(server.send(withCookie("/api/v1/nothing", cookie + "x")).status()).isEqualTo(401);
    assertThat(server.send(withCookie("/api/v1/nothing", "tastemaker-session=1.2.3")).status())
        .isEqualTo(401);
  }

  @Test
  void withTheCookieOnlyOurOwnPageChangesThings() {
    var cookie = cookie();
    assertThat(post(cookie).status()).isEqualTo(403);
    assertThat(post(cookie, "Sec-Fetch-Site", "same-origin").status()).isEqualTo(201);
    assertThat(post(cookie, "Sec-Fetch-Site", "cross-site").status()).isEqualTo(403);
    assertThat(post(cookie, "Sec-Fetch-Site", "same-site").status()).isEqualTo(403);
    assertThat(post(cookie, "Origin", server.url()).status()).isEqualTo(201);
    assertThat(post(cookie, "Origin", "https://evil.example").status()).isEqualTo(403);
    assertThat(post(cookie, "Origin", "null").status()).isEqualTo(403);
  }

  private static TestServer.Answer post(String cookie, String... headers) {
    var request = withCookie("/api/v1/signin-links", cookie).POST(BodyPublishers.noBody());
    return server.send(headers.length == 0 ? request : request.headers(headers));
  }

  @Test
  void tokensAndSessionsEnd(@TempDir Path folder) {
    var now = new AtomicReference<>(Instant.parse("2026-01-01T00:00:00Z"));
    var signIn = new SignIn(ApiKey.in(folder.resolve("api-key")), now::get);
    var first = tokenOf(signIn.link());
    var second = tokenOf(signIn.link());
    var session = signIn.redeem(first).orElseThrow();
    now.set(now.get().plus(Duration.ofMinutes(16)));
    assertThat(signIn.redeem(second)).isEmpty();
    assertThat(signIn.isSession(session)).isTrue();
    now.set(now.get().plus(Duration.ofDays(8)));
    assertThat(signIn.isSession(session)).isFalse();
    assertThat(signIn.isSession("")).isFalse();
    assertThat(signIn.isSession("..")).isFalse();
  }

  private static String tokenOf(String link) {
    return link.substring(link.indexOf('=') + 1);
  }

  @Test
  void anotherKeyKnowsNoneOfTheSessions(@TempDir Path folder) {
    var here = new SignIn(ApiKey.in(folder.resolve("one")), Instant::now);
    var there = new SignIn(ApiKey.in(folder.resolve("two")), Instant::now);
    var session = here.redeem(tokenOf(here.link())).orElseThrow();
    assertThat(here.isSession(session)).isTrue();
    assertThat(there.isSession(session)).isFalse();
  }

  @Test
  void theKeyIsMadeOnceAndForItsOwnerAlone(@TempDir Path folder) throws Exception {
    var file = folder.resolve("api-key");
    var key = ApiKey.in(file);
    assertThat(ApiKey.in(file).text()).isEqualTo(key.text());
    assertThat(key.text()).hasSizeGreaterThan(30);
    assertThat(key.toString()).doesNotContain(key.text());
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    assertThat(ApiKey.isPrivate(file)).isTrue();
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));
    assertThat(ApiKey.isPrivate(file)).isFalse();
  }

  @Test
  void aGivenKeyIsTheKeyAndStandsInTheFile(@TempDir Path folder) throws Exception {
    var file = folder.resolve("api-key");
    var made = ApiKey.in(file);
    var given = ApiKey.kept(file, "a-key-for-all-the-nodes");
    assertThat(given.matches("a-key-for-all-the-nodes")).isTrue();
    assertThat(given.matches(made.text())).isFalse();
    assertThat(ApiKey.in(file).text()).isEqualTo("a-key-for-all-the-nodes");
    assertThat(ApiKey.isPrivate(file)).isTrue();
    assertThat(new OperatorSettings("a-key-for-all-the-nodes").toString()).doesNotContain("nodes");
    assertThatThrownBy(() -> new OperatorSettings("short")).hasMessageContaining("16 to 200");
  }
}
