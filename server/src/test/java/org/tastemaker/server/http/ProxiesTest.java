package org.tastemaker.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.tastemaker.server.cli.TestServer;
import tools.jackson.databind.JsonNode;

/// Who says for whom they ask, and who is believed.
final class ProxiesTest {

  @Test
  void nobodyIsBelievedUnlessNamed() {
    try (var server = server(Map.of())) {
      var seen =
          seen(
              server,
              "X-Forwarded-For",
              "203.0.113.9",
              "X-Forwarded-Proto",
              "https",
              "Forwarded",
              "for=203.0.113.9");

      assertThat(seen.path("address").asString()).isEqualTo("127.0.0.1");
      assertThat(seen.path("url").asString()).startsWith("http://localhost:");
    }
  }

  @Test
  void theRightMostAddressThatIsNoProxyOfOursIsTheClients() {
    try (var server = server(Map.of("tastemaker.http.trusted-proxies", "127.0.0.1,10.0.0.0/8"))) {
      assertThat(address(server, "X-Forwarded-For", "203.0.113.9")).isEqualTo("203.0.113.9");
      // what stands left of the client's address, the client has written
      assertThat(address(server, "X-Forwarded-For", "127.0.0.1, 198.51.100.7, 203.0.113.9"))
          .isEqualTo("203.0.113.9");
      assertThat(
              address(server, "X-Forwarded-For", "198.51.100.7, 203.0.113.9, 10.1.2.3, 10.9.9.9"))
          .isEqualTo("203.0.113.9");
      assertThat(
              address(server, "X-Forwarded-For", "198.51.100.7", "X-Forwarded-For", "203.0.113.9"))
          .isEqualTo("203.0.113.9");
      assertThat(address(server, "X-Forwarded-For", "203.0.113.9:51234")).isEqualTo("203.0.113.9");
      assertThat(address(server, "X-Forwarded-For", "[2001:db8::7]:51234"))
          .isEqualTo("2001:db8:0:0:0:0:0:7");
      assertThat(address(server, "X-Forwarded-For", "::ffff:203.0.113.9")).isEqualTo("203.0.113.9");
      assertThat(address(server, "X-Forwarded-For", "11.0.0.1, 10.0.0.1")).isEqualTo("11.0.0.1");
    }
  }

  @Test
  void whatIsNoAddressIsNotTakenForOne() {
    try (var server = server(Map.of("tastemaker.http.trusted-proxies", "127.0.0.1"))) {
      for (var wrong :
          new String[] {
            "unknown", "localhost", "<script>", "1.2.3", "", "256.1.1.1", "[", "a, b"
          }) {
        assertThat(address(server, "X-Forwarded-For", wrong)).as(wrong).isEqualTo("127.0.0.1");
      }
    }
  }

  @Test
  void schemeAndHostAreTheProxysLastWord() {
    try (var server = server(Map.of("tastemaker.http.trusted-proxies", "127.0.0.0/8"))) {
      var seen =
          seen(
              server,
              "X-Forwarded-For",
              "203.0.113.9",
              "X-Forwarded-Proto",
              "http, https",
              "X-Forwarded-Host",
              "evil.example, tastes.example");
      assertThat(seen.path("url").asString()).isEqualTo("https://tastes.example/trial/origin");
      assertThat(seen.path("noted").asString()).isEqualTo("203.0.113.9");

      var odd =
          seen(
              server, "X-Forwarded-Proto", "javascript", "X-Forwarded-Host", "evil.example/path@x");
      assertThat(odd.path("url").asString()).startsWith("http://localhost:");
      assertThat(seen(server, "X-Forwarded-Host", "tastes.example:8443").path("url").asString())
          .isEqualTo("http://tastes.example:8443/trial/origin");
    }
  }

  @Test
  void theStandardHeaderIsReadInPlaceOfTheOthersWhereTheSettingsSaySo() {
    try (var server =
        server(
            Map.of(
                "tastemaker.http.trusted-proxies", "127.0.0.1,2001:db8:cafe::/48",
                "tastemaker.http.forwarded-header", "forwarded"))) {
      var seen =
          seen(
              server,
              "Forwarded",
              "for=198.51.100.7;proto=http, for=\"203.0.113.9:99\";host=\"a.example\", FOR=\"[2001:db8:cafe::17]:4711\";proto=https;host=tastes.example",
              "X-Forwarded-For",
              "192.0.2.66",
              "X-Forwarded-Host",
              "evil.example");

      assertThat(seen.path("address").asString()).isEqualTo("203.0.113.9");
      assertThat(seen.path("url").asString()).isEqualTo("https://tastes.example/trial/origin");
      assertThat(address(server, "Forwarded", "for=\"a, for=203.0.113.9\"")).isEqualTo("127.0.0.1");
    }
  }

  @Test
  void redirectsNameNoHost() {
    try (var server = server(Map.of())) {
      var answer = server.get("/trial/redirect");

      assertThat(answer.status()).isEqualTo(302);
      assertThat(answer.header("Location")).isEqualTo("/trial/elsewhere");
    }
  }

  @Test
  void aSpoofedHostMakesNoRedirect() throws Exception {
    try (var server = server(Map.of());
        var client = new RawClient(server.url())) {
      var answer =
          client
              .send(
                  "GET /trial/redirect HTTP/1.1\r\nHost: evil.example\r\nX-API-Key: %s\r\nConnection: close\r\n\r\n"
                      .formatted(server.apiKey()))
              .rest();

      assertThat(answer).contains("302").doesNotContain("evil.example");
    }
  }

  private static TestServer server(Map<String, Object> settings) {
    var all = new java.util.HashMap<String, Object>(settings);
    all.put("spring.profiles.active", "trial-routes");
    return TestServer.start(all);
  }

  private static String address(TestServer server, String... headers) {
    return seen(server, headers).path("address").asString();
  }

  private static JsonNode seen(TestServer server, String... headers) {
    var answer = server.send(server.request("/trial/origin").headers(headers).GET());
    assertThat(answer.status()).isEqualTo(200);
    return answer.json();
  }
}
