package org.tastemaker.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.tastemaker.server.json.Json;
import org.tastemaker.server.sql.Database;
import org.tastemaker.server.sql.DatabaseOptions;
import org.tastemaker.server.training.TestTastes;
import tools.jackson.databind.JsonNode;

/// The commands `train`, `jobs`, `models`, `recommend` and `similar` where no server runs.
final class TrainingCommandsTest {
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  private Path folder;
  private Database database;

  @BeforeEach
  void open() throws IOException {
    folder = Files.createTempDirectory("tastemaker train ");
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
    database = Database.attach(DatabaseOptions.of(data(), null, null));
  }

  @AfterEach
  void close() throws IOException {
    database.close();
    try (var files = Files.walk(folder)) {
      for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    }
  }

  private Path data() {
    return folder.resolve("data");
  }

  private int run(String... arguments) {
    out.getBuffer().setLength(0);
    err.getBuffer().setLength(0);
    var all = new ArrayList<>(List.of(arguments));
    all.addAll(List.of("--data", data().toString(), "--profile", "test"));
    return CommandLines.of(new Tastemaker())
        .setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(err, true))
        .execute(all.toArray(String[]::new));
  }

  private JsonNode json() {
    return Json.mapper().readTree(out.toString());
  }

  @Test
  void trainingAndItsModelsAndJobsAreAtHand() {
    TestTastes.fill(database.jdbc(), 60, 40);
    assertThat(run("train", "--role", "ranking", "--role", "popular")).as(err.toString()).isZero();
    assertThat(out.toString()).contains("ranking  published Accepted", "popular published.");
    assertThat(err.toString()).contains("100 % succeeded");

    assertThat(run("models", "--json")).isZero();
    assertThat(json().path("models")).hasSize(2);
    assertThat(run("jobs", "--json")).isZero();
    assertThat(json().path("jobs")).as("the one asked for, although others are due").hasSize(1);
    assertThat(run("models", "rollback", "ranking")).isEqualTo(ExitCode.REFUSED.code());
    assertThat(err.toString()).contains("There is no accepted model before");

    assertThat(run("jobs")).isZero();
    assertThat(out.toString()).contains("train", "succeeded", "published");
    assertThat(run("jobs", "show", "1")).isZero();
    assertThat(out.toString()).contains("ratings and activities of 60 people", "ranking: Accepted");
    assertThat(run("jobs", "cancel", "1")).isEqualTo(ExitCode.REFUSED.code());
    assertThat(err.toString()).contains("Job 1 has succeeded already.");
    assertThat(run("jobs", "show", "4711")).isEqualTo(ExitCode.REFUSED.code());

    assertThat(run("train", "--no-wait", "--json")).isZero();
    assertThat(json().path("state").asString()).isEqualTo("queued");
    assertThat(run("jobs", "cancel", json().path("id").asString())).isZero();
    assertThat(out.toString()).contains("is cancelled");
  }

  @Test
  void listsSayWhyForPeopleAndPrograms() throws IOException {
    assertThat(run("import", movieLens().toString())).as(err.toString()).isZero();
    assertThat(run("recommend", "--user", "1", "--limit", "3")).isZero();
    assertThat(out.toString()).contains("No model has been trained yet.");
    assertThat(run("train", "--role", "similar")).as(err.toString()).isZero();
    assertThat(run("train", "--role", "ranking", "--algorithm", "ItemKnn")).isZero();
    assertThat(run("train", "--role", "ranking")).as(err.toString()).isZero();
    assertThat(run("jobs", "show", "3")).isZero();
    assertThat(out.toString())
        .containsPattern("ranking: Of \\d+ algorithms, by ndcg@10: \\w+ 0\\.\\d");

    assertThat(run("recommend", "--user", "1", "--limit", "2")).isZero();
    assertThat(out.toString().lines().limit(2))
        .allMatch(line -> line.contains("because you rated"));
    assertThat(out.toString()).containsPattern("\\(\\w+\\), trained ");
    assertThat(run("recommend", "--user", "1", "--kind", "book", "--json")).isZero();
    assertThat(json().path("items")).isEmpty();
    assertThat(json().path("removed").get(0).path("stage").asString()).isEqualTo("kind");
    assertThat(run("similar", "--item", "1", "--limit", "2", "--json")).isZero();
    assertThat(json().path("items")).hasSize(2);

    assertThat(run("recommend", "--user", "4711")).isEqualTo(ExitCode.REFUSED.code());
    assertThat(err.toString()).contains("There is no user 4711, or several sources have one");
    assertThat(run("similar", "--item", "4711")).isEqualTo(ExitCode.REFUSED.code());
    assertThat(err.toString()).contains("there is no item 4711");
  }

  /// 60 people, 40 movies; everybody likes one movie in four and has seen most of those.
  private Path movieLens() throws IOException {
    var random = new SplittableRandom(7);
    var movies = new StringBuilder("movieId,title,genres\n");
    var ratings = new StringBuilder("userId,movieId,rating,timestamp\n");
    for (int movie = 1; movie <= 40; movie++) {
      movies.append("%d,Movie %d (1999),Drama%n".formatted(movie, movie));
      for (int person = 1; person <= 60; person++) {
        boolean liked = person % 4 == movie % 4;
        if (random.nextDouble() < (liked ? 0.6 : 0.1)) {
          ratings.append("%d,%d,%d,1000000000%n".formatted(person, movie, liked ? 5 : 2));
        }
      }
    }
    var made = Files.createDirectory(folder.resolve("small"));
    Files.writeString(made.resolve("movies.csv"), movies);
    Files.writeString(made.resolve("ratings.csv"), ratings);
    return made;
  }

  @Test
  void wrongOptionsAreUsage() {
    assertThat(run("train", "--role", "magic")).isEqualTo(ExitCode.USAGE.code());
    assertThat(run("train", "--algorithm", "{}")).isEqualTo(ExitCode.USAGE.code());
    assertThat(err.toString()).contains("exactly one --role");
    assertThat(run("train", "--role", "ranking", "--algorithm", "{\"type\": \"Magic\"}"))
        .isEqualTo(ExitCode.USAGE.code());
    assertThat(err.toString()).contains("There is no algorithm \"Magic\"");
    assertThat(run("recommend", "--user", "1", "--limit", "0")).isEqualTo(ExitCode.USAGE.code());
    assertThat(run("similar", "--item", "1", "--kind", "?")).isEqualTo(ExitCode.USAGE.code());
    assertThat(run("recommend")).isEqualTo(ExitCode.USAGE.code());
    assertThat(run("jobs", "--limit", "0")).isEqualTo(ExitCode.USAGE.code());
    assertThat(run("jobs", "--state", "idle")).isEqualTo(ExitCode.USAGE.code());
    assertThat(run("models", "--role", "magic")).isEqualTo(ExitCode.USAGE.code());
  }
}
