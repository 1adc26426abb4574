package org.tastemaker.server.linking;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/// A provider that behaves as MyAnimeList or GitHub document it: it checks the verifier, who asks
/// and where to, and takes a code once. Whoever comes is signed in there and consents.
public final class ScriptedProvider implements AutoCloseable {
  static final String CLIENT = "tastemaker-client";
  static final String SECRET = "a-secret-between-us";

  /// What goes wrong.
  public enum Trouble {
    NONE,
    SAYS_NO,
    FAILS_TO_AUTHORIZE,
    SENDS_NO_CODE,
    REFUSES_CODE,
    TOKEN_SERVER_FAILS,
    TOKEN_NEVER_COMES,
    TOKEN_IS_NO_JSON,
    PROFILE_IS_REFUSED,
    PROFILE_WITHOUT_ID,
    PROFILE_NEVER_COMES
  }

  private enum Manner {
    MY_ANIME_LIST,
    GIT_HUB
  }

  private record Asked(String challenge, String method, String redirect) {}

  private final Manner manner;
  private final HttpServer server;
  private final Map<String, Asked> codes = new ConcurrentHashMap<>();
  private final Map<String, String> profiles = new ConcurrentHashMap<>();
  private final List<Map<String, String>> authorizations =
      Collections.synchronizedList(new ArrayList<>());
  private final CountDownLatch closing = new CountDownLatch(1);
  private final Set<String> revoked = ConcurrentHashMap.newKeySet();
  private volatile String profile = "{}";
  private volatile String emails = "[]";
  private volatile Trouble trouble = Trouble.NONE;

  private ScriptedProvider(Manner manner) {
    this.manner = manner;
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext("/authorize", this::authorize);
    server.createContext("/token", this::token);
    server.createContext("/profile", this::profile);
    server.createContext("/revoke", this::revoke);
    server.createContext("/.well-known/openid-configuration", this::impostor);
    server.createContext("/emails", exchange -> answer(exchange, 200, emails));
    server.start();
  }

  public static ScriptedProvider myAnimeList() {
    return new ScriptedProvider(Manner.MY_ANIME_LIST);
  }

  public static ScriptedProvider gitHub() {
    return new ScriptedProvider(Manner.GIT_HUB);
  }

  /// The settings by which a server knows it under that name.
  public Map<String, Object> settings(String name) {
    var prefix = "tastemaker.linking.providers." + name + ".";
    var settings =
        new HashMap<String, Object>(
            Map.of(
                prefix + "client-id", CLIENT,
                prefix + "client-secret", SECRET,
                prefix + "authorize-uri", url("/authorize"),
                prefix + "token-uri", url("/token"),
                prefix + "profile-uri", url("/profile"),
                prefix + "revoke-uri", url("/revoke")));
    if (manner == Manner.GIT_HUB) {
      settings.put(prefix + "emails-uri", url("/emails"));
    }
    return settings;
  }

  /// An OpenID Connect issuer that takes itself for another.
  String issuer() {
    return url("");
  }

  private void impostor(HttpExchange exchange) throws IOException {
    answer(
        exchange,
        200,
        """
        {"issuer":"https://accounts.example.org","authorization_endpoint":"%1$s","token_endpoint":"%1$s",
         "jwks_uri":"%1$s","subject_types_supported":["public"],"response_types_supported":["code"]}
        """
            .formatted(url("/authorize")));
  }

  private String url(String path) {
    return "http://127.0.0.1:" + server.getAddress().getPort() + path;
  }

  /// Who is signed in there from now on, as its profile says it.
  public void isVisitedBy(String json) {
    profile = json;
  }

  void knowsEmails(String json) {
    emails = json;
  }

  public void hasTrouble(Trouble now) {
    trouble = now;
  }

  /// The parameters of the last request to authorize.
  Map<String, String> lastAuthorization() {
    return authorizations.getLast();
  }

  private void authorize(HttpExchange exchange) throws IOException {
    var query = parameters(Objects.requireNonNullElse(exchange.getRequestURI().getRawQuery(), ""));
    authorizations.add(query);
    var complaint = complaint(query);
    if (complaint != null) {
      answer(
          exchange, 400, "{\"error\":\"invalid_request\",\"message\":\"%s\"}".formatted(complaint));
      return;
    }
    var back = query.get("redirect_uri") + "?state=" + encoded(query.get("state"));
    switch (trouble) {
      case SAYS_NO -> redirect(exchange, back + "&error=access_denied&message=The+user+said+no");
      case FAILS_TO_AUTHORIZE ->
          redirect(exchange, back + "&error=server_error&error_description=%3Cscript%3E");
      case SENDS_NO_CODE -> redirect(exchange, back);
      default -> {
        var code = "def50200" + UUID.randomUUID().toString().replace("-", "");
        codes.put(
            code,
            new Asked(
                query.getOrDefault("code_challenge", ""),
                query.getOrDefault("code_challenge_method", "plain"),
                query.getOrDefault("redirect_uri", "")));
        profiles.put(code, profile);
        redirect(exchange, back + "&code=" + code);
      }
    }
  }

  private @Nullable String complaint(Map<String, String> query) {
    if (!CLIENT.equals(query.get("client_id")) || !"code".equals(query.get("response_type"))) {
      return "client or response type";
    }
    var challenge = query.getOrDefault("code_challenge", "");
    if (!challenge.matches("[A-Za-z0-9._~-]{43,128}")) {
      return "code challenge";
    }
    boolean plain = "plain".equals(query.getOrDefault("code_challenge_method", "plain"));
    return manner == Manner.MY_ANIME_LIST && !plain ? "only plain is supported" : null;
  }

  private void token(HttpExchange exchange) throws IOException {
    var body =
        parameters(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
    switch (trouble) {
      case TOKEN_SERVER_FAILS -> answer(exchange, 502, "<html>bad gateway</html>");
      case TOKEN_NEVER_COMES -> never(exchange);
      case TOKEN_IS_NO_JSON -> answer(exchange, 200, "<html>welcome</html>");
      default -> token(exchange, body);
    }
  }

  private void token(HttpExchange exchange, Map<String, String> body) throws IOException {
    var code = body.getOrDefault("code", "");
    var asked = codes.remove(code);
    boolean good =
        asked != null
            && trouble != Trouble.REFUSES_CODE
            && "authorization_code".equals(body.get("grant_type"))
            && isClient(exchange, body)
            && asked.redirect().equals(body.get("redirect_uri"))
            && fits(asked, body.getOrDefault("code_verifier", ""));
    if (!good) {
      // GitHub answers errors with 200.
      answer(
          exchange,
          manner == Manner.GIT_HUB ? 200 : 400,
          "{\"error\":\"invalid_grant\",\"error_description\":\"<b>no</b>\",\"message\":\"no\"}");
      return;
    }
    answer(
        exchange,
        200,
        manner == Manner.GIT_HUB
            ? "{\"access_token\":\"gho_%s\",\"scope\":\"read:user,user:email\",\"token_type\":\"bearer\"}"
                .formatted(code)
            : "{\"token_type\":\"Bearer\",\"expires_in\":2678400,\"access_token\":\"mal-%s\",\"refresh_token\":\"again-%s\"}"
                .formatted(code, code));
  }

  /// As RFC 7009 has it.
  private void revoke(HttpExchange exchange) throws IOException {
    var body =
        parameters(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
    boolean good = "POST".equals(exchange.getRequestMethod()) && isClient(exchange, body);
    if (good && trouble != Trouble.TOKEN_SERVER_FAILS) {
      revoked.add(body.getOrDefault("token_type_hint", "") + " " + body.get("token"));
    }
    answer(exchange, trouble == Trouble.TOKEN_SERVER_FAILS ? 503 : good ? 200 : 401, "{}");
  }

  /// Which tokens were taken back: their type and text.
  Set<String> revoked() {
    return revoked;
  }

  /// MyAnimeList is sent id and secret in the body here, GitHub in the header.
  private boolean isClient(HttpExchange exchange, Map<String, String> body) {
    if (manner == Manner.MY_ANIME_LIST) {
      return CLIENT.equals(body.get("client_id")) && SECRET.equals(body.get("client_secret"));
    }
    var expected =
        "Basic "
            + Base64.getEncoder()
                .encodeToString((CLIENT + ":" + SECRET).getBytes(StandardCharsets.UTF_8));
    return expected.equals(exchange.getRequestHeaders().getFirst("Authorization"));
  }

  private static boolean fits(Asked asked, String verifier) {
    return asked.challenge().equals("plain".equals(asked.method()) ? verifier : s256(verifier));
  }

  static String s256(String text) {
    try {
      var hash =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.US_ASCII));
      return Base64.getUrlEncoder().withoutPadding().encodeToString(hash);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private void profile(HttpExchange exchange) throws IOException {
    var bearer =
        Objects.requireNonNullElse(exchange.getRequestHeaders().getFirst("Authorization"), "");
    var found = profiles.get(bearer.replaceAll("^Bearer (mal-|gho_)", ""));
    switch (trouble) {
      case PROFILE_NEVER_COMES -> never(exchange);
      case PROFILE_WITHOUT_ID -> answer(exchange, 200, "{\"name\":\"nobody\"}");
      case PROFILE_IS_REFUSED -> answer(exchange, 401, "{\"error\":\"invalid_token\"}");
      default -> {
        if (found == null) {
          answer(exchange, 401, "{\"error\":\"invalid_token\"}");
        } else {
          answer(exchange, 200, found);
        }
      }
    }
  }

  private void never(HttpExchange exchange) {
    try {
      closing.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    exchange.close();
  }

  private static void redirect(HttpExchange exchange, String location) throws IOException {
    exchange.getResponseHeaders().add("Location", URI.create(location).toString());
    exchange.sendResponseHeaders(302, -1);
    exchange.close();
  }

  private static void answer(HttpExchange exchange, int status, String body) throws IOException {
    var bytes = body.getBytes(StandardCharsets.UTF_8);
    exchange
        .getResponseHeaders()
        .add("Content-Type", body.startsWith("<") ? "text/html" : "application/json");
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  static Map<String, String> parameters(String text) {
    var parameters = new HashMap<String, String>();
    for (var pair : List.of(text.split("&", -1))) {
      int equals = pair.indexOf('=');
      if (equals > 0) {
        parameters.put(decoded(pair.substring(0, equals)), decoded(pair.substring(equals + 1)));
      }
    }
    return parameters;
  }

  private static String decoded(String text) {
    return URLDecoder.decode(text, StandardCharsets.UTF_8);
  }

  private static String encoded(@Nullable String text) {
    return URLEncoder.encode(String.valueOf(text), StandardCharsets.UTF_8);
  }

  @Override
  public void close() {
    closing.countDown();
    server.stop(0);
  }
}
