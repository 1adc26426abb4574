package org.tastemaker.server.demo;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.tastemaker.server.catalogue.ItemDraft;
import org.tastemaker.server.catalogue.ItemEntry;
import org.tastemaker.server.catalogue.Kind;
import org.tastemaker.server.catalogue.TestCatalogue;
import org.tastemaker.server.demo.SyntheticPerson.SyntheticRating;
import org.tastemaker.server.interaction.TestInteractions;
import org.tastemaker.server.sql.TestDatabase;

final class DemoTest {
  private static final List<ItemDraft> ITEMS =
      DemoCatalogue.entries().stream().map(ItemEntry::draft).toList();

  @Test
  void bundlesFourHundredTitlesOverAllEightKinds() {
    assertThat(ITEMS).hasSizeGreaterThan(400);
    assertThat(ITEMS.stream().map(ItemDraft::kind).collect(toSet()))
        .containsExactlyInAnyOrderElementsOf(Kind.builtIn());
    assertThat(ITEMS)
        .allSatisfy(item -> {
          assertThat(item.year()).isNotNull();
          assertThat(item.genres()).isNotEmpty();
          assertThat(item.description()).isNotBlank();
        });
  }

  @Test
  void franchisesReachAcrossKinds() {
    Map<String, Set<Kind>> kinds =
        ITEMS.stream()
            .filter(item -> item.franchise() != null)
            .collect(groupingBy(ItemDraft::franchise, mapping(ItemDraft::kind, toSet())));

    assertThat(kinds.values().stream().filter(of -> of.size() > 1)).hasSizeGreaterThan(30);
  }

  @Test
  void theSameSeedMakesTheSamePeople() {
    var people = new TasteModel(ITEMS, 1).people(20);

    assertThat(new TasteModel(ITEMS, 1).people(20)).isEqualTo(people);
    assertThat(new TasteModel(ITEMS, 2).people(20)).isNotEqualTo(people);
    assertThat(people.getFirst().name()).startsWith("Synthetic person 1 (");
  }

  @Test
  void peopleRateTheirFavouriteGenresHigher() {
    var people = new TasteModel(ITEMS, 1).people(200);
    double favourites = 0;
    double others = 0;
    int counted = 0;
    for (SyntheticPerson person : people) {
      double mine = mean(person, true);
      double rest = mean(person, false);
      if (Double.isFinite(mine) && Double.isFinite(rest)) {
        favourites += mine;
        others += rest;
        counted++;
      }
    }

    assertThat(counted).isGreaterThan(150);
    assertThat(favourites / counted - others / counted).isGreaterThan(50);
  }

  private static double mean(SyntheticPerson person, boolean favourite) {
    return person.ratings().stream()
        .filter(rating -> isFavourite(person, rating) == favourite)
        .mapToInt(SyntheticRating::hundredths)
        .average()
        .orElse(Double.NaN);
  }

  private static boolean isFavourite(SyntheticPerson person, SyntheticRating rating) {
    return ITEMS.get(rating.item()).genres().stream().anyMatch(person.name()::contains);
  }

  @Test
  void loadsOnceAndStaysAsItHasBecome() {
    try (var database = TestDatabase.fresh()) {
      var catalogue = TestCatalogue.on(database);
      var interactions = TestInteractions.on(database, catalogue);
      var demo =
          new Demo(
              catalogue.catalogue(),
              interactions.people(),
              interactions.bulk(),
              database.transactions());

      var loaded = demo.load();
      var again = demo.load();

      assertThat(loaded.fresh()).isTrue();
      assertThat(again.fresh()).isFalse();
      assertThat(loaded.people()).isGreaterThanOrEqualTo(2_000);
      assertThat(count(database, "item")).isEqualTo(ITEMS.size());
      assertThat(count(database, "rating")).isEqualTo(loaded.ratings());
      assertThat(count(database, "interaction_log")).isEqualTo(loaded.ratings());
      assertThat(count(database, "person where name like 'Synthetic person %'"))
          .isEqualTo(loaded.people());
    }
  }

  private static long count(TestDatabase database, String table) {
    return database.jdbc().sql("select count(*) from " + table).query(Long.class).single();
  }
}
