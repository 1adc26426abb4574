package org.tastemaker.server.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.DoubleUnaryOperator;
import org.jspecify.annotations.Nullable;
import org.tastemaker.engine.algorithm.Algorithm;
import org.tastemaker.engine.algorithm.BiasedMf;
import org.tastemaker.engine.algorithm.ImplicitAls;
import org.tastemaker.engine.algorithm.ItemKnn;
import org.tastemaker.engine.algorithm.Run;
import org.tastemaker.engine.evaluation.Question;
import org.tastemaker.server.json.Json;
import org.tastemaker.server.training.AlgorithmJson;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
    name = "evaluate",
    description = {
      "Measures algorithms on files, against popularity. Needs no database.",
      "",
      "Files are user,item[,rating[,timestamp]], comma-, tab-, ::- or blank-separated, or a line a"
          + " user followed by the items; plain or gzip. Intervals are 95 %% bootstrap intervals over"
          + " people. docs/quality.md defines the metrics.",
      ""
    },
    mixinStandardHelpOptions = true,
    sortOptions = false,
    footerHeading = "%nExamples:%n",
    footer = {
      "  ./tastemaker evaluate --ratings ml-latest-small/ratings.csv --by user --folds 5 \\",
      "      --algorithm ItemKnn --algorithm '{\"type\": \"ImplicitAls\", \"factors\": 32}'",
      "  ./tastemaker evaluate --protocol rating --train u1.base --test u1.test \\",
      "      --algorithm bench/settings/ml-100k-rating.json --json result.json",
      "  ./tastemaker evaluate --protocol topn --train train.csv --test test.csv --valid valid.csv \\",
      "      --search space.json --trials 40 --halvings 2 --search-log search.jsonl"
    })
final class EvaluateCommand implements Callable<Integer> {
  private static final double LIKED_FROM = 3.5;
  private static final List<Algorithm> ALL =
      List.of(new ImplicitAls(), new ItemKnn(), new BiasedMf());

  @Spec private CommandSpec spec;

  @Option(
      names = "--protocol",
      paramLabel = "NAME",
      defaultValue = "split",
      description = {
        "rating (ratings are predicted), topn (lists of all items), strong (people not trained on),"
            + " leave-one-out, split (cuts --ratings itself) or sequence (the last item of each)."
      })
  private String protocolName = "split";

  @Mixin private EvaluationFiles files = new EvaluationFiles();
  @Mixin private SearchOptions searching = new SearchOptions();

  @Option(
      names = "--by",
      paramLabel = "random|time|user",
      defaultValue = "random",
      description = {
        "split: what is hidden: random ratings of everybody; the newest ratings; or, of people who"
            + " are not trained on, a fifth of their ratings."
      })
  private SplitBy by = SplitBy.RANDOM;

  @Option(
      names = "--folds",
      paramLabel = "N",
      defaultValue = "5",
      description = {
        "split: how many parts the ratings or people are cut into, each hidden once. By time: the"
            + " newest part is hidden."
      })
  private int folds = 5;

  @Option(names = "--seed", paramLabel = "S", defaultValue = "1", description = "Of all chance.")
  private long seed = 1;

  @Option(
      names = "--algorithm",
      paramLabel = "JSON|FILE",
      description = {
        "An algorithm as {\"type\": \"ImplicitAls\", \"factors\": 32}, a JSON file of one or a list"
            + " of several, or only a type; may come several times. When left out, all that can be"
            + " measured with their defaults."
      })
  private List<String> algorithms = List.of();

  @Option(
      names = "--metrics",
      paramLabel = "NAME,…",
      split = ",",
      description = {
        "RMSE, MAE; NDCG@K, Recall@K, CappedRecall@K, TestRecall@K, HR@K, Precision@K, Coverage@K;"
            + " FullNDCG@K, FullHR@K."
      })
  private List<String> metrics = List.of();

  @Option(
      names = "--min-rating",
      paramLabel = "R",
      description = {
        "For lists: from where on a rating is a liking; any other is nothing. When left out, 3.5"
            + " with split, and everything is a liking otherwise."
      })
  private @Nullable Double minRating;

  @Option(
      names = "--threads",
      paramLabel = "N",
      description = "For training; as many as there are processors when left out.")
  private int threads = Runtime.getRuntime().availableProcessors();

  @Option(names = "--json", paramLabel = "FILE", description = "Also write the table as JSON.")
  private @Nullable Path json;

  EvaluateCommand() {}

  @Override
  public Integer call() {
    var table = table();
    var out = spec.commandLine().getOut();
    out.println(table.text());
    out.flush();
    if (json != null) {
      write(table, json);
    }
    return ExitCode.DONE.code();
  }

  private EvaluationTable table() {
    try {
      if (threads < 1 || threads > 1024) {
        throw new IllegalArgumentException("There are 1 to 1024 threads, not " + threads + ".");
      }
      return table(Protocol.named(protocolName));
    } catch (IllegalArgumentException e) {
      throw new CommandException(ExitCode.USAGE, String.valueOf(e.getMessage()), e);
    }
  }

  private EvaluationTable table(Protocol protocol) {
    List<Algorithm> chosen = new ArrayList<>(AlgorithmArguments.read(algorithms));
    var run = new LineRun(seed, threads, spec.commandLine().getErr());
    var search = searching.isWanted() ? Optional.of(search(protocol, run)) : noSearch();
    search.ifPresent(
        found -> chosen.addFirst(AlgorithmJson.read(found.found().getFirst().algorithm())));
    var data = data(protocol);
    var examining = examining(protocol, data);
    var examined = examining.examine(chosen.isEmpty() ? examining.suitable(ALL) : chosen, run);
    return new EvaluationTable(
        protocol.label(),
        data.words(),
        data.people(),
        data.items(),
        data.interactions(),
        seed,
        threads,
        files.hash(),
        search,
        examined.stream().map(Examining.Examined::row).toList(),
        examining.comparisons(examined));
  }

  private static Optional<EvaluationTable.Searched> noSearch() {
    return Optional.empty();
  }

  private Examining examining(Protocol protocol, EvaluationData data) {
    return new Examining(
        data,
        Metrics.of(metrics, protocol, data),
        protocol == Protocol.SPLIT ? Question.Order.AS_SERVED : Question.Order.BY_SCORE,
        preference(protocol, data));
  }

  private EvaluationTable.Searched search(Protocol protocol, Run run) {
    var data = searching.data(protocol, files, seed);
    var examining = examining(protocol, data);
    String metric = examining.metrics().measured().firstEntry().getKey();
    var candidates = searching.candidates(seed);
    String context =
        "%s, %s, seed %d, min-rating %s, %s"
            .formatted(
                protocol.label(), metric, seed, minRating, files.searchedHash(searching.valid()));
    var found = examining.search(candidates, searching.plan(), searching.journal(context), run);
    if (found.isEmpty()) {
      throw new CommandException(
          ExitCode.REFUSED, "No candidate was measured within --search-seconds.");
    }
    return new EvaluationTable.Searched(
        metric,
        data.words(),
        candidates.size(),
        found.stream()
            .map(each ->
                new EvaluationTable.Found(
                    AlgorithmJson.write(each.algorithm()), each.share(), each.value()))
            .toList());
  }

  private EvaluationData data(Protocol protocol) {
    return switch (protocol) {
      case RATING, TOPN -> EvaluationData.ofFolds(files.train(), files.test());
      case STRONG -> EvaluationData.ofStrangers(files.trainOne(), files.foldIn(), files.heldOut());
      case LEAVE_ONE_OUT ->
          EvaluationData.ofLastItems(files.trainOne(), files.testOne(), files.negatives());
      case SEQUENCE -> EvaluationData.ofSequences(files.sequences());
      case SPLIT -> EvaluationData.ofOne(files.ratings(), by, folds, seed);
    };
  }

  private DoubleUnaryOperator preference(Protocol protocol, EvaluationData data) {
    if (minRating != null && !data.isRated()) {
      throw new IllegalArgumentException("--min-rating makes no sense: the data have no ratings.");
    }
    double usual =
        protocol == Protocol.SPLIT && data.isRated() ? LIKED_FROM : Double.NEGATIVE_INFINITY;
    double from = minRating == null ? usual : minRating;
    return value -> value >= from ? 1 : 0;
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
