package org.tastemaker.server.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.tastemaker.engine.algorithm.Algorithm;
import org.tastemaker.engine.algorithm.BiasedMf;
import org.tastemaker.engine.algorithm.ImplicitAls;
import org.tastemaker.engine.algorithm.ItemKnn;
import org.tastemaker.server.importing.RatingsFile;
import org.tastemaker.server.json.Json;
import org.tastemaker.server.training.AlgorithmJson;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
    name = "evaluate",
    description = {
      "Measures algorithms on a file of ratings, against popularity. Needs no database.",
      "",
      "The file is user,item[,rating[,timestamp]], comma-, tab-, ::- or blank-separated, plain or gzip."
          + " People are folded in, as they are when the models serve. Intervals are 95 %% bootstrap"
          + " intervals over people.",
      ""
    },
    mixinStandardHelpOptions = true,
    sortOptions = false,
    footerHeading = "%nExample:%n",
    footer = {
      "  ./tastemaker evaluate --ratings ml-latest-small/ratings.csv --by user --folds 5 \\",
      "      --algorithm ItemKnn --algorithm '{\"type\": \"ImplicitAls\", \"factors\": 32}'"
    })
final class EvaluateCommand implements Callable<Integer> {
  private static final List<Algorithm> ALL =
      List.of(new ImplicitAls(), new ItemKnn(), new BiasedMf());

  @Spec private CommandSpec spec;

  @Option(
      names = "--protocol",
      paramLabel = "NAME",
      defaultValue = "split",
      description = "How it is measured. There is one protocol so far: split.")
  private Protocol protocol = Protocol.SPLIT;

  @Option(names = "--ratings", paramLabel = "FILE", required = true, description = "The ratings.")
  private @Nullable Path ratings;

  @Option(
      names = "--by",
      paramLabel = "random|time|user",
      defaultValue = "random",
      description = {
        "What is hidden: random ratings of everybody; the newest ratings; or, of people who are not"
            + " trained on, a fifth of their ratings."
      })
  private SplitBy by = SplitBy.RANDOM;

  @Option(
      names = "--folds",
      paramLabel = "N",
      defaultValue = "5",
      description = {
        "How many parts the ratings or people are cut into, each hidden once. By time: the newest"
            + " part is hidden."
      })
  private int folds = 5;

  @Option(names = "--seed", paramLabel = "S", defaultValue = "1", description = "Of all chance.")
  private long seed = 1;

  @Option(
      names = "--algorithm",
      paramLabel = "JSON",
      description = {
        "An algorithm as {\"type\": \"ImplicitAls\", \"factors\": 32} or only its type; may come"
            + " several times. All of them with their defaults when left out."
      })
  private List<String> algorithms = List.of();

  @Option(
      names = "--metrics",
      paramLabel = "NAME,…",
      split = ",",
      description = {
        "rmse, mae; ndcg@K, recall@K, capped-recall@K, precision@K, hit-rate@K, coverage@K."
      })
  private List<String> metrics = List.of();

  @Option(
      names = "--min-rating",
      paramLabel = "R",
      defaultValue = "3.5",
      description = "For lists: from where on a rating is a liking.")
  private double minRating = 3.5;

  @Option(names = "--json", paramLabel = "FILE", description = "Also write the table as JSON.")
  private @Nullable Path json;

  EvaluateCommand() {}

  private enum Protocol {
    SPLIT
  }

  @Override
  public Integer call() {
    if (ratings == null) {
      throw new CommandException(ExitCode.USAGE, "--ratings is missing.");
    }
    var table = table(ratings);
    var out = spec.commandLine().getOut();
    out.println(table.text());
    out.flush();
    if (json != null) {
      write(table, json);
    }
    return ExitCode.DONE.code();
  }

  private EvaluationTable table(Path file) {
    try {
      var data = EvaluationData.read(RatingsFile.at(file));
      var run = new LineRun(seed, spec.commandLine().getErr());
      var wanted = Metrics.of(metrics, data.isRated());
      return switch (protocol) {
        case SPLIT ->
            new SplitProtocol(by, folds, seed, minRating, wanted).measure(data, chosen(), run);
      };
    } catch (IllegalArgumentException e) {
      throw new CommandException(ExitCode.USAGE, String.valueOf(e.getMessage()), e);
    }
  }

  private List<Algorithm> chosen() {
    return algorithms.isEmpty() ? ALL : algorithms.stream().map(EvaluateCommand::read).toList();
  }

  private static Algorithm read(String text) {
    return AlgorithmJson.read(
        text.startsWith("{")
            ? text
            : Json.mapper().createObjectNode().put("type", text).toString());
  }

  private static void write(EvaluationTable table, Path file) {
    try {
      Files.writeString(
          file, Json.mapper().writerWithDefaultPrettyPrinter().writeValueAsString(table) + "\n");
    } catch (IOException e) {
      throw new CommandException(
          ExitCode.REFUSED, "%s cannot be written: %s".formatted(file, e.getMessage()), e);
    }
  }
}
