package org.tastemaker.server.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tastemaker.server.catalogue.AlternateTitle;
import org.tastemaker.server.catalogue.Catalogue;
import org.tastemaker.server.catalogue.Credit;
import org.tastemaker.server.catalogue.ItemDraft;
import org.tastemaker.server.catalogue.ItemLink;
import org.tastemaker.server.catalogue.ItemLinks;
import org.tastemaker.server.catalogue.Kind;
import org.tastemaker.server.catalogue.LiveCatalogue;
import org.tastemaker.server.catalogue.Relation;
import org.tastemaker.server.cli.TestServer;
import org.tastemaker.server.cli.TestServer.Answer;
import org.tastemaker.server.id.SourceKey;
import org.tastemaker.server.json.Json;
import org.tastemaker.server.recommendation.World;

final class ContentPagesTest {
  private static final String LONG = "Endless ".repeat(37) + "End";
  private static final String EVIL = "<script>alert(\"x\")</script> & 'Son'";
  private static final String HEBREW = "עץ השדה (1999)";
  private static final String FORMULA = "=HYPERLINK(\"https://evil.example\",\"Go\")";
  private static final Pattern LINK = Pattern.compile("href=\"/items/(\\d+)\"");

  private static World world;
  private static TestServer server;
  private static int people;

  @BeforeAll
  static void start() {
    world = new World(Map.of("tastemaker.account.bcrypt-cost", 4));
    server = world.server();
    put("evil", draft(EVIL, "<b>Crime</b>"));
    put("long", draft(LONG, "Long"));
    put("hebrew", draft(HEBREW, "דרמה"));
    put("formula", draft(FORMULA, "Office"));
  }

  private static ItemDraft draft(String title, String genre) {
    return new ItemDraft(
        Kind.GAME,
        title,
        1999,
        List.of(genre),
        List.of(new Credit("<i>Ann</i>", "director")),
        null,
        null,
        "<script>plot()</script>",
        null,
        null,
        List.of(new AlternateTitle("<em>Other</em>", null)),
        List.of("<u>word</u>"),
        Map.of());
  }

  private static int put(String key, ItemDraft draft) {
    server.of(Catalogue.class).put(new SourceKey("strange", key), draft, null);
    return server.of(Catalogue.class).find(new SourceKey("strange", key)).orElseThrow();
  }

  @AfterAll
  static void stop() {
    world.close();
  }

  @Test
  void itemPageShowsWhatItsKindHas() {
    var catalogue = server.of(Catalogue.class);
    var attributes =
        Json.mapper()
            .readTree(
                "{\"series\":\"strange:show\",\"season\":2,\"number\":7,\"runtimeMinutes\":45,"
                    + "\"originalTitle\":\"<i>Folge</i>\"}");
    var series = put("show", ItemDraft.of(Kind.SERIES, "The Show"));
    var episode =
        put(
            "episode",
            ItemDraft.of(Kind.EPISODE, "Seventh")
                .withKeywords(List.of("pilot"))
                .withAttributes(
                    attributes.properties().stream()
                        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue))));
    catalogue.link(Map.of(new SourceKey("imdb", "tt42"), episode), null);

    server.of(ItemLinks.class).link(new ItemLink(episode, Relation.EPISODE_OF, series), null);

    String body = page(somebody(), "/items/" + episode).body();

    assertThat(body)
        .contains("<dt>Episode of</dt>")
        .contains("<a href=\"/items/%d\" dir=\"auto\">The Show</a>".formatted(series));
    assertThat(page(somebody(), "/items/" + series).body())
        .contains("<dt>Has episode</dt>")
        .contains("<a href=\"/items/%d\" dir=\"auto\">Seventh</a>".formatted(episode));
    assertThat(body)
        .contains("<a href=\"/items/%d\" rel=\"nofollow\">The Show</a>".formatted(series))
        .contains("45 minutes")
        .contains("Original title")
        .contains("&lt;i&gt;Folge&lt;/i&gt;")
        .contains("pilot")
        .contains("imdb:tt0000042");
  }

  private static TestBrowser somebody() {
    return TestBrowser.signedIn(server, "person" + ++people);
  }

  private static Answer page(TestBrowser browser, String path) {
    return browser.page(path);
  }

  /// The items that a page links to, in their order.
  private static Set<Integer> items(Answer page) {
    var items = new LinkedHashSet<Integer>();
    var links = LINK.matcher(page.body());
    while (links.find()) {
      items.add(Integer.valueOf(links.group(1)));
    }
    return items;
  }

  private static List<String> titles(Answer page) {
    var index = server.of(LiveCatalogue.class).current();
    return items(page).stream().map(index::title).toList();
  }

  private static String flash(TestBrowser browser, Answer redirect) {
    return browser.flash(redirect);
  }

  private static Answer rate(TestBrowser browser, String title, String stars) {
    return browser.post("/rate/" + world.item(title), "stars", stars);
  }

  private static TestBrowser fanOf(String taste) {
    var browser = somebody();
    page(browser, "/recommend");
    for (int n = 1; n <= 5; n++) {
      assertThat(rate(browser, taste + " movie " + n, "5").status()).isEqualTo(303);
    }
    return browser;
  }

  @Test
  void strangersSeeWhatIsPopularOfEachKind() {
    var home = page(TestBrowser.of(server), "/");

    assertThat(home.body())
        .contains(">Movies</h2>", ">Books</h2>", ">Games</h2>", " on average by ");
    assertThat(items(home)).hasSizeGreaterThan(20);
    assertThat(home.body()).doesNotContain("action=\"/rate", "Hello,");
  }

  @Test
  void whatStrangersSeeLeavesNoRowsInTheLog() throws Exception {
    awaitLog();
    var before = logged("person is null");
    for (int n = 0; n < 5; n++) {
      page(TestBrowser.of(server), "/");
    }

    awaitLog();
    assertThat(logged("person is null")).isEqualTo(before);
  }

  /// The log is written in order: when the list of somebody new is there, so is all before it.
  private static void awaitLog() throws Exception {
    page(somebody(), "/");
    var person = "person = (select person from account where username = 'person" + people + "')";
    var end = System.nanoTime() + 20_000_000_000L;
    while (logged(person) == 0 && System.nanoTime() < end) {
      Thread.sleep(50);
    }
    assertThat(logged(person)).isEqualTo(1);
  }

  private static int logged(String condition) {
    return server
        .database()
        .jdbc()
        .sql("select count(*) from recommendation_log where " + condition)
        .query(Integer.class)
        .single();
  }

  @Test
  void whoIsNewIsAskedToRateAndWhoRatedSeesWhy() {
    var browser = somebody();
    assertThat(page(browser, "/").body()).contains("Rate five things you know", "To begin with");

    var fan = fanOf("Crime");
    var home = page(fan, "/");
    assertThat(home.body())
        .contains(">For you</h2>", "Because you rated Crime movie", ">Popular</h2>")
        .doesNotContain("Rate five things");
  }

  @Test
  void theCatalogueIsFilteredSortedAndPaged() {
    var browser = TestBrowser.of(server);
    var books = page(browser, "/catalog?q=&kind=book&genre=&sort=title");
    assertThat(books.body()).contains(">30 titles</h2>", "Page 1 of 2");
    assertThat(titles(books)).hasSize(24).isSortedAccordingTo(String.CASE_INSENSITIVE_ORDER);
    assertThat(books.body()).contains("href=\"/catalog?kind=book&amp;sort=title&amp;page=2\"");

    var second = page(browser, "/catalog?kind=book&sort=title&page=2");
    assertThat(items(second)).hasSize(6).doesNotContainAnyElementsOf(items(books));
    assertThat(items(page(browser, "/catalog?kind=book&sort=title&page=99")))
        .isEqualTo(items(second));
    assertThat(items(page(browser, "/catalog?kind=book&sort=title&page=-1")))
        .isEqualTo(items(books));

    assertThat(titles(page(browser, "/catalog?genre=romance&sort=newest")).getFirst())
        .isEqualTo("Romance movie 30");
  }

  @Test
  void theCatalogueIsSearchedByWordsAndForgivesSlips() {
    var browser = TestBrowser.of(server);
    assertThat(titles(page(browser, "/catalog?q=crime+movie+17")).getFirst())
        .isEqualTo("Crime movie 17");
    assertThat(titles(page(browser, "/catalog?q=romanse+book+7&kind=book")).getFirst())
        .isEqualTo("Romance book 7");
    assertThat(titles(page(browser, "/catalog?q=crime&sort=title&kind=book")))
        .hasSize(15)
        .isSortedAccordingTo(String.CASE_INSENSITIVE_ORDER);
    var crime = page(browser, "/catalog?q=crime");
    assertThat(crime.body()).contains("Page 1 of 2", "selected>Best match</option>");
    assertThat(items(page(browser, "/catalog?q=crime&page=2")))
        .hasSizeGreaterThan(10)
        .doesNotContainAnyElementsOf(items(crime));
  }

  @Test
  void whereNothingFitsThePageSaysWhatToDo() {
    var browser = TestBrowser.of(server);
    for (var query : List.of("q=zzzzqqqq", "kind=no-such", "kind=%3Cb%3E", "genre=nothing")) {
      assertThat(page(browser, "/catalog?" + query).body())
          .contains(">0 titles</h2>", "Nothing fits.", "Show the whole catalogue");
    }
  }

  @Test
  void whatIsTypedIsTextWhateverItIs() {
    var body = page(TestBrowser.of(server), "/catalog?q=%22%3E%3Cscript%3Ealert(1)").body();

    assertThat(body).contains("value=\"&#34;>&lt;script>alert(1)\"");
    assertThat(body).doesNotContain("<script>alert");
  }

  @Test
  void anItemIsThereForAllAndLookingLeavesNothingBehind() {
    var rows = server.database().jdbc().sql("select count(*) from interaction_log");
    long before = rows.query(Long.class).single();
    int item = world.item("Crime movie 1");
    var seen = page(TestBrowser.of(server), "/items/" + item);
    page(somebody(), "/items/test:Crime%20movie%201");

    assertThat(seen.body())
        .contains("<h1 dir=\"auto\">Crime movie 1</h1>", ">1980<", "Sign in to rate it")
        .contains("/login?next=%2Fitems%2F" + item, "src=\"/covers/" + item + ".svg\"")
        .contains("Liked by the people who like this");
    assertThat(titles(seen)).allMatch(title -> title.startsWith("Crime"));
    assertThat(rows.query(Long.class).single()).isEqualTo(before);
    assertThat(TestBrowser.of(server).get("/items/999999").status()).isEqualTo(404);
    assertThat(TestBrowser.of(server).get("/items/no:such").status()).isEqualTo(404);
  }

  @Test
  void aRatingIsSetChangedAndWithdrawn() {
    var browser = somebody();
    int item = world.item("Crime movie 2");
    var path = "/items/" + item;
    assertThat(page(browser, path).body())
        .contains("4½ stars", "Your rating")
        .doesNotContain("Withdraw");

    assertThat(flash(browser, browser.post("/rate/" + item, "stars", "4.5")))
        .isEqualTo("You gave Crime movie 2 4½ stars.");
    assertThat(page(browser, path).body())
        .contains(
            "<strong>4½ stars</strong>",
            "value=\"4.5\" id=\"mine-" + item + "-450\" required checked");
    assertThat(flash(browser, browser.post("/rate/" + item, "stars", "0.5")))
        .isEqualTo("You gave Crime movie 2 ½ star now.");
    assertThat(flash(browser, browser.post("/rate/" + item, "stars", "0.5")))
        .isEqualTo("You gave Crime movie 2 ½ star already.");
    assertThat(flash(browser, browser.post("/rate/" + item, "stars", "5", "withdraw", "true")))
        .isEqualTo("Your rating of Crime movie 2 is withdrawn.");
    assertThat(flash(browser, browser.post("/rate/" + item, "withdraw", "true")))
        .isEqualTo("You have no rating of Crime movie 2.");
    assertThat(page(browser, path).body()).doesNotContain("You gave it", "Withdraw");
  }

  @Test
  void aRatingComesBackToWhereOneWasAndNowhereElse() {
    var browser = somebody();
    int item = world.item("Crime movie 3");
    page(browser, "/items/" + item);
    var back = browser.post("/rate/" + item, "stars", "3", "next", "/catalog?q=a#b");
    assertThat(back.header("Location")).isEqualTo("/catalog?q=a#b");
    for (var elsewhere : List.of("//evil.example", "https://evil.example", "/\\evil.example")) {
      assertThat(browser.post("/rate/" + item, "stars", "3", "next", elsewhere).header("Location"))
          .isEqualTo("/");
      assertThat(browser.post("/decline/" + item, "next", elsewhere).header("Location"))
          .isEqualTo("/");
    }
  }

  @Test
  void theWatchlistIsKeptInItsOwnersOrder() {
    var browser = somebody();
    int first = world.item("Crime movie 6");
    int second = world.item("Crime movie 7");
    assertThat(page(browser, "/watchlist").body()).contains("Nothing is on your list");
    page(browser, "/items/" + first);
    assertThat(flash(browser, browser.post("/watch/" + first, "next", "/items/" + first)))
        .isEqualTo("Crime movie 6 is on your list.");
    assertThat(page(browser, "/items/" + first).body()).contains("Take it off your list");
    browser.post("/watch/" + second, "what", "add");
    assertThat(page(browser, "/watchlist").body())
        .containsSubsequence("Crime movie 6", "Crime movie 7");

    assertThat(flash(browser, browser.post("/watch/" + second, "what", "up")))
        .isEqualTo("Crime movie 7 is further up.");
    assertThat(page(browser, "/watchlist").body())
        .containsSubsequence("Crime movie 7", "Crime movie 6");
    assertThat(flash(browser, browser.post("/watch/" + second, "what", "remove")))
        .isEqualTo("Crime movie 7 is off your list.");
    assertThat(page(browser, "/watchlist").body()).doesNotContain("Crime movie 7");
    assertThat(flash(browser, browser.post("/watch/999999")))
        .isEqualTo("Item 999999 is not here any more.");
  }

  @Test
  void whatPeopleSayIsShownAsTheyWroteItAndRunsNothing() {
    var writer = somebody();
    var reader = somebody();
    int item = world.item("Crime movie 8");
    var path = "/items/" + item;
    page(writer, path);
    assertThat(flash(writer, writer.post("/comment/" + item, "text", " \r\n ")))
        .isEqualTo("Say something first.");
    writer.post("/comment/" + item, "text", "<script>alert(1)</script> مرحبا 🎬\r\n& more");

    var seen = page(reader, path).body();
    assertThat(seen)
        .contains("&lt;script&gt;alert(1)&lt;/script&gt; مرحبا 🎬\n&amp; more", "Report it")
        .doesNotContain("<script>alert");
    assertThat(page(TestBrowser.of(server), path).body())
        .contains("مرحبا")
        .doesNotContain("Report it");
    int comment = Integer.parseInt(seen.replaceAll("(?s).*id=\"comment-(\\d+)\".*", "$1"));
    assertThat(reader.post("/comments/" + comment + "/delete").status()).isEqualTo(404);
    assertThat(reader.post("/comments/" + comment + "/report", "reason", "ugly").status())
        .isEqualTo(400);
    assertThat(flash(reader, reader.post("/comments/" + comment + "/report", "reason", "spam")))
        .startsWith("Thank you");
    assertThat(flash(writer, writer.post("/comments/" + comment + "/delete")))
        .isEqualTo("Your comment is gone.");
    assertThat(page(reader, path).body()).contains("Nobody has said anything yet");
  }

  @Test
  void noRatingWithoutStarsThatThereAre() {
    var browser = somebody();
    int item = world.item("Crime movie 4");
    page(browser, "/items/" + item);
    for (var stars : List.of("6", "-1", "many", "1e999999999", "NaN")) {
      assertThat(browser.post("/rate/" + item, "stars", stars).status()).as(stars).isEqualTo(400);
    }
    assertThat(flash(browser, browser.post("/rate/" + item))).startsWith("Choose how many stars");
    assertThat(browser.post("/rate/999999", "stars", "3").status()).isEqualTo(404);
    assertThat(page(browser, "/items/" + item).body()).doesNotContain("You gave it");
  }

  @Test
  void nobodyRatesForSomebodyElse() {
    var browser = somebody();
    int item = world.item("Crime movie 5");
    page(browser, "/items/" + item);

    assertThat(browser.postRaw(List.of(), "/rate/" + item, List.of("stars", "3")).status())
        .isEqualTo(403);
    assertThat(
            browser
                .postFrom(List.of("Sec-Fetch-Site", "cross-site"), "/rate/" + item, "stars", "3")
                .status())
        .isEqualTo(403);
    assertThat(server.post("/rate/" + item, "").status()).isEqualTo(403);
    assertThat(page(browser, "/reviews").body()).contains("You have rated nothing yet");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/reviews?sort=title",
        "/recommend?show=popular",
        "/reviews/export.csv",
        "/api/v1/docs"
      })
  void strangersSignInAndComeBack(String path) {
    var browser = TestBrowser.of(server);
    var answer = browser.get(path);

    assertThat(answer.status()).isEqualTo(303);
    assertThat(answer.header("Location"))
        .isEqualTo(
            "/login?next=" + path.replace("/", "%2F").replace("?", "%3F").replace("=", "%3D"));
  }

  @Test
  void aStrangersRatingLeadsToTheSignIn() {
    var browser = TestBrowser.of(server);
    browser.get("/login");
    var answer =
        browser.post("/rate/" + world.item("Crime movie 1"), "stars", "3", "next", "/items/1");

    assertThat(answer.status()).isEqualTo(303);
    assertThat(answer.header("Location")).isEqualTo("/login?next=%2Fitems%2F1");
  }

  @Test
  void aStrangersFormLeadsToTheSignInAlsoWithoutItsToken() {
    int item = world.item("Crime movie 1");
    for (var path : List.of("/rate/" + item, "/decline/" + item)) {
      var asked = TestBrowser.of(server).postRaw(List.of(), path, List.of("stars", "3"));
      assertThat(asked.status()).as(asked.body()).isEqualTo(303);
      assertThat(asked.header("Location")).isEqualTo("/login?next=%2Fitems%2F" + item);
    }
    var form = List.of("stars", "3", "next", "/catalog");
    assertThat(TestBrowser.of(server).postRaw(List.of(), "/rate/" + item, form).header("Location"))
        .isEqualTo("/login?next=%2Fcatalog");
    var foreign = List.of("Origin", "https://evil.example");
    assertThat(TestBrowser.of(server).postRaw(foreign, "/rate/" + item, form).status())
        .isEqualTo(403);
    var odd = TestBrowser.of(server).postRaw(List.of(), "/rate/%2F%2Fevil.example", form);
    assertThat(odd.header("Location")).doesNotContain("evil");
  }

  @Test
  void whoIsNewRatesFiveOfManyKindsAndTheListFollows() {
    var browser = somebody();
    var first = page(browser, "/recommend");
    assertThat(first.body())
        .contains("Rate five things you know", "0 of 5 rated", "You have rated nothing yet");
    assertThat(first.body().split("id=\"start-\\d+-rate\"", -1)).hasSize(13);
    assertThat(first.body()).contains("Movie · ", "Book · ");

    var fan = fanOf("Romance");
    var list = page(fan, "/recommend");
    assertThat(list.body())
        .contains("Worked out just now from 5 ratings of yours", "Because you rated Romance")
        .doesNotContain("of 5 rated");
    assertThat(titles(list)).hasSize(24).allMatch(title -> title.startsWith("Romance"));
  }

  @Test
  void whatIsRatedLowRecommendsNothingAndThePageSaysSo() {
    var browser = somebody();
    page(browser, "/recommend");
    rate(browser, "Crime movie 1", "1.5");
    assertThat(page(browser, "/recommend").body())
        .contains("Nothing that you rated speaks for these", " on average by ")
        .doesNotContain("Because you rated", "Worked out just now");
    rate(browser, "Crime movie 2", "5");
    assertThat(page(browser, "/recommend").body())
        .contains("Worked out just now from 2 ratings of yours", "Because you rated Crime movie 2")
        .doesNotContain("speaks for these");
  }

  @Test
  void theListIsNarrowedTurnedAndGoneOnIn() {
    var fan = fanOf("Crime");
    var list = page(fan, "/recommend");
    assertThat(titles(page(fan, "/recommend?kind=book"))).allMatch(title -> title.contains("book"));
    var popular = page(fan, "/recommend?show=popular");
    assertThat(popular.body())
        .contains(" on average by ", "href=\"/recommend?show=popular\" aria-current=\"page\"");
    var byGenre = page(fan, "/recommend?show=genre");
    assertThat(byGenre.body()).contains("selected>Crime</option>");
    assertThat(titles(page(fan, "/recommend?show=genre&genre=romance")))
        .isNotEmpty()
        .allMatch(title -> title.startsWith("Romance"));

    var more = Pattern.compile("href=\"(/recommend\\?cursor=[^\"]+)\"").matcher(list.body());
    assertThat(more.find()).isTrue();
    var second = page(fan, more.group(1));
    assertThat(items(second)).hasSize(24).doesNotContainAnyElementsOf(items(list));
    assertThat(fan.get("/recommend?cursor=broken").status()).isEqualTo(400);
  }

  @Test
  void whatIsNotForMeIsGoneUntilITakeItBack() {
    var fan = fanOf("Crime");
    int first = items(page(fan, "/recommend")).iterator().next();
    var path = "/items/" + first;
    assertThat(page(fan, path).body())
        .contains("<strong>For you:</strong> Because you rated Crime");

    assertThat(flash(fan, fan.post("/decline/" + first)))
        .endsWith("will not be recommended to you any more.");
    assertThat(items(page(fan, "/recommend"))).doesNotContain(first);
    assertThat(page(fan, path).body())
        .contains("You said that this is not for you.", "Recommend it again")
        .doesNotContain("<strong>For you:");

    assertThat(flash(fan, fan.post("/decline/" + first, "withdraw", "true")))
        .endsWith("may be recommended to you again.");
    assertThat(items(page(fan, "/recommend"))).contains(first);
    assertThat(fan.post("/decline/999999").status()).isEqualTo(404);
  }

  @Test
  void ownRatingsAreSortedAndPaged() {
    var browser = somebody();
    page(browser, "/recommend");
    for (int n = 1; n <= 27; n++) {
      rate(browser, "Romance movie " + n, n % 2 == 0 ? "4.5" : "2");
    }
    var newest = page(browser, "/reviews");
    assertThat(newest.body()).contains(">27 ratings</h2>", "Page 1 of 2", "4½ stars · ");
    assertThat(titles(newest).getFirst()).isEqualTo("Romance movie 27");
    assertThat(titles(page(browser, "/reviews?page=2"))).endsWith("Romance movie 1");
    assertThat(titles(page(browser, "/reviews?sort=title")))
        .isSortedAccordingTo(String.CASE_INSENSITIVE_ORDER);
    assertThat(titles(page(browser, "/reviews?sort=stars")).getFirst())
        .isEqualTo("Romance movie 10");
    assertThat(browser.get("/reviews?sort=colour").status()).isEqualTo(400);

    int item = world.item("Romance movie 3");
    var back =
        browser.post("/rate/" + item, "withdraw", "true", "next", "/reviews?page=2#review-" + item);
    assertThat(back.header("Location")).isEqualTo("/reviews?page=2#review-" + item);
    assertThat(page(browser, "/reviews").body()).contains(">26 ratings</h2>");
    assertThat(page(somebody(), "/reviews").body()).contains("You have rated nothing yet");
  }

  @Test
  void ownRatingsAreTakenAway() {
    var browser = somebody();
    page(browser, "/recommend");
    browser.post("/rate/strange:formula", "stars", "3.5");
    rate(browser, "Crime book 1", "5");

    var csv = browser.get("/reviews/export.csv");
    assertThat(csv.header("Content-Type")).isEqualTo("text/csv;charset=UTF-8");
    assertThat(csv.header("Content-Disposition")).contains("attachment", "tastemaker-ratings.csv");
    assertThat(csv.header("Cache-Control")).isEqualTo("no-store");
    var lines = csv.body().lines().toList();
    assertThat(lines.get(0)).isEqualTo("item,kind,title,year,stars,ratedAt");
    assertThat(lines.get(1)).contains(",book,Crime book 1,1980,5,20");
    assertThat(lines.get(2))
        .contains(",game,\"'=HYPERLINK(\"\"https://evil.example\"\",\"\"Go\"\")\",1999,3.5,20");

    var json = browser.get("/reviews/export.json").json();
    assertThat(json).hasSize(2);
    assertThat(json.get(1).path("title").asString()).isEqualTo(FORMULA);
    assertThat(json.get(1).path("stars").asDouble()).isEqualTo(3.5);
  }

  @Test
  void titlesOfWhateverSortAreTextOnEveryPage() {
    var fan = fanOf("Crime");
    for (var key : List.of("evil", "long", "hebrew")) {
      assertThat(fan.post("/rate/strange:" + key, "stars", "5").status()).isEqualTo(303);
    }
    for (var path :
        List.of(
            "/",
            "/catalog?kind=game",
            "/catalog?genre=%3Cb%3Ecrime%3C/b%3E",
            "/items/strange:evil",
            "/items/strange:long",
            "/items/strange:hebrew",
            "/reviews",
            "/recommend?show=popular&kind=game")) {
      var body = page(fan, path).body();
      assertThat(body)
          .as(path)
          .doesNotContain("<script>alert", "<script>plot", "<i>Ann", "<u>director", "<b>Crime");
    }
    assertThat(page(fan, "/catalog?kind=game").body())
        .contains("dir=\"auto\">&lt;script&gt;alert(\"x\")&lt;/script&gt; &amp; 'Son'</a>")
        .contains("dir=\"auto\">" + HEBREW + "</a>");
    assertThat(page(fan, "/items/strange:evil").body()).contains("<title>&lt;script&gt;");
  }

  @Test
  void coversAreKeptAndThoseOfNothingAreNot() {
    var browser = TestBrowser.of(server);
    var path = "/covers/" + world.item("Crime movie 1") + ".svg";
    var cover = browser.get(path);
    assertThat(cover.header("Content-Type")).isEqualTo("image/svg+xml;charset=UTF-8");
    assertThat(cover.header("Cache-Control")).contains("max-age=86400", "public");
    assertThat(cover.headers().allValues("Content-Security-Policy"))
        .singleElement()
        .asString()
        .contains("script-src 'self'")
        .doesNotContain("unsafe");
    assertThat(browser.get(path, "If-None-Match", cover.header("ETag")).status()).isEqualTo(304);
    assertThat(browser.get("/covers/999999.svg").status()).isEqualTo(404);
    assertThat(browser.get("/covers/0x1.svg").status()).isEqualTo(404);
  }

  @Test
  void noPageAsksTheDatabaseMoreForMoreItems() {
    var few = fanOf("Crime");
    var many = fanOf("Crime");
    for (int n = 6; n <= 28; n++) {
      rate(many, "Crime movie " + n, "5");
    }
    for (var path :
        List.of(
            "/",
            "/catalog?kind=movie",
            "/catalog?q=crime",
            "/items/test:Crime%20movie%201",
            "/reviews",
            "/recommend")) {
      long forMany = queries(many, path);
      assertThat(forMany).as(path).isLessThanOrEqualTo(5);
      assertThat(forMany).as(path).isLessThanOrEqualTo(queries(few, path));
    }
  }

  /// The least of several tries: other threads ask the database as well.
  private static long queries(TestBrowser browser, String path) {
    var pool = (org.apache.tomcat.jdbc.pool.DataSource) server.of(DataSource.class);
    var counts = new ArrayList<Long>();
    for (int i = 0; i < 5; i++) {
      long before = pool.getBorrowedCount();
      page(browser, path);
      counts.add(pool.getBorrowedCount() - before);
    }
    return Collections.min(counts);
  }
}
