package org.tastemaker.server.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tastemaker.server.json.Json;
import tools.jackson.databind.JsonNode;

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
            "NDCG@5,recall@10",
            "--folds",
            "2",
            "--json",
            json.toString());

    assertThat(code).isZero();
    var rows = Json.mapper().readTree(Files.readString(json)).path("results");
    assertThat(rows.findValuesAsString("name"))
        .containsExactly("most-popular", "item-knn", "implicit-als");
    double popular = rows.get(0).at("/metrics/NDCG@5/value").asDouble();
    assertThat(rows.get(1).at("/metrics/NDCG@5/value").asDouble()).isGreaterThan(popular + 0.1);
    assertThat(out.toString()).contains("most-popular", "Recall@10", "split by random, 2 folds");
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

    assertThat(untimed(out.toString())).isEqualTo(untimed(first)).contains("split by user");
  }

  private static String untimed(String table) {
    return table.replaceAll("; trained in .*", "");
  }

  private JsonNode measured(String... arguments) throws IOException {
    Path json = folder.resolve("measured.json");
    var all = new ArrayList<>(List.of("evaluate", "--json", json.toString()));
    all.addAll(List.of(arguments));
    assertThat(run(all.toArray(String[]::new))).as(err.toString()).isZero();
    return Json.mapper().readTree(Files.readString(json));
  }

  @Test
  void ratingsInFilesArePredicted() throws IOException {
    Path train = file("train.tsv", ratings("\t", true));
    // u0 likes the even items and nothing else; i99 and u999 are unknown to the training.
    Path test = file("test.tsv", "u0\ti2\t5\t1\nu0\ti3\t1\t1\nu0\ti99\t3\t1\nu999\ti2\t3\t1\n");
    Path settings =
        file("settings.json", "[{\"type\":\"BiasedMf\",\"factors\":4},{\"type\":\"BiasedMf\"}]");
    var table =
        measured(
            "--protocol",
            "rating",
            "--train",
            train.toString(),
            "--test",
            test.toString(),
            "--algorithm",
            settings.toString(),
            "--threads",
            "1");
    var results = table.path("results");
    assertThat(results.findValuesAsString("type"))
        .containsExactly("MostPopular", "BiasedMf", "BiasedMf");
    assertThat(results.get(1).at("/metrics/RMSE/value").asDouble())
        .isLessThan(results.get(0).at("/metrics/RMSE/value").asDouble());
    assertThat(results.get(1).at("/foldedIn/RMSE/value").asDouble()).isPositive();
    assertThat(results.get(1).path("people").asString()).isEqualTo("as trained");
    for (String field : List.of("trainSeconds", "scoreSeconds", "peakMegabytes")) {
      assertThat(results.get(1).path(field).asDouble()).isPositive();
    }
    assertThat(table.path("dataHash").asString()).startsWith("sha256:");
    assertThat(table.path("seed").asInt()).isEqualTo(1);
  }

  @Test
  void listsOfFilesLeaveOutWhatWasTrained() throws IOException {
    Path train = file("train.txt", "a 1 2 3 4 5\nb 1 2 3\nc 1 2\n");
    Path test = file("test.txt", "b 4 9 1 2 8\nc 3\n");
    var table =
        measured(
            "--protocol",
            "topn",
            "--train",
            train.toString(),
            "--test",
            test.toString(),
            "--algorithm",
            "ItemKnn",
            "--metrics",
            "Recall@1,CappedRecall@1,NDCG@2");
    // Popular beyond b's own are 4 and 5, beyond c's 3: b finds one of five, c all.
    var popular = table.path("results").get(0).path("metrics");
    assertThat(popular.at("/Recall@1/value").asDouble()).isCloseTo(0.6, within(1e-9));
    assertThat(popular.at("/CappedRecall@1/value").asDouble()).isCloseTo(1, within(1e-9));
    assertThat(table.path("people").asInt()).isEqualTo(3);
  }

  @Test
  void strangersAreFoldedIn() throws IOException {
    Path train = file("train.csv", "user,item\na,1\na,2\nb,1\nb,2\nc,1\nc,3\n");
    Path foldIn = file("in.csv", "user,item\nx,1\n");
    Path heldOut = file("out.csv", "user,item\nx,2\nx,3\nx,unknown\n");
    var table =
        measured(
            "--protocol",
            "strong",
            "--train",
            train.toString(),
            "--fold-in",
            foldIn.toString(),
            "--held-out",
            heldOut.toString(),
            "--algorithm",
            "ItemKnn",
            "--metrics",
            "Recall@1,TestRecall@1");
    var knn = table.path("results").get(1).path("metrics");
    assertThat(knn.at("/Recall@1/value").asDouble()).isEqualTo(1);
    assertThat(knn.at("/TestRecall@1/value").asDouble()).isEqualTo(0.5);
  }

  @Test
  void lastItemIsRankedAmongNegatives() throws IOException {
    Path train = file("train.csv", "user,item,rating\na,1,5\nb,1,5\nb,2,4\nc,2,4\nc,3,1\nc,1,2\n");
    Path test = file("test.csv", "user,item\na,2\n");
    Path negatives = file("negatives.txt", "a 3 4 5 6 7\n");
    var table =
        measured(
            "--protocol",
            "leave-one-out",
            "--train",
            train.toString(),
            "--test",
            test.toString(),
            "--negatives",
            negatives.toString(),
            "--algorithm",
            "ItemKnn",
            "--metrics",
            "HR@1,FullHR@1");
    var popular = table.path("results").get(0).path("metrics");
    assertThat(popular.at("/HR@1/value").asDouble()).isEqualTo(1);
    assertThat(popular.at("/FullHR@1/value").asDouble()).isEqualTo(1);
  }

  @Test
  void lastOfASequenceIsTested() throws IOException {
    Path sequences = file("s.txt", "1 a b c d e\n2 a b c d e f\n3 c a b d f\n");
    var table =
        measured(
            "--protocol",
            "sequence",
            "--sequences",
            sequences.toString(),
            "--algorithm",
            "ItemKnn",
            "--metrics",
            "HR@2");
    assertThat(table.path("results").get(0).path("tested").asInt()).isEqualTo(3);
    assertThat(table.at("/results/0/metrics/HR@2/value").asDouble()).isEqualTo(1);
  }

  @Test
  void algorithmsOfOneRunAreComparedInPairs() throws IOException {
    Path file = file("r.csv", "user,item,rating\n" + ratings(",", false));
    var table =
        measured(
            "--ratings",
            file.toString(),
            "--algorithm",
            "ItemKnn",
            "--algorithm",
            "RandomOrder",
            "--metrics",
            "NDCG@5",
            "--folds",
            "2");
    var comparisons = table.path("comparisons");
    assertThat(comparisons).hasSize(3);
    var last = comparisons.get(2);
    assertThat(last.path("row").asInt()).isEqualTo(3);
    assertThat(last.path("from").asInt()).isEqualTo(2);
    double knn = table.at("/results/1/metrics/NDCG@5/value").asDouble();
    double random = table.at("/results/2/metrics/NDCG@5/value").asDouble();
    assertThat(last.at("/differences/NDCG@5/value").asDouble())
        .isCloseTo(random - knn, within(1e-9));
    assertThat(last.at("/differences/NDCG@5/high").asDouble()).isNegative();
    assertThat(out.toString())
        .contains("random-order (row 3) less item-knn (row 2), paired")
        .doesNotContain("less most-popular");
  }

  private Path space() throws IOException {
    return file(
        "space.json",
        "[{\"type\": \"RandomOrder\"}, {\"type\": \"ItemKnn\", \"neighbours\": [1, 20]}]");
  }

  @Test
  void whatIsBestOnValidationDataIsTestedOnce() throws IOException {
    Path train = file("train.csv", ratings(",", false));
    Path log = folder.resolve("log.jsonl");
    String[] command = {
      "--protocol",
      "topn",
      "--min-rating",
      "4",
      "--train",
      train.toString(),
      "--test",
      file("test.csv", "u0,i0,5\nu1,i1,5\nu2,i4,5\n").toString(),
      "--valid-folds",
      "3",
      "--search",
      space().toString(),
      "--halvings",
      "1",
      "--at-once",
      "2",
      "--search-log",
      log.toString(),
      "--metrics",
      "NDCG@5"
    };
    var table = measured(command);
    var search = table.path("search");
    assertThat(search.path("metric").asString()).isEqualTo("NDCG@5");
    assertThat(search.path("candidates").asInt()).isEqualTo(3);
    assertThat(search.at("/found/0/algorithm/type").asString()).isEqualTo("ItemKnn");
    assertThat(search.at("/found/0/share").asDouble()).isEqualTo(1);
    assertThat(search.at("/found/2/algorithm/type").asString()).isEqualTo("RandomOrder");
    assertThat(search.at("/found/2/share").asDouble()).isEqualTo(0.5);
    assertThat(table.path("results").findValuesAsString("type"))
        .containsExactly("MostPopular", "ItemKnn");
    assertThat(out.toString()).contains("Searched by NDCG@5, split by random, 3 folds: 3 of 3");

    String kept = Files.readString(log);
    assertThat(kept.lines().filter(line -> !line.isEmpty())).hasSize(5);
    assertThat(measured(command).path("search")).isEqualTo(search);
    assertThat(Files.readString(log)).isEqualTo(kept);
  }

  @Test
  void everyProtocolValidatesOnDataOfItsOwn() throws IOException {
    String train = file("train.csv", ratings(",", false)).toString();
    String some = file("some.csv", "u0,i1,5\nu1,i0,5\nu2,i3,1\n").toString();
    String given = file("given.csv", "x,i0\nx,i2\nx,i4\n").toString();
    String hidden = file("hidden.csv", "x,i6\nx,i8\n").toString();
    String space = space().toString();
    var strong =
        measured(
            "--protocol",
            "strong",
            "--train",
            train,
            "--fold-in",
            given,
            "--held-out",
            hidden,
            "--valid",
            given,
            hidden,
            "--search",
            space,
            "--trials",
            "4");
    assertThat(strong.at("/search/metric").asString()).isEqualTo("NDCG@100");
    var ratings =
        measured(
            "--protocol",
            "rating",
            "--train",
            train,
            "--test",
            some,
            "--valid",
            some,
            "--search",
            file("rating.json", "{\"type\": \"Baseline\", \"itemRidge\": [1, 100]}").toString());
    assertThat(ratings.at("/search/found")).hasSize(2);
    assertThat(ratings.at("/search/found/0/value").asDouble())
        .isLessThanOrEqualTo(ratings.at("/search/found/1/value").asDouble());
    var oneOut =
        measured(
            "--protocol",
            "leave-one-out",
            "--train",
            train,
            "--test",
            some,
            "--valid",
            some,
            "--search",
            space);
    assertThat(oneOut.at("/search/found")).hasSize(3);
    var sequence =
        measured(
            "--protocol",
            "sequence",
            "--sequences",
            file("s.txt", "1 a b c d e\n2 a b c d e f\n3 c a b d f\n").toString(),
            "--search",
            space);
    assertThat(sequence.at("/search/data").asString()).contains("before the last");
  }

  @Test
  void searchesThatCannotBeAreSaid() throws IOException {
    String train = file("train.csv", ratings(",", false)).toString();
    String space = space().toString();
    assertThat(run("evaluate", "--ratings", train, "--search", space)).isEqualTo(2);
    assertThat(err.toString()).contains("not split");
    assertThat(run("evaluate", "--ratings", train, "--trials", "3")).isEqualTo(2);
    assertThat(err.toString()).contains("belong to --search, which is missing");
    String[] topn = {
      "evaluate", "--protocol", "topn", "--train", train, "--test", train, "--search", space
    };
    assertThat(run(topn)).isEqualTo(2);
    assertThat(err.toString()).contains("--valid names 0 files where this protocol needs 1");
    assertThat(run(with(topn, "--valid", train, "--valid-folds", "2"))).isEqualTo(2);
    assertThat(err.toString()).contains("exclude each other");
    assertThat(run(with(topn, "--valid-folds", "1"))).isEqualTo(2);
    assertThat(err.toString()).contains("2 to 100 folds");
    assertThat(run(with(topn, "--valid-folds", "2", "--halvings", "99"))).isEqualTo(2);
    assertThat(err.toString()).contains("halves 0 to 10 times");
    assertThat(run(with(topn, "--valid-folds", "2", "--trials", "-1"))).isEqualTo(2);
    assertThat(run(with(topn, "--valid-folds", "2", "--search-seconds", "0"))).isEqualTo(2);
    assertThat(
            run(
                "evaluate",
                "--protocol",
                "sequence",
                "--sequences",
                train,
                "--valid-folds",
                "2",
                "--search",
                space))
        .isEqualTo(2);
    assertThat(err.toString()).contains("goes with rating, topn and strong");
  }

  private static String[] with(String[] command, String... more) {
    var all = new ArrayList<>(List.of(command));
    all.addAll(List.of(more));
    return all.toArray(String[]::new);
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
                  "NDCG@5"))
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
        "RMSE,MAE");
    assertThat(out.toString()).contains("biased-mf", "RMSE", "folded in").doesNotContain("NDCG");
  }

  @Test
  void filesThatCannotBeReadAreSaid() throws IOException {
    var zipped = new ByteArrayOutputStream();
    try (var gzip = new GZIPOutputStream(zipped)) {
      gzip.write(ratings(",", false).getBytes(StandardCharsets.UTF_8));
    }
    byte[] half = Arrays.copyOf(zipped.toByteArray(), zipped.size() / 2);
    Path cut = Files.write(folder.resolve("cut.csv.gz"), half);
    Path header = file("header.csv", "user,item,rating\n");

    assertThat(run("evaluate", "--ratings", cut.toString())).isEqualTo(3);
    assertThat(err.toString()).contains("cut.csv.gz", "cannot be read to its end");
    assertThat(run("evaluate", "--protocol", "sequence", "--sequences", cut.toString()))
        .isEqualTo(3);
    assertThat(run("evaluate", "--ratings", header.toString())).isEqualTo(3);
    assertThat(err.toString()).contains("header.csv holds no interactions");
  }

  @Test
  void whatCannotBeMeasuredIsSaid() throws IOException {
    String rated = file("r.csv", ratings(",", false)).toString();
    String pairs = file("p.csv", "user,item\na,b\na,c\nb,c\n").toString();
    String broken = file("x.csv", "1,2,3\n1,2\n").toString();

    assertThat(run("evaluate", "--ratings", rated, "--by", "time")).isEqualTo(2);
    assertThat(err.toString()).contains("no times");
    assertThat(run("evaluate", "--ratings", pairs, "--metrics", "RMSE")).isEqualTo(2);
    assertThat(err.toString()).contains("have no ratings");
    assertThat(run("evaluate", "--ratings", rated, "--metrics", "mrr")).isEqualTo(2);
    assertThat(err.toString()).contains("There is no metric mrr");
    assertThat(run("evaluate", "--ratings", rated, "--algorithm", "Itemknn")).isEqualTo(2);
    assertThat(err.toString()).contains("ItemKnn");
    assertThat(run("evaluate", "--ratings", broken)).isEqualTo(3);
    assertThat(err.toString()).contains("x.csv, line 2: the row has 2 fields instead of 3");
    assertThat(run("evaluate", "--ratings", folder + "/absent.csv")).isEqualTo(3);
    assertThat(run("evaluate")).isEqualTo(2);
    assertThat(err.toString()).contains("--ratings is missing");
    assertThat(run("evaluate", "--protocol", "top")).isEqualTo(2);
    assertThat(err.toString()).contains("There is no protocol top");
    assertThat(run("evaluate", "--ratings", rated, "--algorithm", "{\"type\"")).isEqualTo(2);
    assertThat(err.toString()).contains("--algorithm, line 1: this is no JSON");
    assertThat(run("evaluate", "--ratings", rated, "--algorithm", folder + "/no.json"))
        .isEqualTo(3);
    assertThat(run("evaluate", "--ratings", pairs, "--algorithm", "BiasedMf")).isEqualTo(2);
    assertThat(err.toString()).contains("BiasedMf learns from ratings");
    assertThat(
            run(
                "evaluate",
                "--protocol",
                "rating",
                "--train",
                rated,
                "--test",
                rated,
                "--algorithm",
                "ItemKnn"))
        .isEqualTo(2);
    assertThat(err.toString()).contains("ItemKnn predicts no ratings");
    Path none = file("none.json", "[]");
    assertThat(run("evaluate", "--ratings", rated, "--algorithm", none.toString())).isEqualTo(2);
    assertThat(err.toString()).contains("none.json: A list of algorithms has at least one");
    assertThat(run("evaluate", "--ratings", rated, "--metrics", "NDCG@5", "--min-rating", "9"))
        .isEqualTo(2);
    assertThat(err.toString()).contains("high enough for --min-rating");
    assertThat(run("evaluate", "--protocol", "topn", "--train", rated)).isEqualTo(2);
    assertThat(err.toString()).contains("--test is missing");
  }
}
