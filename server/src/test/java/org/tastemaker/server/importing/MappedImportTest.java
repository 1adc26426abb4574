package org.tastemaker.server.importing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.tastemaker.server.importing.ImportFixture.counts;
import static org.tastemaker.server.importing.ImportFixture.rejects;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Tables of no published layout.
class MappedImportTest {
  @TempDir private Path folder;
  private ImportFixture imports;

  @BeforeEach
  void open() {
    imports = new ImportFixture(folder, 1000);
  }

  @AfterEach
  void close() {
    imports.close();
  }

  @Test
  void wellKnownNamesMapThemselves() {
    Path file =
        imports.file(
            "shop.csv", "when,user_id,ISBN,score,ts\nx,ann,0345,4.5,2005-04-02 23:53:47\n");

    imports.run(ImportRequest.of(file).withKind("book"));

    assertThat(stars()).containsExactly("shop:ann shop:0345 450");
    assertThat(imports.texts("select occurred_at at time zone 'UTC' from rating"))
        .containsExactly("2005-04-02 23:53:47");
  }

  @Test
  void namesThatNobodyKnowsAreListed() {
    Path file = imports.file("shop.csv", "who,what,how\nann,0345,4.5\n");

    assertThatThrownBy(() -> imports.run(ImportRequest.of(file)))
        .isInstanceOf(ImportException.class)
        .hasMessageContaining("who, what, how")
        .hasMessageContaining("--columns user=who,item=what,rating=how");
  }

  @Test
  void chosenColumnsThatAreNotThereAreNamed() {
    Path file = imports.file("shop.csv", "who,what,how\nann,0345,4.5\n");

    assertThatThrownBy(
            () -> imports.run(ImportRequest.of(file).withColumns("user=who,item=what,rating=hwo")))
        .hasMessageContaining("who, what, how");
  }

  @Test
  void scaleIsBroughtToStars() {
    Path file = imports.file("shop.csv", "who;what;how\nann;a;7\nann;b;10\nann;c;11\nann;d;0\n");

    var report =
        imports.run(
            ImportRequest.of(file)
                .withColumns("user=who,item=what,rating=how")
                .withScale("1-10")
                .withKind("book"));

    assertThat(stars()).containsExactly("shop:ann shop:a 350", "shop:ann shop:b 500");
    assertThat(rejects(report))
        .containsExactly(
            "\"shop.csv\",4,\"the rating 11 is off the scale 1-10\",\"ann;c;11\"",
            "\"shop.csv\",5,\"the rating 0 is off the scale 1-10\",\"ann;d;0\"");
  }

  @Test
  void aScaleThatDoesNotFitIsSaidAtOnce() {
    Path file = imports.file("shop.csv", "user,item,rating\nann,a,7\nann,b,10\nann,c,3\n");

    assertThatThrownBy(() -> imports.run(ImportRequest.of(file).withKind("book")))
        .hasMessageContaining("go up to 10")
        .hasMessageContaining("--scale 1-10");
    assertThat(imports.count("person")).isZero();
  }

  @Test
  void newItemsNeedAKind() {
    Path file = imports.file("shop.csv", "user,item,rating\nann,a,4\n");

    assertThatThrownBy(() -> imports.run(ImportRequest.of(file)))
        .hasMessageContaining("shop:a is not in the catalogue yet")
        .hasMessageContaining("--kind game");
    assertThat(imports.count("rating")).isZero();

    imports.run(ImportRequest.of(file).withKind("game"));
    assertThat(stars()).containsExactly("shop:ann shop:a 400");
  }

  @Test
  void playsAreCountsAndTitlesAreKeys() throws IOException {
    Path file =
        imports.file(
            "steam.csv",
            "user-id,game-title,value,\n1,Fallout 4,87,\n1,\"Papers, Please\",0.3,\n2,Spore,x,\n");
    Files.setLastModifiedTime(file, FileTime.from(Instant.parse("2020-05-01T00:00:00Z")));

    var report =
        imports.run(
            ImportRequest.of(file)
                .withColumns("user=user-id,item=game-title,plays=value")
                .withKind("game"));

    assertThat(
            imports.texts(
                """
                select format('%s %s %s %s', i.kind, i.title, a.type, a.count)
                from activity a join item i on i.id = a.item order by i.title
                """))
        .containsExactly("game Fallout 4 4 87", "game Papers, Please 4 1");
    assertThat(imports.texts("select distinct last_at at time zone 'UTC' from activity"))
        .containsExactly("2020-05-01 00:00:00");
    assertThat(rejects(report))
        .containsExactly("\"steam.csv\",4,\"plays: 'x' is not a number\",\"2,Spore,x,\"");
  }

  @Test
  void columnsByNumberAndEveryRowOnce() {
    Path file = imports.file("views.txt", "1 10 1112486027\n1 11 1112486028\n1 10 1112486029\n");

    imports.run(
        ImportRequest.of(file).withColumns("user=1,item=2,views=*,timestamp=3").withKind("track"));

    assertThat(
            imports.texts(
                """
                select format('%s %s', k.value, a.count)
                from activity a join item_key k on k.item = a.item order by k.value
                """))
        .containsExactly("10 2", "11 1");
    assertThat(imports.count("interaction_log")).isEqualTo(3);
  }

  @Test
  void severalColumnsAreSeveralInteractions() {
    Path file =
        imports.file("all.tsv", "user\titem\trating\tplays\n1\ta\t4\t3\n1\tb\t\t2\n1\tc\t\t\n");

    var report = imports.run(ImportRequest.of(file).withKind("track"));

    assertThat(imports.count("rating")).isEqualTo(1);
    assertThat(imports.count("activity")).isEqualTo(2);
    assertThat(rejects(report))
        .containsExactly("\"all.tsv\",4,\"the rating is missing\",\"1\tc\t\t\"");
  }

  @Test
  void jsonLines() {
    imports.file(
        "shop/books.jsonl",
        """
        {"id": 7, "title": "Emma", "authors": ["Jane Austen"], "genres": ["Novel", "Classic"]}
        {"id": "8", "title": null}
        """);
    imports.file(
        "shop/ratings.jsonl",
        """
        {"user": "ann", "item": 7, "rating": 4.5, "timestamp": 1112486027123}
        {"user": "bob", "item": "7", "rating": "good"}
        not json
        """);

    var report = imports.run(ImportRequest.of(folder.resolve("shop")).withKind("book"));

    assertThat(stars()).containsExactly("shop:ann shop:7 450");
    assertThat(
            imports.texts(
                "select c.role || ' ' || n.name from credit c join contributor n on n.id = c.contributor"))
        .containsExactly("author Jane Austen");
    assertThat(counts(report, "books.jsonl").rejected()).isEqualTo(1);
    assertThat(counts(report, "ratings.jsonl").rejected()).isEqualTo(2);
  }

  @Test
  void itemsWithEverything() {
    Path file =
        imports.file(
            "books.csv",
            """
            book_id,title,authors,original_publication_year,genres,language_code,image_url,synopsis
            1,"Il nome
             della rosa","Umberto Eco, William Weaver",1980.0,Mystery; History,it,https://x/1.jpg,A monk
            2,Iliad,Homer,-750,,,,
            3,Odd,Nobody,12 monkeys,,,,
            4,Shifted,X,1999,11-Feb-18,,,
            """);

    var report = imports.run(ImportRequest.of(file).withKind("book"));

    assertThat(
            imports.texts(
                "select format('%s|%s|%s|%s|%s', title, year, language, image_url, description)"
                    + " from item order by id"))
        .containsExactly("Il nome\n della rosa|1980|it|https://x/1.jpg|A monk", "Iliad|-750|||");
    assertThat(rejects(report))
        .containsExactly(
            "\"books.csv\",5,\"the year '12 monkeys' is no year\",\"3,Odd,Nobody,12 monkeys,,,,\"",
            "\"books.csv\",6,\"'11-Feb-18' is no genre: the fields of the row may have shifted\","
                + "\"4,Shifted,X,1999,11-Feb-18,,,\"");
  }

  @Test
  void columnsOfAttributesPeopleAndOutsideIdsMapThemselves() {
    Path file =
        imports.file(
            "films.csv",
            """
            id,title,director,actors,Runtime,release_date,adult,tagline,imdbId,keywords,english_title,collection
            1,Nausicaä,Hayao Miyazaki,"Sumi Shimamoto, Gorō Naya",117,1984-03-11,False,,87544,"Toxic Jungle; insect",Valley,Studio
            2,Two,,,twelve,,,,,,,
            3,Three,,,,,,,nm12,,,
            """);

    var report = imports.run(ImportRequest.of(file).withKind("movie"));

    assertThat(imports.texts("select attributes::text from item"))
        .containsExactly(
            "{\"adult\": false, \"releaseDate\": \"1984-03-11\", \"runtimeMinutes\": 117}");
    assertThat(
            imports.texts(
                "select c.role || ' ' || n.name from credit c join contributor n on n.id = c.contributor order by 1"))
        .containsExactly("actor Gorō Naya", "actor Sumi Shimamoto", "director Hayao Miyazaki");
    assertThat(imports.texts("select format('%s:%s', source, value) from item_key order by 1"))
        .containsExactly("films:1", "imdb:tt0087544");
    assertThat(imports.texts("select name from keyword order by 1"))
        .containsExactly("insect", "toxic jungle");
    assertThat(imports.texts("select language || ' ' || title from item_title"))
        .containsExactly("en Valley");
    assertThat(imports.texts("select name from franchise")).containsExactly("Studio");
    assertThat(rejects(report))
        .containsExactly(
            "\"films.csv\",3,\"runtimeMinutes: 'twelve' is not a whole number\",\"2,Two,,,twelve,,,,,,,\"",
            "\"films.csv\",4,\"'imdb:nm12' is not an id of IMDb: tt and seven or more digits\","
                + "\"3,Three,,,,,,,nm12,,,\"");
  }

  @Test
  void applicationsOfAStoreKeepTheirTenFields() {
    Path file =
        imports.file(
            "googleplaystore.csv",
            """
            App,Category,Rating,Reviews,Size,Installs,Type,Price,Content Rating,Genres,Last Updated,Current Ver,Android Ver
            Maps,TRAVEL,4.3,12,19M,"10,000+",Paid,$4.99,Everyone,Travel,"January 7, 2018",1.0.0,4.0.3 and up
            Notes,TOOLS,NaN,0,Varies with device,500+,Free,0,Teen,Tools,2018-02-01,NaN,4.1 and up
            Odd,TOOLS,1.9,19,3.0M,Free,0,Everyone,,,"February 11, 2018",1.0.19,4.0 and up
            """);

    var report =
        imports.run(
            ImportRequest.of(file)
                .withColumns(
                    "id=App,title=App,genres=Genres,category=Category,size=Size,installs=Installs,type=Type,price=Price,contentRating=Content Rating,lastUpdated=Last Updated,currentVersion=Current Ver,androidVersion=Android Ver")
                .withKind("application"));

    assertThat(imports.texts("select attributes::text from item order by id"))
        .containsExactly(
            "{\"size\": \"19M\", \"type\": \"paid\", \"price\": 4.99, \"category\": \"TRAVEL\","
                + " \"installs\": 10000, \"lastUpdated\": \"2018-01-07\", \"contentRating\": \"Everyone\","
                + " \"androidVersion\": \"4.0.3 and up\", \"currentVersion\": \"1.0.0\"}",
            "{\"size\": \"Varies with device\", \"type\": \"free\", \"price\": 0, \"category\": \"TOOLS\","
                + " \"installs\": 500, \"lastUpdated\": \"2018-02-01\", \"contentRating\": \"Teen\","
                + " \"androidVersion\": \"4.1 and up\"}");
    assertThat(counts(report, "googleplaystore.csv").rejected()).isEqualTo(1);
  }

  @Test
  void everyKindComesInWithItsAttributes() {
    imports.declare(
        "recipe",
        "{\"type\":\"object\",\"properties\":{\"servings\":{\"type\":\"integer\",\"minimum\":1}}}");
    Path file =
        imports.file(
            "all.jsonl",
            """
            {"id":"m","kind":"movie","title":"M","tagline":"Look","runtimeMinutes":99}
            {"id":"s","kind":"series","title":"S","startYear":1990,"endYear":1991,"status":"ended"}
            {"id":"e","kind":"episode","title":"E","series":"all:s","season":1,"number":2}
            {"id":"a","kind":"anime","title":"A","episodes":-1,"premiered":"Spring 1998","score":8.75,"studios":["Sunrise"]}
            {"id":"b","kind":"book","title":"B","pages":412,"isbn13":"9780306406157","publisher":"Ace"}
            {"id":"g","kind":"game","title":"G","platforms":["PC","Amiga"],"price":9.99,"recommendations":12}
            {"id":"t","kind":"track","title":"T","album":"T","durationSeconds":199,"spotifyId":"4uLU6hMCjMI75M1A2tKUQC"}
            {"id":"p","kind":"application","title":"P","installs":"1,000+","type":"Free"}
            {"id":"r","kind":"recipe","title":"R","servings":4,"chef":"Ann"}
            {"id":"x","kind":"moive","title":"X"}
            {"id":"y","kind":"movie","title":"Y","year":99999}
            {"id":"z","kind":"recipe","title":"Z","servings":0}
            {"id":"w","kind":"series","title":"W","startYear":1991,"endYear":1990}
            """);

    var report = imports.run(ImportRequest.of(file));

    assertThat(imports.texts("select kind || ' ' || attributes from item order by id"))
        .containsExactly(
            "movie {\"tagline\": \"Look\", \"runtimeMinutes\": 99}",
            "series {\"status\": \"ended\", \"endYear\": 1991, \"startYear\": 1990}",
            "episode {\"number\": 2, \"season\": 1, \"series\": \"all:s\"}",
            "anime {\"score\": 8.75, \"premiered\": \"Spring 1998\"}",
            "book {\"pages\": 412, \"publisher\": \"Ace\"}",
            "game {\"price\": 9.99, \"platforms\": [\"PC\", \"Amiga\"], \"recommendations\": 12}",
            "track {\"album\": \"T\", \"durationSeconds\": 199}",
            "application {\"type\": \"free\", \"installs\": 1000}",
            "recipe {\"servings\": 4}");
    assertThat(rejects(report).stream().map(MappedImportTest::lineAndReason))
        .containsExactly(
            "10kind: There is no kind moive. One of anime, application, book, episode, game, movie,"
                + " recipe, series, track.",
            "11the year '99999' is no year",
            "12attributes.servings: A whole number from 1 to 1000000000000000, not 0.",
            "13attributes.endYear: The last year, 1990, is not before the first, 1991.");
  }

  @Test
  void badRowsDoNotStopTheOthers() {
    var text = new StringBuilder("user,item,rating,timestamp\n");
    text.append("1,a,4,1112486027\n").append("1,b,4\n").append(",c,4,1112486027\n");
    text.append("1,d,,1112486027\n").append("1,e,4,2005-13-40\n").append("1,f,4,9,9\n");
    text.append("1,").append("x".repeat(2 << 20)).append(",4,1112486027\n");
    text.append("1,").append("y".repeat(600)).append(",4,1112486027\n");
    text.append("2,a,5,1112486027\n".repeat(8));
    byte[] start = text.toString().getBytes(StandardCharsets.UTF_8);
    byte[] all = Arrays.copyOf(start, start.length + 20);
    byte[] broken = "3,\u00e9,4,1112486027\n".getBytes(StandardCharsets.ISO_8859_1);
    System.arraycopy(broken, 0, all, start.length, broken.length);
    Path file = imports.bytes("mess.csv", Arrays.copyOf(all, start.length + broken.length));

    var report = imports.run(ImportRequest.of(file).withKind("game"));

    assertThat(counts(report, "mess.csv")).isEqualTo(new Counts(17, 2, 7, 8));
    assertThat(rejects(report).stream().map(MappedImportTest::lineAndReason))
        .containsExactly(
            "3the row has 3 fields instead of 4",
            "4the user is missing",
            "5the rating is missing",
            "6'2005-13-40' is no time",
            "7the row has 5 fields instead of 4",
            "8the line is longer than a megabyte",
            "9the item: an id has at most 500 characters, not 600",
            "18the text is not valid UTF-8");
  }

  @Test
  void emptyFilesAndFoldersAreToldApart() throws IOException {
    Path empty = imports.file("empty.csv", "");
    Path headerOnly = imports.file("header.csv", "user,item,rating\n");
    Path prose = imports.file("prose.txt", "Once upon a time\nthere was a king.\n");
    Files.createDirectory(folder.resolve("nothing"));

    assertThatThrownBy(() -> imports.run(empty)).hasMessageContaining("the file is empty");
    assertThatThrownBy(() -> imports.run(prose)).isInstanceOf(ImportException.class);
    assertThatThrownBy(() -> imports.run(folder.resolve("nothing")))
        .hasMessageContaining("holds no file");
    assertThatThrownBy(() -> imports.run(folder.resolve("absent")))
        .hasMessageContaining("There is no file or folder");
    assertThat(counts(imports.run(headerOnly), "header.csv")).isEqualTo(Counts.NONE);
  }

  private static String lineAndReason(String rejected) {
    try (var row = DelimitedRows.ofText(rejected, Separator.COMMA)) {
      row.next();
      return row.field(1) + row.field(2);
    }
  }

  private List<String> stars() {
    return imports.texts(
        """
        select format('%s:%s %s:%s %s', p.source, p.value, i.source, i.value, r.hundredths)
        from rating r join person_key p on p.person = r.person
        join item_key i on i.item = r.item order by 1
        """);
  }
}
