package org.tastemaker.browser;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;

/// Where people have an account already, on another port: whoever comes is signed in there, says
/// yes and is sent back. The server's own tests see to providers that are stricter.
final class Provider implements AutoCloseable {
  private final HttpServer server;
  private volatile boolean busy;

  Provider() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.createContext("/authorize", this::authorize);
    server.createContext(
        "/token",
        exchange -> json(exchange, "{\"access_token\":\"one\",\"token_type\":\"Bearer\"}"));
    server.createContext(
        "/profile", exchange -> json(exchange, "{\"id\":4711,\"name\":\"mal_visitor\"}"));
    server.start();
  }

  /// By which a server knows it for MyAnimeList.
  Map<String, String> settings() {
    var prefix = "tastemaker.linking.providers.mal.";
    return Map.of(
        prefix + "client-id", "client",
        prefix + "client-secret", "a-secret-between-us",
        prefix + "authorize-uri", url("/authorize"),
        prefix + "token-uri", url("/token"),
        prefix + "profile-uri", url("/profile"));
  }

  /// Whether browsers get nothing to show from now on, and so stay where they are.
  void isBusy(boolean now) {
    busy = now;
  }

  String url(String path) {
    return "http://127.0.0.1:" + server.getAddress().getPort() + path;
  }

  private void authorize(HttpExchange exchange) throws IOException {
    var query =
        Arrays.stream(exchange.getRequestURI().getRawQuery().split("&"))
            .map(pair -> pair.split("=", 2))
            .collect(Collectors.toMap(pair -> pair[0], pair -> pair[1]));
    if (busy) {
      exchange.sendResponseHeaders(204, -1);
    } else {
      var back = URLDecoder.decode(query.get("redirect_uri"), UTF_8);
      exchange
          .getResponseHeaders()
          .set("Location", back + "?code=good&state=" + query.get("state"));
      exchange.sendResponseHeaders(302, -1);
    }
    exchange.close();
  }

  private static void json(HttpExchange exchange, String text) throws IOException {
    var bytes = text.getBytes(UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    exchange.sendResponseHeaders(200, bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
