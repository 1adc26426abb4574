package org.tastemaker.server.importing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.tastemaker.server.importing.ImportFixture.counts;

import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The same again, the rest after a stop, and nothing at all.
class RepeatedImportTest {
  @TempDir private Path folder;
  private ImportFixture imports;

  @BeforeEach
  void open() {
    imports = new ImportFixture(folder, 100);
  }

  @AfterEach
  void close() {
    imports.close();
  }

  private Path ratings(String name, int people, int firstStar) {
    var text = new StringBuilder("user,item,rating,plays,timestamp\n");
    for (int person = 0; person < people; person++) {
      for (int item = 0; item < 20; item++) {
        text.append("p%d,i%d,%d,2,%d\n".formatted(person, item, firstStar, 1112486027 + item));
      }
    }
    return imports.file(name, text.toString());
  }

  private static ImportRequest games(Path path) {
    return ImportRequest.of(path).withKind("game").withSource("set");
  }

  @Test
  void sameFileTwiceChangesNothing() {
    Path file = ratings("a.csv", 50, 4);
    imports.run(games(file));
    var before = imports.tables();

    var report = imports.run(games(file));

    assertThat(imports.tables()).isEqualTo(before);
    assertThat(report.files().getFirst().note()).startsWith("taken before, on ");
    assertThat(counts(report, "a.csv")).isEqualTo(new Counts(0, 0, 2000, 0));
  }

  @Test
  void newestRatingWinsWhateverComesFirst() {
    Path newer = imports.file("new.csv", "user,item,rating,ts\n1,a,5,1112486029\n");
    Path older = imports.file("old.csv", "user,item,rating,ts\n1,a,1,1112486027\n");

    imports.run(games(newer));
    var report = imports.run(games(older));

    assertThat(counts(report, "old.csv")).isEqualTo(new Counts(1, 0, 1, 0));
    assertThat(imports.texts("select hundredths from rating")).containsExactly("500");
  }

  @Test
  void stoppedImportGoesOnAndDoublesNothing() {
    Path file = ratings("a.csv", 200, 4);
    try (var whole = new ImportFixture(folder, 100)) {
      whole.run(games(file));
      var stopping = new AtomicBoolean();
      var first =
          imports.run(
              games(file),
              new ImportListener() {
                @Override
                public void progressed(Progress progress) {}

                @Override
                public boolean wantsStop(Progress progress) {
                  return progress.rows() > 1000;
                }

                @Override
                public void stopping() {
                  stopping.set(true);
                }
              });
      assertThat(first.stopped()).isTrue();
      assertThat(imports.count("rating")).isBetween(500L, 3900L);

      var second = imports.run(games(file));

      assertThat(second.stopped()).isFalse();
      assertThat(second.files().getFirst().note()).startsWith("went on after ");
      assertThat(counts(second, "a.csv")).isEqualTo(new Counts(4000, 8000, 0, 0));
      assertThat(imports.tables()).isEqualTo(whole.tables());
    }
  }

  @Test
  void ratingsAreTakenAgainWhenTheSetBringsMoreItems() {
    imports.file(
        "s/ratings.csv", "userId,movieId,rating,timestamp\n1,1,4,964982703\n1,2,3,964982703\n");
    imports.file("s/movies.csv", "movieId,title,genres\n1,Heat (1995),Crime\n");
    var first = imports.run(folder.resolve("s"));
    imports.file(
        "s/movies.csv", "movieId,title,genres\n1,Heat (1995),Crime\n2,Ronin (1998),Crime\n");

    var second = imports.run(folder.resolve("s"));

    assertThat(counts(first, "ratings.csv")).isEqualTo(new Counts(2, 1, 0, 1));
    assertThat(counts(second, "ratings.csv")).isEqualTo(new Counts(2, 1, 1, 0));
  }

  @Test
  void previewChangesNothingAndSaysWhatIsWrong() {
    Path file =
        imports.file("a.csv", "user,item,score\nann,a,4\nann,b,9\nann,c,3\nann,d,2\nann,e,2\n");
    var before = imports.tables();

    var preview = ImportPreview.of(ImportRequest.of(file).withKind("game"));

    assertThat(imports.tables()).isEqualTo(before);
    var looked = preview.files().getFirst();
    assertThat(looked.columns()).isEqualTo("user ← user, item ← item, rating ← score");
    assertThat(looked.rows()).isEqualTo(5);
    assertThat(looked.problems()).containsExactly("line 3: the rating 9 is off the scale 0-5");
    assertThat(looked.examples().getFirst()).startsWith("user a:ann, item a:a, stars 4.0, at ");
  }
}
