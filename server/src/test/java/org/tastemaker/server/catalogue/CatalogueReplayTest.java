package org.tastemaker.server.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tastemaker.server.id.SourceKey;
import org.tastemaker.server.json.Json;
import org.tastemaker.server.sql.TestDatabase;

class CatalogueReplayTest {

  private static final List<String> TABLES =
      List.of(
          """
          select row(i.id, kind, title, year, language, country, description, image_url, f.name,
                     attributes, hidden, version, created_at, changed_at)::text
          from item i left join franchise f on f.id = i.franchise order by i.id
          """,
          "select row(source, value, item)::text from item_key order by 1",
          """
          select row(item, g.name)::text from item_genre h join genre g on g.id = h.genre order by 1
          """,
          """
          select row(item, place, c.name, role)::text
          from credit d join contributor c on c.id = d.contributor order by 1
          """,
          "select slug || name from franchise order by 1",
          "select row(item, place, title, language)::text from item_title order by 1",
          """
          select row(item, w.name)::text from item_keyword h join keyword w on w.id = h.keyword
          order by 1
          """,
          "select row(item, relation, other)::text from item_link order by 1",
          "select row(id, name, schema)::text from kind where schema is not null order by 1",
          """
          select row(a.*)::text from kind_attribute a join kind k on k.name = a.kind
          where k.schema is not null order by 1
          """);

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void replayedCatalogueIsTheSameCatalogue(long seed) {
    try (var database = TestDatabase.fresh()) {
      var test = TestCatalogue.on(database);
      var random = new Random(seed);
      for (int i = 0; i < 90; i++) {
        change(test, random);
      }
      declare(test, "recipe", "servings", "2");
      declare(test, "recipe", "minutes", "90.5");
      declare(test, "article", "words", "1000");
      var before = tables(database);
      var index = test.live().current();

      test.replay().run();

      assertThat(tables(database)).isEqualTo(before);
      assertThat(before).allSatisfy(table -> assertThat(table).isNotEmpty());
      assertThat(test.live().current().matching(ItemFilter.ALL))
          .isEqualTo(index.matching(ItemFilter.ALL));
      var next = test.catalogue().put(new SourceKey("new", "1"), draft(random), null);
      assertThat(next).isEqualTo(new PutResult.Created(index.rows()));
    }
  }

  private static void declare(TestCatalogue test, String kind, String attribute, String value) {
    var schema =
        Json.mapper()
            .readTree(
                "{\"type\":\"object\",\"properties\":{\"%s\":{\"type\":\"number\"}}}"
                    .formatted(attribute));
    test.declared().declare(new Kind(kind), schema, 1);
    test.catalogue()
        .put(
            new SourceKey("declared", kind),
            ItemDraft.of(new Kind(kind), kind)
                .withAttributes(Map.of(attribute, Json.mapper().readTree(value))),
            null);
    test.catalogue().put(new SourceKey("declared", kind), ItemDraft.of(new Kind(kind), kind), null);
  }

  private static List<List<String>> tables(TestDatabase database) {
    return TABLES.stream()
        .map(sql -> database.jdbc().sql(sql).query((row, _) -> row.getString(1)).list())
        .toList();
  }

  private static void change(TestCatalogue test, Random random) {
    var catalogue = test.catalogue();
    switch (random.nextInt(10)) {
      case 0, 1 -> {
        var entries = new ArrayList<ItemEntry>();
        for (int i = random.nextInt(4); i >= 0; i--) {
          entries.add(new ItemEntry(key(random), draft(random)));
        }
        catalogue.putAll(entries, random.nextBoolean() ? null : 1);
      }
      case 4 ->
          test.editor()
              .edit(
                  1 + random.nextInt(20),
                  null,
                  item -> item.with(draft(random), keys(item, random), random.nextBoolean()),
                  1);
      case 7, 8 -> test.links().link(link(random), 1);
      case 9 -> test.links().unlink(link(random), null);
      case 5 ->
          test.editor()
              .create(
                  List.of(
                      new NewItem(draft(random), List.of()), new NewItem(draft(random), List.of())),
                  null);
      case 6 -> test.editor().delete(1 + random.nextInt(20), null, 1);
      case 2 -> catalogue.ensure(List.of(ItemEntry.undescribed(key(random))), null);
      default -> catalogue.link(Map.of(key(random), 1 + random.nextInt(20)), null);
    }
  }

  private static ItemLink link(Random random) {
    return new ItemLink(
        1 + random.nextInt(6),
        random.nextBoolean() ? Relation.SEQUEL_OF : Relation.RELATED_TO,
        1 + random.nextInt(6));
  }

  private static List<SourceKey> keys(ItemState item, Random random) {
    return random.nextBoolean() ? item.keys() : List.of(key(random));
  }

  private static SourceKey key(Random random) {
    return new SourceKey("s" + random.nextInt(2), "v:" + random.nextInt(20));
  }

  private static ItemDraft draft(Random random) {
    return new ItemDraft(
        random.nextBoolean() ? Kind.MOVIE : Kind.GAME,
        "Title " + random.nextInt(5),
        random.nextBoolean() ? null : 1990 + random.nextInt(3),
        words(random, "Genre"),
        words(random, "Person").stream().map(name -> new Credit(name, "actor")).toList(),
        random.nextBoolean() ? "en" : null,
        random.nextBoolean() ? "FR" : null,
        random.nextBoolean() ? "About\nit: \"\\\" 'ü'" : null,
        random.nextBoolean() ? "/image.png" : null,
        List.of("Saga", "saga!", " Other").get(random.nextInt(3)),
        words(random, "Other").stream().map(title -> new AlternateTitle(title, "fr")).toList(),
        words(random, "Word"),
        random.nextBoolean()
            ? Map.of()
            : Map.of("releaseDate", Json.mapper().readTree("\"1995-12-15\"")));
  }

  private static List<String> words(Random random, String prefix) {
    return random.ints(random.nextInt(4), 0, 6).mapToObj(n -> prefix + " " + n).toList();
  }
}
