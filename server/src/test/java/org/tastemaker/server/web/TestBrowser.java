package org.tastemaker.server.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.tastemaker.server.account.Role;
import org.tastemaker.server.account.TestAccount;
import org.tastemaker.server.cli.TestServer;
import org.tastemaker.server.cli.TestServer.Answer;

/// A browser without scripts: keeps cookies, sends forms with the token of the page that it was
/// last on, and follows redirects when it is told to.
///
/// ```java
/// var browser = TestBrowser.signedIn(server, "ann_b");
/// browser.get("/account");
/// browser.post("/logout");
/// ```
public final class TestBrowser {
  private static final Pattern FLASH = Pattern.compile("role=\"status\">([^<]*)<");
  private static final Pattern TOKEN = Pattern.compile("name=\"_csrf\" value=\"([^\"]+)\"");

  private final TestServer server;
  private final Map<String, String> cookies = new TreeMap<>();
  private String csrf = "";

  private TestBrowser(TestServer server) {
    this.server = server;
  }

  /// Of nobody yet.
  public static TestBrowser of(TestServer server) {
    return new TestBrowser(server);
  }

  /// Of somebody who has just signed up and in.
  public static TestBrowser signedIn(TestServer server, String username) {
    return signedIn(server, username, Role.USER);
  }

  static TestBrowser signedIn(TestServer server, String username, Role role) {
    TestAccount.fresh(server, username, role);
    var browser = new TestBrowser(server);
    var answer = browser.signIn(username, TestAccount.PASSWORD);
    assertThat(answer.status()).as(answer.body()).isEqualTo(303);
    return browser;
  }

  public Answer signIn(String login, String password) {
    get("/login");
    return post("/login", "login", login, "password", password);
  }

  /// With name and value pairs of further headers.
  public Answer get(String path, String... headers) {
    return send(server.stranger(path).GET(), headers);
  }

  /// Sends the form of the page that the browser was last on.
  public Answer post(String path, String... fields) {
    return postFrom(List.of(), path, fields);
  }

  /// Likewise, with name and value pairs of further headers.
  public Answer postFrom(List<String> headers, String path, String... fields) {
    var form = new ArrayList<>(List.of(fields));
    form.addAll(List.of("_csrf", csrf));
    return postRaw(headers, path, form);
  }

  /// Sends a form without a token, but for one among the fields.
  public Answer postRaw(List<String> headers, String path, List<String> fields) {
    var body = new StringBuilder();
    for (int i = 0; i < fields.size(); i += 2) {
      body.append(i == 0 ? "" : "&").append(encoded(fields.get(i))).append('=');
      body.append(encoded(fields.get(i + 1)));
    }
    var request =
        server
            .stranger(path)
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(BodyPublishers.ofString(body.toString()));
    return send(request, headers.toArray(String[]::new));
  }

  /// A page that is there, and has one heading.
  Answer page(String path) {
    var answer = get(path);
    assertThat(answer.status()).as(path + answer.body()).isEqualTo(200);
    assertThat(answer.body().split("<h1", -1)).as("one h1 on " + path).hasSize(2);
    return answer;
  }

  /// What the page says that a redirect leads to; nothing where it says nothing.
  String flash(Answer redirect) {
    var said = FLASH.matcher(follow(redirect).body());
    return said.find() ? said.group(1) : "";
  }

  /// The page that a redirect leads to.
  public Answer follow(Answer answer) {
    assertThat(answer.status()).as(answer.body()).isEqualTo(303);
    return get(answer.header("Location"));
  }

  private Answer send(HttpRequest.Builder request, String... headers) {
    request.header("Accept", "text/html,application/xhtml+xml,*/*;q=0.8");
    if (headers.length > 0) {
      request.headers(headers);
    }
    if (!cookies.isEmpty()) {
      var all = cookies.entrySet().stream().map(one -> one.getKey() + "=" + one.getValue());
      request.header("Cookie", String.join("; ", all.toList()));
    }
    var answer = server.send(request);
    answer.headers().allValues("Set-Cookie").forEach(this::keep);
    var token = TOKEN.matcher(answer.body());
    if (token.find()) {
      csrf = token.group(1);
    }
    return answer;
  }

  private void keep(String cookie) {
    var pair = cookie.substring(0, cookie.indexOf(';'));
    var name = pair.substring(0, pair.indexOf('='));
    if (cookie.contains("Max-Age=0")) {
      cookies.remove(name);
    } else {
      cookies.put(name, pair.substring(pair.indexOf('=') + 1));
    }
  }

  /// The cookies by name, to be changed at will.
  public Map<String, String> cookies() {
    return cookies;
  }

  /// The token of the last form that was seen.
  public String csrf() {
    return csrf;
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
