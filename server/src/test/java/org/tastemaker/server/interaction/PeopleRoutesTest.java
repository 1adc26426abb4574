package org.tastemaker.server.interaction;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.tastemaker.server.catalogue.Catalogue;
import org.tastemaker.server.catalogue.ItemDraft;
import org.tastemaker.server.catalogue.ItemEntry;
import org.tastemaker.server.catalogue.Kind;
import org.tastemaker.server.cli.TestServer;
import org.tastemaker.server.id.SourceKey;

/// The people and the kinds that a page offers to choose from.
class PeopleRoutesTest {
  private static TestServer server;

  @BeforeAll
  static void start() {
    server = TestServer.start();
    var people = server.of(People.class);
    var ids =
        people.ensure(
            List.of(
                new SourceKey("shop", "ann-1"),
                new SourceKey("shop", "100%"),
                new SourceKey("shop", "bob")));
    people.name(Map.of(ids[2], "Bob Marsh (synthetic)"));
    var items =
        server
            .of(Catalogue.class)
            .ensure(
                List.of(
                    new ItemEntry(new SourceKey("shop", "heat"), ItemDraft.of(Kind.MOVIE, "Heat")),
                    new ItemEntry(new SourceKey("shop", "dune"), ItemDraft.of(Kind.BOOK, "Dune"))),
                null)
            .items();
    server.of(Ratings.class).rate(ids[2], items[0], Stars.of(4), null, null);
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @Test
  void everybodyIsListedPeopleWithNamesFirst() {
    assertThat(keys("")).containsExactly("shop:bob", "shop:ann-1", "shop:100%");
  }

  @Test
  void aPersonShowsNameKeyAndRatings() {
    var bob = server.get("/api/v1/people?query=marsh").json().path("items").get(0);

    assertThat(bob.path("name").asString()).isEqualTo("Bob Marsh (synthetic)");
    assertThat(bob.path("key").asString()).isEqualTo("shop:bob");
    assertThat(bob.path("ratings").asInt()).isEqualTo(1);
  }

  @Test
  void peopleAreFoundByOutsideId() {
    assertThat(keys("?query=ann")).containsExactly("shop:ann-1");
    assertThat(keys("?query=shop:100%25")).containsExactly("shop:100%");
    assertThat(keys("?query=%25")).isEmpty();
  }

  @Test
  void theLimitHolds() {
    assertThat(keys("?limit=2")).hasSize(2);
    assertThat(server.get("/api/v1/people?limit=0").status()).isEqualTo(400);
    assertThat(server.get("/api/v1/people?name=x").status()).isEqualTo(400);
  }

  @Test
  void kindsAreCounted() {
    assertThat(server.get("/api/v1/kinds").body())
        .isEqualTo(
            "{\"items\":[{\"kind\":\"book\",\"items\":1},{\"kind\":\"movie\",\"items\":1}]}");
  }

  private static List<String> keys(String query) {
    var keys = new ArrayList<String>();
    for (var person : server.get("/api/v1/people" + query).json().path("items")) {
      keys.add(person.path("key").asString());
    }
    return keys;
  }
}
