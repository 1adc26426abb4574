package org.tastemaker.server.recommendation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import org.junit.jupiter.api.Test;
import org.tastemaker.server.catalogue.Catalogue;
import org.tastemaker.server.catalogue.ItemDraft;
import org.tastemaker.server.catalogue.ItemEntry;
import org.tastemaker.server.catalogue.Kind;
import org.tastemaker.server.cli.TestServer;
import org.tastemaker.server.id.SourceKey;

/// A catalogue that is played and never rated.
class PlayedTracksTest {

  @Test
  void whatIsPlayedMostIsPopularAndWhatNobodyPlaysIsNew() {
    try (var server = TestServer.start()) {
      putTracks(server, "Often", "Seldom", "Never");
      play(server, "Often", 9);
      play(server, "Seldom", 3);
      World.train(server);

      var list = server.get("/api/v1/items/popular?kind=track").json();

      assertThat(World.titles(list)).containsExactly("Often", "Seldom", "Never");
      var sources = new ArrayList<String>();
      list.path("items").forEach(item -> sources.add(item.path("source").asString()));
      assertThat(sources).containsExactly("popular", "popular", "new");
      assertThat(list.path("items").get(0).path("reason").path("text").asString())
          .isEqualTo("in use here, nobody has rated it yet");
    }
  }

  private static void putTracks(TestServer server, String... titles) {
    var entries = new ArrayList<ItemEntry>();
    for (var title : titles) {
      entries.add(new ItemEntry(new SourceKey("test", title), ItemDraft.of(Kind.TRACK, title)));
    }
    server.of(Catalogue.class).ensure(entries, null);
  }

  private static void play(TestServer server, String title, int people) {
    var rows = new ArrayList<String>();
    for (var n = 1; n <= people; n++) {
      rows.add("{\"type\":\"play\",\"user\":\"test:%d\",\"item\":\"test:%s\"}".formatted(n, title));
    }
    var answer =
        server.post(
            "/api/v1/interactions:batch", "{\"interactions\":[" + String.join(",", rows) + "]}");
    assertThat(answer.status()).as(answer.body()).isEqualTo(200);
  }
}
