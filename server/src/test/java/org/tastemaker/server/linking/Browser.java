package org.tastemaker.server.linking;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// A browser as far as it matters on the way through a provider: it keeps cookies and goes where it
/// is sent, one step at a time.
public final class Browser {
  private final HttpClient client = HttpClient.newHttpClient();
  private final Map<String, String> cookies = new TreeMap<>();

  /// Where the answer sends it.
  public String go(String url) {
    var answer = open(url);
    assertThat(answer.statusCode()).as(url + ": " + answer.body()).isEqualTo(302);
    return answer.headers().firstValue("Location").orElseThrow();
  }

  public HttpResponse<String> open(String url) {
    var request = HttpRequest.newBuilder(URI.create(url)).GET();
    if (!cookies.isEmpty()) {
      request.header(
          "Cookie",
          cookies.entrySet().stream()
              .map(one -> one.getKey() + "=" + one.getValue())
              .collect(Collectors.joining("; ")));
    }
    try {
      var answer = client.send(request.build(), BodyHandlers.ofString());
      answer.headers().allValues("Set-Cookie").forEach(this::keep);
      return answer;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private void keep(String cookie) {
    var pair = cookie.substring(0, cookie.indexOf(';'));
    cookies.put(pair.substring(0, pair.indexOf('=')), pair.substring(pair.indexOf('=') + 1));
  }

  /// What an address says behind the question mark.
  public static Map<String, String> query(String url) {
    return ScriptedProvider.parameters(String.valueOf(URI.create(url).getRawQuery()));
  }

  /// The code that a front end is told.
  public static String code(Map<String, String> told) {
    assertThat(told).containsKey("code");
    return String.valueOf(told.get("code"));
  }

  /// Through a provider and back to the front end.
  ///
  /// @param authorize where it begins
  /// @return what the front end is told
  Map<String, String> through(String authorize) {
    return query(go(go(go(authorize))));
  }
}
