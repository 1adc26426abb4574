package org.tastemaker.server.search;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tastemaker.server.catalogue.CatalogueIndex;
import org.tastemaker.server.catalogue.Item;
import org.tastemaker.server.catalogue.ItemFilter;
import org.tastemaker.server.catalogue.Kind;

final class SearchTest {

  @Test
  void suggestionsAreTitlesWithAWordThatBeginsSo() {
    try (var titles =
        TestTitles.of("Naruto", "Boruto: Naruto Next Generations", "Heat", "Banana")) {
      assertThat(titles.suggested("Na"))
          .containsExactly("Naruto", "Boruto: Naruto Next Generations");
      assertThat(titles.suggested("next nar")).containsExactly("Boruto: Naruto Next Generations");
      assertThat(titles.suggested("naruto ")).hasSize(2);
      assertThat(titles.suggested("xyz")).isEmpty();
    }
  }

  @Test
  void theWholeTitleComesFirstThenWhatBeginsSoThenTheMorePopular() {
    try (var titles =
        TestTitles.of("Red Heat", "Heat Wave", "The Heat", "Heather", "Heat", "In the Heat")) {
      assertThat(titles.suggested("heat"))
          .containsExactly("The Heat", "Heat", "Heat Wave", "Heather", "Red Heat", "In the Heat");
      assertThat(titles.suggested("the heat"))
          .containsExactly("The Heat", "In the Heat")
          .doesNotContain("Heat");
    }
  }

  @Test
  void wholeWordsAreFoundBeforeTheirBeginnings() {
    try (var titles = TestTitles.of("Star Wars", "A Warsaw Story", "Man of War", "War Story")) {
      assertThat(titles.found("war"))
          .containsExactly("Man of War", "War Story", "Star Wars", "A Warsaw Story");
      assertThat(titles.suggested("war"))
          .containsExactly("A Warsaw Story", "War Story", "Star Wars", "Man of War");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "nauto, Naruto",
    "narutp, Naruto",
    "nartuo, Naruto",
    "barut, Naruto",
    "shawshenk, The Shawshank Redemption",
    "shawshank redepmtion, The Shawshank Redemption",
    "schindlers, Schindler's List",
    "shindler list, Schindler's List",
    "schindler, Schindler's List",
    "spiderman, Spider-Man",
    "spider man, Spider-Man",
    "spider-man, Spider-Man",
    "amelie, Amélie",
    "AMÉLIE, Amélie",
    "swat, S.W.A.T.",
    "avventura, L'Avventura",
    "lavventura, L'Avventura",
    "strasse, Die Straße",
    "obsluhoval, Obsluhoval jsem anglického krále",
    "krale, Obsluhoval jsem anglického krále",
    "walle, WALL·E",
    "wall e, WALL·E",
    "ошибка, Ошибка резидента",
    "елки, Ёлки",
    "αθηνα, Αθήνα",
    "میخواهم, می\u200cخواهم",
    "he\u00adlium, Helium"
  })
  void isFoundAllTheSame(String typed, String title) {
    try (var titles =
        TestTitles.of(
            "Naruto",
            "The Shawshank Redemption",
            "Schindler's List",
            "Spider-Man",
            "Amélie",
            "S.W.A.T.",
            "L'Avventura",
            "Die Straße",
            "Obsluhoval jsem anglického krále",
            "WALL·E",
            "Ошибка резидента",
            "Ёлки",
            "Αθήνα",
            "می\u200cخواهم",
            "Helium")) {
      assertThat(titles.suggested(typed)).first().isEqualTo(title);
      assertThat(titles.found(typed)).first().isEqualTo(title);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "進撃, 進撃の巨人",
    "巨人, 進撃の巨人",
    "なると, ナルト -NARUTO- 疾風伝",
    "ﾅﾙﾄ, ナルト -NARUTO- 疾風伝",
    "疾風, ナルト -NARUTO- 疾風伝",
    "naruto 疾風伝, ナルト -NARUTO- 疾風伝",
    "ウォーズ, スター・ウォーズ",
    "スターウォーズ, スター・ウォーズ",
    "千と千尋, 千と千尋の神隠し",
    "霸王, 霸王别姬",
    "기생, 기생충",
    "기새, 기생충",
    "องค์, องค์บาก",
    "שינדלר, רשימת שינדלר",
    "طهران, طهران تهران"
  })
  void otherScriptsAreFound(String typed, String title) {
    try (var titles =
        TestTitles.of(
            "進撃の巨人",
            "ナルト -NARUTO- 疾風伝",
            "スター・ウォーズ",
            "千と千尋の神隠し",
            "霸王别姬",
            "기생충",
            "องค์บาก",
            "רשימת שינדלר",
            "طهران تهران")) {
      assertThat(titles.suggested(typed)).first().isEqualTo(title);
    }
  }

  @Test
  void titlesWithoutALetterAreFoundByTheirSigns() {
    try (var titles = TestTitles.of("Heat", "!!!", "…", "8½", "🎬", "❤️")) {
      assertThat(titles.suggested("!!!")).containsExactly("!!!");
      assertThat(titles.suggested("8 1/2")).containsExactly("8½");
      assertThat(titles.suggested("8½")).containsExactly("8½");
      assertThat(titles.suggested("❤")).containsExactly("❤️");
      assertThat(titles.suggested("🎬")).containsExactly("🎬");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "\t\n",
        "\u0000",
        "\u0000\u0001\u001f",
        "\u200b",
        "\ud800",
        "\udc00\ud800",
        "*",
        "?",
        "a*",
        "title:heat",
        "heat AND NOT heat",
        "\"heat",
        "(heat",
        "[a TO b]",
        "heat~9",
        "heat^9",
        "\\",
        "/.*/",
        "'; drop table item; --",
        "<script>alert(1)</script>",
        "\u202eheat",
        "%",
        "_"
      })
  void nothingThatIsTypedIsSyntax(String typed) {
    try (var titles = TestTitles.of("Heat", "Ronin")) {
      assertThat(titles.suggested(typed)).doesNotContain("Ronin");
      assertThat(titles.found(typed)).doesNotContain("Ronin");
    }
  }

  @Test
  void controlCharactersPartWords() {
    try (var titles = TestTitles.of("Heat Wave")) {
      assertThat(titles.suggested("heat\u0000wave")).containsExactly("Heat Wave");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"a", "ab ", "進", "é", "a-", "heat ", "🎬", "e\u0301\u0301"})
  void longTextsAreAnsweredAtOnce(String piece) {
    try (var titles = TestTitles.of("Heat", "進撃の巨人")) {
      var typed = piece.repeat(10_000 / piece.length());
      titles.suggested("warm");
      long start = System.nanoTime();
      titles.suggested(typed);
      titles.found(typed);
      assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(1));
    }
  }

  @Test
  void longTitlesAreFoundByTheirBeginning() {
    var longTitle = "word ".repeat(99) + "end";
    try (var titles = TestTitles.of("Heat", longTitle)) {
      assertThat(titles.found(longTitle)).containsExactly(longTitle);
      assertThat(titles.found(longTitle.substring(0, 200))).containsExactly(longTitle);
    }
  }

  @Test
  void filtersHold() {
    try (var titles = TestTitles.of("Dune")) {
      titles.put(TestTitles.item(2, Kind.BOOK, "Dune"));
      awaitFound(titles, "dune", 2);
      var books = titles.search().find("dune", ItemFilter.of(Kind.BOOK));

      assertThat(books.all().toArray()).containsExactly(2);
      assertThat(titles.search().suggestions("du", ItemFilter.of(Kind.MOVIE), 10))
          .extracting(Item::id)
          .containsExactly(1);
      assertThat(titles.search().suggestions("du", ItemFilter.of(Kind.GAME), 10)).isEmpty();
    }
  }

  private static void awaitFound(TestTitles titles, String typed, int count) {
    long deadline = System.nanoTime() + Duration.ofSeconds(2).toNanos();
    while (titles.search().find(typed, ItemFilter.ALL).size() != count) {
      assertThat(System.nanoTime()).as("found within two seconds").isLessThan(deadline);
      Thread.onSpinWait();
    }
  }

  @Test
  void titlesFollowTheCatalogue() {
    try (var titles = TestTitles.of("Heat", "Ronin")) {
      assertThat(titles.found("heat")).hasSize(1);
      titles.put(TestTitles.item(1, Kind.MOVIE, "Cold"));
      awaitFound(titles, "cold", 1);
      assertThat(titles.found("heat")).isEmpty();
      titles.put(TestTitles.item(3, Kind.MOVIE, "Colder"));
      awaitFound(titles, "cold", 2);
    }
  }

  @Test
  void anItemIsFoundByAnyOfItsTitlesAndWhichIsSaid() {
    try (var titles = TestTitles.of("Heat", "Ronin")) {
      var away = TestTitles.item(3, "Spirited Away", "Sen to Chihiro", "千と千尋の神隠し");
      titles.put(away);
      awaitFound(titles, "spirited", 1);
      for (var typed : List.of("sen to chihiro", "chihi", "chihrio", "神隠し", "chihiro sen")) {
        assertThat(titles.found(typed)).as(typed).containsExactly("Spirited Away");
        assertThat(titles.suggested(typed)).as(typed).containsExactly("Spirited Away");
      }
      var search = titles.search();
      assertThat(search.matched("chihrio", away)).contains("Sen to Chihiro");
      assertThat(search.matched("神隠し", away)).contains("千と千尋の神隠し");
      assertThat(search.matched("away", away)).isEmpty();
      assertThat(search.matched("heat", away)).isEmpty();
    }
  }

  @Test
  void wordsOfTwoTitlesOfAnItemAreNotOneTitle() {
    try (var titles = TestTitles.of("Heat")) {
      titles.put(TestTitles.item(2, "Spirited Away", "Sen to Chihiro"));
      awaitFound(titles, "chihiro", 1);
      assertThat(titles.found("spirited chihiro")).isEmpty();
    }
  }

  @Test
  void theOwnTitleIsNamedWhereItMatchesAsWell() {
    try (var titles = TestTitles.of("Heat")) {
      var part = TestTitles.item(2, "The Part", "Part One");
      titles.put(part);
      awaitFound(titles, "one", 1);
      assertThat(titles.search().matched("the part", part)).isEmpty();
      assertThat(titles.search().matched("part one", part)).contains("Part One");
    }
  }

  @Test
  void otherTitlesThatChangeOrGoAreFollowed() {
    try (var titles = TestTitles.of("Heat")) {
      titles.put(TestTitles.item(2, "Spirited Away", "Sen to Chihiro"));
      awaitFound(titles, "chihiro", 1);
      titles.put(TestTitles.item(2, "Spirited Away", "El viaje"));
      awaitFound(titles, "viaje", 1);
      assertThat(titles.found("chihiro")).isEmpty();
      titles.put(TestTitles.item(2, "Spirited Away"));
      awaitFound(titles, "viaje", 0);
      assertThat(titles.found("spirited")).hasSize(1);
    }
  }

  @Test
  void hiddenItemsAreNotFoundFromThatMomentOn() {
    try (var titles = TestTitles.of("Heat", "Heat 2")) {
      assertThat(titles.suggested("heat")).hasSize(2);
      var hidden =
          new Item(
              1,
              Kind.MOVIE,
              "Heat",
              null,
              List.of(),
              List.of(),
              null,
              null,
              null,
              null,
              List.of(),
              List.of(),
              List.of(),
              null,
              true);
      titles.put(hidden);
      assertThat(titles.suggested("heat")).containsExactly("Heat 2");
    }
  }

  @Test
  void popularityIsOfNow() {
    try (var titles = TestTitles.of("Heat One", "Heat Two")) {
      assertThat(titles.suggested("heat")).containsExactly("Heat One", "Heat Two");
      titles.set(
          titles
              .catalogue()
              .withAllRatings(new int[] {1, 2}, new long[] {300, 2700}, new int[] {1, 9}));
      assertThat(titles.suggested("heat")).containsExactly("Heat Two", "Heat One");
    }
  }

  @Test
  void manyMatchesArePagedWithoutGapOrRepetition() {
    var movies = IntStream.range(0, 250).mapToObj(n -> "Part " + n).toArray(String[]::new);
    try (var titles = TestTitles.of(movies)) {
      var matches = titles.search().find("part", ItemFilter.ALL);
      assertThat(matches.size()).isEqualTo(250);
      assertThat(matches.page(titles.catalogue(), null, 250))
          .extracting(Item::title)
          .containsExactly(movies);
    }
  }

  @Test
  void theCatalogueMayBeExchangedWhileItIsSearched() throws Exception {
    var odd = catalogue("Odd");
    var even = catalogue("Even");
    try (var titles = TestTitles.of("Odd 1");
        var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      titles.set(odd);
      var searching = new ArrayList<Future<Integer>>();
      for (int thread = 0; thread < 8; thread++) {
        searching.add(threads.submit(searching(titles)));
      }
      for (int turn = 0; turn < 40; turn++) {
        titles.set(turn % 2 == 0 ? even : odd);
        Thread.sleep(25);
      }
      int found = 0;
      for (var each : searching) {
        found += each.get();
      }
      assertThat(found).isPositive();
      titles.set(even);
      awaitFound(titles, "even", 500);
      assertThat(titles.found("odd")).isEmpty();
    }
  }

  private static Callable<Integer> searching(TestTitles titles) {
    return () -> {
      int found = 0;
      long end = System.nanoTime() + Duration.ofSeconds(1).toNanos();
      while (System.nanoTime() < end) {
        found += titles.suggested("od").size() + titles.suggested("evne").size();
      }
      return found;
    };
  }

  private static CatalogueIndex catalogue(String word) {
    return CatalogueIndex.of(
        IntStream.rangeClosed(1, 500)
            .mapToObj(id -> TestTitles.item(id, Kind.MOVIE, word + " " + id))
            .toList());
  }
}
