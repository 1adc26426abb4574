package org.tastemaker.server.importing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.tastemaker.server.importing.ImportFixture.counts;
import static org.tastemaker.server.importing.ImportFixture.rejects;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tastemaker.server.importing.ImportReport.FileLeftOut;

/// Every published layout in miniature.
class MovieLensImportTest {
  private static final String RATINGS =
      "userId,movieId,rating,timestamp\n1,1,4.0,964982703\n1,2,0.5,964981247\n2,1,5,1445714835\n";
  private static final String MOVIES =
      """
      movieId,title,genres
      1,Toy Story (1995),Adventure|Animation|Children
      2,"Matrix, The (1999)",(no genres listed)
      3,"City of Lost Children, The (Cité des enfants perdus, La) (1995)",Fantasy
      """;

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
  void csvWithTagsAndLinks() {
    imports.file("small/ratings.csv", RATINGS);
    imports.file("small/movies.csv", MOVIES);
    imports.file(
        "small/tags.csv",
        "userId,movieId,tag,timestamp\n1,1,Pixar,1\n2,1,pixar,2\n2,1,fun,3\n2,99,lost,4\n");
    imports.file("small/links.csv", "movieId,imdbId,tmdbId\n1,0114709,862\n2,0133093,\n");
    imports.file("small/README.txt", "Summary\n");
    imports.file("small/splits/train.csv", "1,2,3\n");

    var report = imports.run(folder.resolve("small"));

    assertThat(counts(report, "ratings.csv")).isEqualTo(new Counts(3, 3, 0, 0));
    assertThat(counts(report, "movies.csv")).isEqualTo(new Counts(3, 3, 0, 0));
    assertThat(counts(report, "tags.csv")).isEqualTo(new Counts(4, 3, 0, 1));
    assertThat(rejects(report))
        .containsExactly("\"tags.csv\",5,\"the item 99 is not in this set\",\"2,99,lost,4\"");
    assertThat(report.leftOut())
        .containsExactly(
            new FileLeftOut("README.txt", "a description, no data"),
            new FileLeftOut("splits/", "a folder; name it to import it"));
    assertThat(imports.texts("select format('%s|%s|%s', kind, title, year) from item order by id"))
        .containsExactly(
            "movie|Toy Story|1995",
            "movie|The Matrix|1999",
            "movie|The City of Lost Children|1995");
    assertThat(
            imports.texts(
                """
                select format('%s %s', h.item, w.name)
                from item_keyword h join keyword w on w.id = h.keyword order by 1
                """))
        .containsExactly("1 fun", "1 pixar");
    assertThat(imports.texts("select format('%s %s', item, title) from item_title"))
        .containsExactly("3 La Cité des enfants perdus");
    assertThat(
            imports.texts("select format('%s:%s', source, value) from item_key order by 1 limit 3"))
        .containsExactly("imdb:tt0114709", "imdb:tt0133093", "small:1");
    assertThat(imports.texts("select name from genre order by name"))
        .containsExactly("Adventure", "Animation", "Children", "Fantasy");
    assertThat(
            imports.texts(
                "select format('%s %s', hundredths, count) from item_rating order by item"))
        .containsExactly("900 2", "50 1");
  }

  @Test
  void csvInAZip() {
    imports.bytes(
        "ml-tiny.zip",
        ImportFixture.zip(
            "ml-tiny/movies.csv", MOVIES, "ml-tiny/ratings.csv", RATINGS, "__MACOSX/._x", "junk"));

    var report = imports.run(folder.resolve("ml-tiny.zip"));

    assertThat(report.source()).isEqualTo("ml-tiny");
    assertThat(counts(report, "ratings.csv").taken()).isEqualTo(3);
  }

  @Test
  void gzipByteOrderMarkAndWindowsLineEnds() {
    imports.bytes(
        "set/ratings.csv.gz", ImportFixture.gzip("\uFEFF" + RATINGS.replace("\n", "\r\n")));
    imports.bytes("set/movies.csv.gz", ImportFixture.gzip(MOVIES.replace("\n", "\r\n")));

    var report = imports.run(folder.resolve("set"));

    assertThat(counts(report, "ratings.csv")).isEqualTo(new Counts(3, 3, 0, 0));
    assertThat(imports.texts("select title from item where year = 1999"))
        .containsExactly("The Matrix");
  }

  @Test
  void oldestLayoutWithFlagsAndLatin1() {
    String flags = "0|0|0|1|1|1|0|0|0|0|0|0|0|0|0|0|0|0|0";
    String unknown = "1|0|0|0|0|0|0|0|0|0|0|0|0|0|0|0|0|0|0";
    imports.file("ml-100k/u.data", "196\t1\t3\t881250949\n186\t2\t6\t891717742\n");
    imports.file(
        "ml-100k/u.item",
        "1|Toy Story (1995)|01-Jan-1995||http://x|"
            + flags
            + "\n2|Misérables, Les (1995)|||u|"
            + unknown
            + "\n",
        StandardCharsets.ISO_8859_1);
    imports.file("ml-100k/u1.base", "196\t1\t3\t881250949\n");
    imports.file("ml-100k/u.user", "1|24|M|technician|85711\n");

    var report = imports.run(folder.resolve("ml-100k"));

    assertThat(report.layout()).isEqualTo("MovieLens 100K");
    assertThat(imports.texts("select title from item order by id"))
        .containsExactly("Toy Story", "Les Misérables");
    assertThat(imports.texts("select name from genre order by name"))
        .containsExactly("Animation", "Children's", "Comedy");
    assertThat(rejects(report))
        .containsExactly(
            "\"u.data\",2,\"the rating 6 is off the scale 1-5\",\"186\t2\t6\t891717742\"");
    assertThat(report.leftOut())
        .containsExactly(
            new FileLeftOut(
                "u.user", "describes the people, of whom nothing but their ratings is kept"),
            new FileLeftOut("u1.base", "a part of the ratings, cut for tests"));
  }

  @Test
  void twoColonsInLatin1AndInUtf8() {
    String ratings = "1::1193::5::978300760\n2::661::3::978302109\n";
    String movies = "661::James (1996)::Animation\n1193::Léon: The Pro (1994)::Crime|Drama\n";
    imports.file("ml-1m/ratings.dat", ratings);
    imports.file("ml-1m/movies.dat", movies, StandardCharsets.ISO_8859_1);
    imports.file("ml-1m/users.dat", "1::F::1::10::48067\n");
    imports.file("ml-10m/ratings.dat", ratings.replace("::5::", "::4.5::"));
    imports.file("ml-10m/movies.dat", movies);
    imports.file("ml-10m/tags.dat", "15::1193::excellent!::1215184630\n");
    imports.file("ml-10m/split_ratings.sh", "#!/bin/sh\n");

    imports.run(folder.resolve("ml-1m"));
    var report = imports.run(folder.resolve("ml-10m"));

    assertThat(imports.texts("select title from item where year = 1994"))
        .containsExactly("Léon: The Pro", "Léon: The Pro");
    assertThat(
            imports.texts("select w.name from item_keyword h join keyword w on w.id = h.keyword"))
        .containsExactly("excellent!");
    assertThat(report.leftOut()).containsExactly(new FileLeftOut("split_ratings.sh", "a program"));
    assertThat(imports.count("rating")).isEqualTo(4);
  }

  @Test
  void ratingsOfItemsThatTheSetDoesNotBringAreRejected() {
    imports.file("set/ratings.csv", RATINGS + "2,77,3,1445714835\n");
    imports.file("set/movies.csv", MOVIES);
    imports.file("other/ratings.csv", RATINGS.replace("1,1,", "1,77,"));
    imports.run(folder.resolve("other"));

    var report = imports.run(folder.resolve("set"));

    assertThat(rejects(report))
        .containsExactly(
            "\"ratings.csv\",5,\"the item 77 is not in this set\",\"2,77,3,1445714835\"");
  }

  @Test
  void ratingsWithoutAFileOfItemsMakeMovies() {
    imports.file("alone/ratings.csv", RATINGS);

    imports.run(folder.resolve("alone"));

    assertThat(imports.texts("select format('%s %s', kind, title) from item order by title"))
        .isEqualTo(List.of("movie 1", "movie 2"));
  }

  @Test
  void linkedIdsOfAnotherSetStayWhereTheyAre() {
    String links = "movieId,imdbId,tmdbId\n1,0114709,862\n";
    imports.file("first/movies.csv", MOVIES);
    imports.file("first/links.csv", links);
    imports.file("second/movies.csv", MOVIES);
    imports.file("second/links.csv", links);

    imports.run(folder.resolve("first"));
    imports.run(folder.resolve("second"));

    assertThat(
            imports.texts(
                """
                select k.source from item_key k join item_key i on i.item = k.item
                where i.source = 'imdb' and k.source not in ('imdb', 'tmdb')
                """))
        .containsExactly("first");
  }
}
