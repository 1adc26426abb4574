package org.tastemaker.server.account;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import org.jspecify.annotations.Nullable;
import org.tastemaker.server.cli.TestServer;
import org.tastemaker.server.cli.TestServer.Answer;

/// Somebody with an account on a test server, signed in by a program.
public final class TestAccount {
  public static final String PASSWORD = "plum-tree-in-may";

  private final TestServer server;
  private final String username;
  private final String access;
  private final String refresh;

  private TestAccount(TestServer server, String username, String access, String refresh) {
    this.server = server;
    this.username = username;
    this.access = access;
    this.refresh = refresh;
  }

  /// Signs up and in.
  public static TestAccount fresh(TestServer server, String username) {
    return fresh(server, username, Role.USER);
  }

  public static TestAccount fresh(TestServer server, String username, Role role) {
    var answer = signUp(server, username + "@example.org", username, PASSWORD);
    assertThat(answer.status()).as(answer.body()).isEqualTo(201);
    var accounts = server.of(Accounts.class);
    accounts.grant(accounts.find(username).orElseThrow().id(), role, "test");
    return signIn(server, username);
  }

  static TestAccount signIn(TestServer server, String username) {
    var answer = login(server, username, PASSWORD);
    assertThat(answer.status()).as(answer.body()).isEqualTo(200);
    return new TestAccount(
        server,
        username,
        answer.json().path("accessToken").asString(),
        answer.json().path("refreshToken").asString());
  }

  static Answer signUp(TestServer server, String email, String username, String password) {
    return send(
        server,
        "POST",
        "/api/v1/auth/signup",
        "{\"email\":\"%s\",\"username\":\"%s\",\"password\":\"%s\"}"
            .formatted(email, username, password));
  }

  static Answer login(TestServer server, String login, String password) {
    return send(
        server,
        "POST",
        "/api/v1/auth/login",
        "{\"login\":\"%s\",\"password\":\"%s\"}".formatted(login, password));
  }

  /// As nobody, with whatever headers.
  public static Answer send(
      TestServer server, String method, String path, @Nullable String body, String... headers) {
    return sendAs(server, "application/json", method, path, body, headers);
  }

  /// Likewise, with a body of another type.
  static Answer sendAs(
      TestServer server,
      String type,
      String method,
      String path,
      @Nullable String body,
      String... headers) {
    HttpRequest.Builder request =
        server
            .stranger(path)
            .method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
    request.header("Content-Type", type);
    return server.send(headers.length == 0 ? request : request.headers(headers));
  }

  public Answer send(String method, String path, @Nullable String body) {
    return send(server, method, path, body, "Authorization", "Bearer " + access);
  }

  public Answer get(String path) {
    return send("GET", path, null);
  }

  int id() {
    return get("/api/v1/me").json().path("id").asInt();
  }

  String username() {
    return username;
  }

  String access() {
    return access;
  }

  String refresh() {
    return refresh;
  }
}
