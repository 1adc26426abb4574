package org.tastemaker.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import org.tastemaker.server.json.Json;
import org.tastemaker.server.redis.TestRedis;
import org.tastemaker.server.sql.TestDatabase;
import tools.jackson.databind.JsonNode;

/// Two servers as production runs them, with one database, one Redis, and the secrets in files;
/// before them the Nginx that ships with us.
@TestMethodOrder(OrderAnnotation.class)
final class TwoNodesTest {
  private static final String OPERATOR_KEY = "the-same-key-on-every-node";
  private static final String PASSWORD = "plum-tree-in-may";

  @TempDir private static Path folder;
  private static TestDatabase database;
  private static TestRedis redis;
  private static ServerProcess one;
  private static ServerProcess two;
  private static NginxProcess nginx;
  private static HttpClient client;

  @BeforeAll
  static void start() throws Exception {
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
    database = TestDatabase.fresh();
    redis = TestRedis.start();
    one = node("one");
    two = node("two");
    nginx = NginxProcess.start(folder, place(one) + " " + place(two));
    client =
        HttpClient.newBuilder()
            .sslContext(nginx.trust())
            .localAddress(InetAddress.ofLiteral("127.0.0.77"))
            .build();
    signUp("ann_b");
  }

  /// With the settings of the composed API, but for the places of what they name.
  private static ServerProcess node(String name) throws Exception {
    var address = database.address();
    var environment = ComposeFile.named("compose.yaml").environment("api");
    environment.put("TASTEMAKER_PORT", "");
    environment.put("TASTEMAKER_ADDRESS", "127.0.0.1");
    environment.put("TASTEMAKER_DATABASE_URL", address.uri());
    environment.put("TASTEMAKER_DATABASE_PASSWORD_FILE", secret("password", address.password()));
    environment.put(
        "TASTEMAKER_ACCOUNT_SECRET_FILE", secret("account", "a secret of both nodes, long enough"));
    environment.put("TASTEMAKER_OPERATOR_KEY_FILE", secret("operator", OPERATOR_KEY));
    environment.put(
        "TASTEMAKER_SECRETS_FILE",
        secret("settings.json", "{\"tastemaker.redis.prefix\": \"two\"}"));
    environment.put("TASTEMAKER_REDIS_URL", redis.url());
    environment.put("TASTEMAKER_HTTP_TRUSTEDPROXIES", "127.0.0.1");
    return ServerProcess.start(folder.resolve(name).resolve("data"), environment);
  }

  private static String secret(String name, String content) throws Exception {
    var file = Files.writeString(folder.resolve(name), content + "\n");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    return file.toString();
  }

  private static String place(ServerProcess node) {
    return "127.0.0.1:" + URI.create(node.url()).getPort();
  }

  @AfterAll
  static void stop() {
    client.close();
    nginx.close();
    one.close();
    two.close();
    redis.close();
    database.close();
  }

  private static HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
    return client.send(request.timeout(Duration.ofSeconds(30)).build(), BodyHandlers.ofString());
  }

  private static HttpRequest.Builder get(String url) {
    return HttpRequest.newBuilder(URI.create(url));
  }

  private static HttpRequest.Builder get(String url, String token) {
    return get(url).header("Authorization", "Bearer " + token);
  }

  private static HttpRequest.Builder post(String url, String json) {
    return get(url).header("Content-Type", "application/json").POST(BodyPublishers.ofString(json));
  }

  private static JsonNode json(HttpResponse<String> answer) {
    return Json.mapper().readTree(answer.body());
  }

  private static void signUp(String name) throws Exception {
    var answer =
        send(
            post(
                nginx.url() + "/api/v1/auth/signup",
                "{\"email\":\"%1$s@example.org\",\"username\":\"%1$s\",\"password\":\"%2$s\"}"
                    .formatted(name, PASSWORD)));
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
  }

  private static String signIn(String url, String... headers) throws Exception {
    var request =
        post(
            url + "/api/v1/auth/login",
            "{\"login\":\"ann_b\",\"password\":\"%s\"}".formatted(PASSWORD));
    var answer = send(headers.length == 0 ? request : request.headers(headers));
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return json(answer).path("accessToken").asString();
  }

  @Test
  void aSignInThroughOneNodeCountsOnTheOther() throws Exception {
    for (var token : new String[] {signIn(one.url()), signIn(two.url()), signIn(nginx.url())}) {
      for (var node : new String[] {one.url(), two.url(), nginx.url()}) {
        var me = send(get(node + "/api/v1/me", token));
        assertThat(me.statusCode()).as(me.body()).isEqualTo(200);
        assertThat(me.body()).contains("ann_b");
      }
    }
  }

  @Test
  void aRefreshTokenOfOneNodeIsTakenByTheOtherOnce() throws Exception {
    var signedIn =
        json(
            send(
                post(
                    one.url() + "/api/v1/auth/login",
                    "{\"login\":\"ann_b\",\"password\":\"%s\"}".formatted(PASSWORD))));
    var body = "{\"refreshToken\":\"%s\"}".formatted(signedIn.path("refreshToken").asString());
    assertThat(send(post(two.url() + "/api/v1/auth/refresh", body)).statusCode()).isEqualTo(200);
    assertThat(send(post(one.url() + "/api/v1/auth/refresh", body)).statusCode()).isEqualTo(401);
  }

  @Test
  void aRevokedSessionIsOverOnBothAtOnce() throws Exception {
    var ended = signIn(one.url());
    var own = signIn(two.url());
    assertThat(send(get(two.url() + "/api/v1/me", ended)).statusCode()).isEqualTo(200);
    var sessions = json(send(get(one.url() + "/api/v1/me/sessions", ended))).path("sessions");
    var id = "";
    for (var each : sessions) {
      id = each.path("current").asBoolean() ? each.path("session").path("id").asString() : id;
    }
    var revoked = send(get(one.url() + "/api/v1/me/sessions/" + id, own).DELETE());
    assertThat(revoked.statusCode()).as(revoked.body()).isBetween(200, 204);
    assertThat(send(get(one.url() + "/api/v1/me", ended)).statusCode()).isEqualTo(401);
    var end = Instant.now().plusSeconds(2); // what two has heard of by then it heard at once
    int status = 200;
    while (status == 200 && Instant.now().isBefore(end)) {
      status = send(get(two.url() + "/api/v1/me", ended)).statusCode();
    }
    assertThat(status).isEqualTo(401);
    assertThat(send(get(two.url() + "/api/v1/me", own)).statusCode()).isEqualTo(200);
  }

  @Test
  void theOperatorsKeyAndRedisAreThoseOfBoth() throws Exception {
    for (var node : new ServerProcess[] {one, two}) {
      var jobs = get(node.url() + "/api/v1/jobs").header("X-API-Key", OPERATOR_KEY);
      assertThat(send(jobs).statusCode()).isEqualTo(200);
      var ready = awaitReady(node);
      assertThat(ready.statusCode()).as(ready.body()).isEqualTo(200);
      assertThat(ready.body()).contains("{\"name\":\"redis\",\"status\":\"UP\"");
    }
  }

  /// The first question to Redis makes the connection, which takes its time on a busy machine.
  private static HttpResponse<String> awaitReady(ServerProcess node) throws Exception {
    var end = Instant.now().plusSeconds(60);
    var ready = send(get(node.url() + "/api/v1/health/ready"));
    while (ready.statusCode() != 200 && Instant.now().isBefore(end)) {
      TimeUnit.MILLISECONDS.sleep(200);
      ready = send(get(node.url() + "/api/v1/health/ready"));
    }
    return ready;
  }

  @Test
  void aBrowsersSessionIsGoodOnBothAndGoesOverTlsAlone() throws Exception {
    var page = send(get(nginx.url() + "/login"));
    assertThat(page.statusCode()).isEqualTo(200);
    var csrf = Pattern.compile("name=\"_csrf\" value=\"([^\"]+)\"").matcher(page.body());
    assertThat(csrf.find()).isTrue();
    var answer =
        send(
            get(nginx.url() + "/login")
                .header("Content-Type", "application/x-www-form-urlencoded")
                .header("Origin", nginx.url())
                .header("Cookie", cookies(page))
                .POST(
                    BodyPublishers.ofString(
                        "_csrf=%s&next=/&login=ann_b&password=%s"
                            .formatted(csrf.group(1), PASSWORD))));
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(303);
    assertThat(answer.headers().allValues("Set-Cookie"))
        .filteredOn(cookie -> cookie.startsWith("tastemaker-page="))
        .singleElement()
        .asString()
        .contains("; Secure", "; HttpOnly");
    for (var node : new String[] {one.url(), two.url()}) {
      var me = send(get(node + "/api/v1/me").header("Cookie", cookies(answer)));
      assertThat(me.statusCode()).as(me.body()).isEqualTo(200);
    }
  }

  private static String cookies(HttpResponse<String> answer) {
    return String.join(
        "; ",
        answer.headers().allValues("Set-Cookie").stream()
            .map(cookie -> cookie.substring(0, cookie.indexOf(';')))
            .toList());
  }

  @Test
  void plainHttpLeadsToTlsAndOtherNamesNowhere() throws Exception {
    var plain = send(get(nginx.plainUrl() + "/catalog?page=2"));
    assertThat(plain.statusCode()).isEqualTo(301);
    assertThat(plain.headers().firstValue("Location")).hasValue(nginx.url() + "/catalog?page=2");
    assertThat(send(get(nginx.plainUrl() + "/up")).statusCode()).isEqualTo(204);
    try (var old =
        HttpClient.newBuilder().sslContext(nginx.trust()).sslParameters(oldTls()).build()) {
      org.assertj.core.api.Assertions.assertThatThrownBy(
              () -> old.send(get(nginx.url() + "/").build(), BodyHandlers.ofString()))
          .isInstanceOf(java.io.IOException.class);
    }
    assertThat(raw("GET / HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n"))
        .startsWith("HTTP/1.1 421 ");
  }

  private static javax.net.ssl.SSLParameters oldTls() {
    return new javax.net.ssl.SSLParameters(null, new String[] {"TLSv1.1"});
  }

  private static String raw(String request) throws Exception {
    try (var socket = nginx.trust().getSocketFactory().createSocket("localhost", nginx.port())) {
      socket.setSoTimeout(10_000);
      socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  @Test
  void nothingIsUpgraded() throws Exception {
    var answer =
        raw(
            "GET /api/v1/health HTTP/1.1\r\nHost: localhost:%d\r\nConnection: Upgrade, close\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n"
                .formatted(nginx.port()));
    assertThat(answer).startsWith("HTTP/1.1 200 ");
  }

  @Test
  void staticFilesComeFromNginxItself() throws Exception {
    nginx.put("/assets/0123456789abcdef/only-here.css", "body{}");
    var own = send(get(nginx.url() + "/assets/0123456789abcdef/only-here.css"));
    assertThat(own.statusCode()).isEqualTo(200);
    assertThat(own.headers().firstValue("Content-Type")).hasValue("text/css");
    var shipped =
        Pattern.compile("/assets/[0-9a-f]{16}/[a-z-]+\\.css")
            .matcher(send(get(nginx.url() + "/login")).body());
    assertThat(shipped.find()).isTrue();
    var style = send(get(nginx.url() + shipped.group()));
    assertThat(style.statusCode()).isEqualTo(200);
    assertThat(style.headers().firstValue("Cache-Control"))
        .hasValue("public, max-age=31536000, immutable");
    assertThat(style.headers().firstValue("X-Content-Type-Options")).hasValue("nosniff");
    assertThat(style.body()).isEqualTo(send(get(one.url() + shipped.group())).body());
    var older = shipped.group().replaceFirst("[0-9a-f]{16}", "0000000000000000");
    assertThat(send(get(nginx.url() + older)).statusCode()).isEqualTo(200);
    assertThat(upstreamOf(shipped.group())).isEmpty();
    assertThat(upstreamOf(older)).startsWith("127.0.0.1:");
    assertThat(
            raw(
                "GET /assets/../nginx.log HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"))
        .doesNotStartWith("HTTP/1.1 200");
  }

  /// Nginx answers first and writes its log then.
  private static String upstreamOf(String path) throws Exception {
    long deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
    while (true) {
      var line =
          nginx.log().stream()
              .filter(each -> each.contains("\"path\":\"" + path + "\""))
              .reduce((first, last) -> last);
      if (line.isPresent()) {
        return Json.mapper().readTree(line.get()).path("upstream").asString();
      }
      assertThat(System.nanoTime()).as("%s is in the log", path).isLessThan(deadline);
      Thread.sleep(20);
    }
  }

  @Test
  void theClientsAddressArrivesAndNobodyCanMakeOneUp() throws Exception {
    var headers =
        new String[] {
          "X-Forwarded-For", "203.0.113.9",
          "X-Real-IP", "203.0.113.9",
          "Forwarded", "for=203.0.113.9",
          "X-Forwarded-Host", "evil.example",
          "X-Forwarded-Proto", "http"
        };
    assertThat(addressOf(signIn(nginx.url(), headers))).isEqualTo("127.0.0.77");
    assertThat(addressOf(signIn(one.url(), headers))).isEqualTo("127.0.0.77"); // past Nginx
  }

  private static String addressOf(String token) throws Exception {
    for (var each : json(send(get(one.url() + "/api/v1/me/sessions", token))).path("sessions")) {
      if (each.path("current").asBoolean()) {
        return each.path("session").path("address").asString();
      }
    }
    throw new AssertionError("no current session");
  }

  @Test
  void anEventStreamIsNotHeldBack() throws Exception {
    var asked =
        send(
            post(nginx.url() + "/api/v1/jobs", "{\"kind\":\"train\"}")
                .header("X-API-Key", OPERATOR_KEY));
    assertThat(asked.statusCode()).as(asked.body()).isEqualTo(202);
    var job = nginx.url() + "/api/v1/jobs/" + json(asked).path("id").asInt();
    var stream =
        client.send(
            get(job + "/events")
                .header("X-API-Key", OPERATOR_KEY)
                .timeout(Duration.ofSeconds(20))
                .build(),
            BodyHandlers.ofInputStream());
    try (var lines =
        new BufferedReader(new InputStreamReader(stream.body(), StandardCharsets.UTF_8))) {
      // No worker runs, so the job goes on for ever: what comes now has come before its end.
      assertThat(lines.readLine()).isEqualTo("event: job");
      assertThat(lines.readLine()).startsWith("id: ");
      assertThat(lines.readLine()).contains("\"state\":\"queued\"");
      assertThat(send(get(job).header("X-API-Key", OPERATOR_KEY).DELETE()).statusCode())
          .isEqualTo(200);
      assertThat(lines.lines()).anyMatch(line -> line.equals("event: end"));
    }
  }

  @Test
  void largeBodiesAreRefusedByTheApiInItsOwnWords() throws Exception {
    var answer = send(post(nginx.url() + "/api/v1/auth/login", "x".repeat(2_000_000)));
    assertThat(answer.statusCode()).isEqualTo(413);
    assertThat(answer.headers().firstValue("Content-Type").orElse("")).contains("problem+json");
  }

  @Test
  void aCertificateOfLetsEncryptIsTakenUp() throws Exception {
    nginx.challenge("abc", "token.of-the-challenge");
    assertThat(send(get(nginx.plainUrl() + "/.well-known/acme-challenge/abc")).body())
        .isEqualTo("token.of-the-challenge");
    assertThat(nginx.configuration()).contains("self-signed/localhost.crt");
    nginx.renew();
    var end = Instant.now().plusSeconds(20);
    while (!nginx.configuration().contains("fullchain.pem") && Instant.now().isBefore(end)) {
      TimeUnit.MILLISECONDS.sleep(100);
    }
    assertThat(nginx.configuration()).contains("letsencrypt/localhost/fullchain.pem");
    assertThat(send(get(nginx.url() + "/api/v1/health")).statusCode()).isEqualTo(200);
  }

  @Test
  @Order(Integer.MAX_VALUE - 1)
  void requestsGoOnWhenANodeIsKilledAndNoneIsLost() throws Exception {
    var token = signIn(nginx.url());
    one.kill();
    for (int i = 0; i < 30; i++) {
      var answer = send(get(nginx.url() + "/api/v1/me", token));
      assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    }
    signUp("bob_c"); // what changes something finds the other, too
  }

  @Test
  @Order(Integer.MAX_VALUE)
  void withoutAnyNodeNginxSaysWhenToComeBack() throws Exception {
    two.kill();
    var api = send(get(nginx.url() + "/api/v1/items"));
    assertThat(api.statusCode()).isEqualTo(503);
    assertThat(api.headers().firstValue("Retry-After")).hasValue("5");
    assertThat(api.headers().firstValue("Content-Type")).hasValue("application/problem+json");
    assertThat(json(api).path("type").asString()).isEqualTo("/problems/unavailable");
    var page = send(get(nginx.url() + "/login"));
    assertThat(page.statusCode()).isEqualTo(503);
    assertThat(page.body()).contains("Back in a moment");
    assertThat(Map.of("log", String.join("\n", nginx.log())).toString())
        .doesNotContain("page=2"); // no queries: they may hold tokens
  }
}
