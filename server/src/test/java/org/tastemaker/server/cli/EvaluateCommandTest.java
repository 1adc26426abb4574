package org.tastemaker.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SplittableRandom;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tastemaker.server.json.Json;

class EvaluateCommandTest {
  @TempDir private Path folder;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private int run(String... arguments) {
    var line = CommandLines.of(new Tastemaker());
    line.setOut(new PrintWriter(out));
    line.setErr(new PrintWriter(err));
    return line.execute(arguments);
  }

  /// Two kinds of people, each of whom likes its own half of the items.
  private static String ratings(String separator, boolean timed) {
    var random = new SplittableRandom(7);
    var text = new StringBuilder();
    for (int user = 0; user < 120; user++) {
      for (int item = 0; item < 30; item++) {
        if (random.nextDouble() < 0.5) {
          boolean likes = item % 2 == user % 2;
          text.append("u").append(user).append(separator).append("i").append(item);
          text.append(separator).append(likes ? 5 : 1);
          text.append(timed ? separator + (1_000_000_000 + random.nextInt(1000)) : "").append('\n');
        }
      }
    }
    return text.toString();
  }

  private Path file(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text);
  }

  @Test
  void popularityIsInTheTableAndBeaten() throws IOException {
    Path json = folder.resolve("table.json");
    Path file = file("r.csv", "user,item,rating\n" + ratings(",", false));

    int code =
        run(
            "evaluate",
            "--ratings",
            file.toString(),
            "--algorithm",
            "ItemKnn",
            "--algorithm",
            "{\"type\": \"ImplicitAls\", \"factors\": 4}",
            "--metrics",
            "ndcg@5,recall@10",
            "--folds",
            "2",
            "--json",
            json.toString());

    assertThat(code).isZero();
    var rows = Json.mapper().readTree(Files.readString(json)).path("rows");
    assertThat(rows.findValuesAsString("name"))
        .containsExactly("most-popular", "item-knn", "implicit-als");
    double popular = rows.get(0).at("/metrics/ndcg@5/value").asDouble();
    assertThat(rows.get(1).at("/metrics/ndcg@5/value").asDouble()).isGreaterThan(popular + 0.1);
    assertThat(out.toString()).contains("most-popular", "recall@10", "split by random, 2 folds");
  }

  @Test
  void sameSeedSameFigures() throws IOException {
    Path file = file("r.tsv", ratings("\t", false));
    String[] command = {
      "evaluate",
      "--ratings",
      file.toString(),
      "--algorithm",
      "ItemKnn",
      "--by",
      "user",
      "--seed",
      "3"
    };
    run(command);
    String first = out.toString();
    out.getBuffer().setLength(0);
    run(command);

    assertThat(out.toString()).isEqualTo(first).contains("split by user");
  }

  @Test
  void everyFormIsRead() throws IOException {
    var zipped = new ByteArrayOutputStream();
    try (var gzip = new GZIPOutputStream(zipped)) {
      gzip.write(ratings(",", true).getBytes(StandardCharsets.UTF_8));
    }
    Path[] files = {
      file("a.dat", ratings("::", true)),
      file("b.txt", ratings(" ", true)),
      Files.write(folder.resolve("c.csv.gz"), zipped.toByteArray())
    };
    for (Path file : files) {
      assertThat(
              run(
                  "evaluate",
                  "--ratings",
                  file.toString(),
                  "--by",
                  "time",
                  "--algorithm",
                  "ItemKnn",
                  "--metrics",
                  "ndcg@5"))
          .as(file + " " + err)
          .isZero();
    }
    assertThat(out.toString().lines().filter(line -> line.startsWith("120 people, 30 items")))
        .hasSize(3);
  }

  @Test
  void ratingsArePredictedByWhatLearnsFromThem() throws IOException {
    Path file = file("r.csv", ratings(",", false));
    run(
        "evaluate",
        "--ratings",
        file.toString(),
        "--algorithm",
        "BiasedMf",
        "--metrics",
        "rmse,mae");
    assertThat(out.toString()).contains("biased-mf", "rmse").doesNotContain("ndcg");
  }

  @Test
  void whatCannotBeMeasuredIsSaid() throws IOException {
    String rated = file("r.csv", ratings(",", false)).toString();
    String pairs = file("p.csv", "user,item\na,b\na,c\nb,c\n").toString();
    String broken = file("x.csv", "1,2,3\n1,2\n").toString();

    assertThat(run("evaluate", "--ratings", rated, "--by", "time")).isEqualTo(2);
    assertThat(err.toString()).contains("no times");
    assertThat(run("evaluate", "--ratings", pairs, "--metrics", "rmse")).isEqualTo(2);
    assertThat(err.toString()).contains("has no ratings");
    assertThat(run("evaluate", "--ratings", rated, "--metrics", "mrr")).isEqualTo(2);
    assertThat(err.toString()).contains("There is no metric mrr");
    assertThat(run("evaluate", "--ratings", rated, "--algorithm", "Itemknn")).isEqualTo(2);
    assertThat(err.toString()).contains("ItemKnn");
    assertThat(run("evaluate", "--ratings", broken)).isEqualTo(3);
    assertThat(err.toString()).contains("x.csv, line 2: the row has 2 fields instead of 3");
    assertThat(run("evaluate", "--ratings", folder + "/absent.csv")).isEqualTo(3);
    assertThat(run("evaluate")).isEqualTo(2);
  }
}
