package org.tastemaker.server.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.tastemaker.server.cli.TestServer;

final class PastItemRoutesTest {

  @Test
  void itemsAreShownAsTheyWere() throws InterruptedException {
    try (var server = TestServer.start()) {
      var moments = new ArrayList<Instant>(List.of(Instant.now()));
      for (String title : List.of("One", "Two", "Three")) {
        Thread.sleep(5);
        server.put(
            "/api/v1/items/test:it", "{\"kind\":\"book\",\"title\":\"%s\"}".formatted(title));
        Thread.sleep(5);
        moments.add(Instant.now());
      }
      int id = server.get("/api/v1/items/test:it").json().path("id").asInt();
      for (int i = 1; i < moments.size(); i++) {
        var past = server.get("/api/v1/items/" + id + "/as-of?time=" + moments.get(i)).json();
        assertThat(past.path("item").path("title").asString())
            .isEqualTo(List.of("One", "Two", "Three").get(i - 1));
        assertThat(past.path("version").asInt()).isEqualTo(i);
        assertThat(past.path("keys").path(0).asString()).isEqualTo("test:it");
      }
      assertThat(server.delete("/api/v1/items/" + id).status()).isEqualTo(204);
      var gone = "/api/v1/items/" + id + "/as-of?time=";
      assertThat(server.get(gone + Instant.now().plusSeconds(1)).status()).isEqualTo(404);
      assertThat(server.get(gone + moments.getLast()).status()).isEqualTo(200);
      put(server, "It");
      var path = "/api/v1/items/test:it/as-of";
      var early = server.get(path + "?time=" + moments.getFirst());
      assertThat(early.status()).isEqualTo(404);
      assertThat(early.json().path("detail").asString())
          .isEqualTo("There was no item test:it at %s.".formatted(moments.getFirst()));
      assertThat(server.get("/api/v1/items/4711/as-of?time=" + moments.getLast()).status())
          .isEqualTo(404);
      assertThat(server.get(path).status()).isEqualTo(400);
      assertThat(server.get(path + "?time=then").status()).isEqualTo(400);
      var far = server.get(path + "?time=%2B999999-01-01T00:00:00Z");
      assertThat(far.status()).isEqualTo(400);
      assertThat(far.json().path("errors").path(0).path("message").asString())
          .isEqualTo("A time lies in the years 1 to 9999.");
    }
  }

  private static void put(TestServer server, String title) {
    server.put("/api/v1/items/test:it", "{\"kind\":\"book\",\"title\":\"%s\"}".formatted(title));
  }
}
