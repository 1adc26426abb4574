package org.tastemaker.server.catalogue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.tastemaker.server.event.Event;
import org.tastemaker.server.event.EventLog;
import org.tastemaker.server.id.Reference;
import org.tastemaker.server.id.SourceKey;
import org.tastemaker.server.json.Json;
import org.tastemaker.server.sql.TestDatabase;

class CatalogueTest {

  private static final SourceKey HEAT = new SourceKey("test", "heat");

  private final TestDatabase database = TestDatabase.fresh();
  private final TestCatalogue test = TestCatalogue.on(database);
  private final Catalogue catalogue = test.catalogue();
  private final LiveCatalogue live = test.live();

  @AfterEach
  void close() {
    database.close();
  }

  private static ItemDraft heat() {
    return new ItemDraft(
        Kind.MOVIE,
        "Heat",
        1995,
        List.of("Thriller", "Crime"),
        List.of(new Credit("Michael Mann", "director"), new Credit("Al Pacino", "actor")),
        "en",
        "US",
        "A thief and a policeman.",
        "https://images.example/heat.jpg",
        "Heat",
        List.of(new AlternateTitle("Fuego contra fuego", "es")),
        List.of("heist", "Los Angeles"),
        Map.of("runtimeMinutes", Json.mapper().readTree("170")));
  }

  private List<Event> events() {
    return new EventLog(database.jdbc()).after(0, 100);
  }

  @Test
  void newItemIsCreatedWithItsEventAndShownAtOnce() {
    var result = catalogue.put(HEAT, heat(), null);

    assertThat(result).isEqualTo(new PutResult.Created(1));
    Item item = live.current().item(1);
    assertThat(item.title()).isEqualTo("Heat");
    assertThat(item.genres()).containsExactly("Crime", "Thriller");
    assertThat(item.people()).extracting(Credit::name).containsExactly("Michael Mann", "Al Pacino");
    assertThat(item.keys()).containsExactly(HEAT);
    assertThat(catalogue.draft(1)).contains(heat());
    assertThat(events()).extracting(Event::type).containsExactly("MovieAdded");
    assertThat(events().getFirst().payload().get("key").asString()).isEqualTo("test:heat");
  }

  @Test
  void sameItemAgainChangesNothing() {
    catalogue.put(HEAT, heat(), null);

    assertThat(catalogue.put(HEAT, heat(), null)).isEqualTo(new PutResult.Unchanged(1));
    assertThat(events()).hasSize(1);
  }

  @Test
  void changedItemTellsWhatChanged() {
    catalogue.put(HEAT, heat(), null);

    var result = catalogue.put(HEAT, heat().withYear(1996).withGenres(List.of("Crime")), 7);

    assertThat(result).isEqualTo(new PutResult.Changed(1, Set.of("year", "genres")));
    Event changed = events().getLast();
    assertThat(changed.type()).isEqualTo("MovieChanged");
    assertThat(changed.actor()).isEqualTo(7);
    assertThat(changed.version()).isEqualTo(2);
    assertThat(changed.payload())
        .isEqualTo(
            Json.mapper()
                .readTree(
                    """
                    {"year": 1996, "genres": ["Crime"],
                     "was": {"year": 1995, "genres": ["Crime", "Thriller"]}}
                    """));
    assertThat(live.current().genres(1)).containsExactly("Crime");
    assertThat(live.current().matching(genre("thriller")).isEmpty()).isTrue();
    assertThat(database.jdbc().sql("select version from item").query(Integer.class).single())
        .isEqualTo(2);
  }

  @Test
  void partThatIsLeftOutIsRemoved() {
    catalogue.put(HEAT, heat(), null);

    catalogue.put(HEAT, ItemDraft.of(Kind.MOVIE, "Heat").withYear(1995), null);

    assertThat(catalogue.draft(1)).contains(ItemDraft.of(Kind.MOVIE, "Heat").withYear(1995));
    assertThat(events().getLast().payload().get("description").isNull()).isTrue();
  }

  @Test
  void attributesAreEqualByValue() {
    var key = new SourceKey("test", "n");
    catalogue.put(key, withAttribute("1e2"), null);

    assertThat(catalogue.put(key, withAttribute("100"), null))
        .isInstanceOf(PutResult.Unchanged.class);
    assertThat(catalogue.put(key, withAttribute("101"), null))
        .isEqualTo(new PutResult.Changed(1, Set.of("attributes")));
  }

  private static ItemDraft withAttribute(String json) {
    return ItemDraft.of(Kind.GAME, "Game")
        .withAttributes(Map.of("price", Json.mapper().readTree(json)));
  }

  @Test
  void ensuringManyTakesIdsForNewOnesOnly() {
    catalogue.put(new SourceKey("test", "2"), ItemDraft.of(Kind.BOOK, "Two"), null);

    var ensured = catalogue.ensure(entries("1", "2", "3", "1"), null);
    var again = catalogue.ensure(entries("1", "2", "3", "4"), null);

    assertThat(ensured.items()).containsExactly(2, 1, 3, 2);
    assertThat(ensured.created()).isEqualTo(2);
    assertThat(again.items()).containsExactly(2, 1, 3, 4);
    assertThat(live.current().title(1)).isEqualTo("Two");
    assertThat(live.current().kind(2)).isEqualTo(Kind.UNKNOWN);
    assertThat(live.current().rows()).isEqualTo(5);
  }

  private static List<ItemEntry> entries(String... values) {
    return List.of(values).stream()
        .map(value -> ItemEntry.undescribed(new SourceKey("test", value)))
        .toList();
  }

  @Test
  void severalEntriesOfOneKeyAreOneItemAndTheLastCounts() {
    var results =
        catalogue.putAll(
            List.of(
                new ItemEntry(HEAT, ItemDraft.of(Kind.MOVIE, "Draft")),
                new ItemEntry(HEAT, ItemDraft.of(Kind.MOVIE, "Heat"))),
            null);

    assertThat(results).containsOnly(new PutResult.Created(1));
    assertThat(live.current().title(1)).isEqualTo("Heat");
  }

  @Test
  void furtherOutsideIdsLeadToTheItemUnlessTaken() {
    int[] movies = test.movies(2);
    var imdb = new SourceKey("imdb", "tt0000001");

    assertThat(catalogue.link(Map.of(imdb, movies[0]), null)).isEqualTo(1);
    assertThat(catalogue.link(Map.of(imdb, movies[1]), null)).isZero();

    assertThat(live.current().find(imdb)).hasValue(movies[0]);
    assertThat(events().getLast().payload().toString())
        .isEqualTo("{\"keys\":[\"imdb:tt0000001\"]}");
  }

  @Test
  void rolledBackItemIsNotShown() {
    database
        .transactions()
        .executeWithoutResult(status -> {
          catalogue.put(HEAT, heat(), null);
          status.setRollbackOnly();
        });

    assertThat(live.current().find(HEAT)).isEmpty();
    assertThat(live.current().size()).isZero();
  }

  @Test
  void bareValueIsFoundWhereOneSourceKnowsIt() {
    catalogue.ensure(entries("1", "2"), null);
    catalogue.ensure(List.of(ItemEntry.undescribed(new SourceKey("other", "2"))), null);

    assertThat(live.current().find(Reference.parseLenient("1"))).hasValue(1);
    assertThat(live.current().find(Reference.parseLenient("2"))).isEqualTo(OptionalInt.empty());
  }

  @Test
  void loadedIndexIsTheFollowedOne() {
    catalogue.put(HEAT, heat(), null);
    test.movies(3_000);
    catalogue.put(HEAT, heat().withYear(1990), null);
    var fresh = TestCatalogue.on(database).live().current();

    for (int id = 1; id < live.current().rows(); id++) {
      assertThat(fresh.findItem(id)).isEqualTo(live.current().findItem(id));
    }
    assertThat(fresh.visible()).isEqualTo(live.current().visible());
    assertThat(fresh.matching(genre("crime"))).isEqualTo(live.current().matching(genre("crime")));
  }

  private static ItemFilter genre(String name) {
    return ItemFilter.ALL.any(ItemColumn.GENRE, Set.of(name));
  }

  @Test
  void episodeKnowsItsSeries() {
    catalogue.put(new SourceKey("tv", "s"), ItemDraft.of(Kind.SERIES, "The Series"), null);
    catalogue.put(
        new SourceKey("tv", "s1e1"),
        ItemDraft.of(Kind.EPISODE, "Pilot")
            .withAttributes(Map.of("series", Json.mapper().readTree("\"tv:s\""))),
        null);

    assertThat(live.current().series(2)).hasValue(1);
    assertThat(live.current().series(1)).isEmpty();
  }

  @Test
  void wrongDraftNamesItsField() {
    assertThatThrownBy(() -> ItemDraft.of(Kind.MOVIE, " "))
        .isInstanceOfSatisfying(
            InvalidItemException.class, e -> assertThat(e.field()).isEqualTo("title"));
    assertThatThrownBy(() -> heat().withYear(3000))
        .hasMessage("A year is from -3000 to 2200, not 3000.");
  }
}
