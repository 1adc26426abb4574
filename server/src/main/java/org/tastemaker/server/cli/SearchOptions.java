package org.tastemaker.server.cli;

import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.tastemaker.engine.algorithm.Algorithm;
import org.tastemaker.engine.evaluation.Search;
import picocli.CommandLine.Option;

/// How hyper-parameters are searched.
final class SearchOptions {
  private static final Set<Protocol> FOLDED =
      EnumSet.of(Protocol.RATING, Protocol.TOPN, Protocol.STRONG);

  @Option(
      names = "--search",
      paramLabel = "FILE",
      description = {
        "Finds hyper-parameters on validation data and then scores the test data once. The file has"
            + " an algorithm or a list of several with open fields: [32, 64], or {\"from\": 0.001,"
            + " \"to\": 0.1, \"scale\": \"log\", \"steps\": 4}. The first of --metrics decides."
      })
  private @Nullable Path space;

  @Option(
      names = "--valid",
      paramLabel = "FILE",
      arity = "1..*",
      description = {
        "search: what is hidden while searching, as --test is afterwards; with strong two files,"
            + " what is given and what is hidden. Sequences validate on the item before the last."
      })
  private List<Path> valid = List.of();

  @Option(
      names = "--valid-folds",
      paramLabel = "N",
      defaultValue = "0",
      description =
          "search: in place of --valid, folds of the training file; rating, topn, strong.")
  private int validFolds;

  @Option(
      names = "--trials",
      paramLabel = "N",
      defaultValue = "0",
      description = "search: how many are drawn at random; all combinations when left out.")
  private int trials;

  @Option(
      names = "--halvings",
      paramLabel = "N",
      defaultValue = "0",
      description = {
        "search: how often the better half goes on with twice as many people; the last time with"
            + " all."
      })
  private int halvings;

  @Option(
      names = "--at-once",
      paramLabel = "N",
      defaultValue = "1",
      description = "search: trainings at a time; they share the threads.")
  private int atOnce = 1;

  @Option(
      names = "--search-seconds",
      paramLabel = "S",
      defaultValue = "3600",
      description = "search: how long it may take; what was best until then is taken.")
  private long seconds = 3600;

  @Option(
      names = "--search-log",
      paramLabel = "FILE",
      description = "search: keeps every training, so that a search that was stopped goes on.")
  private @Nullable Path log;

  SearchOptions() {}

  /// Whether anything is searched.
  ///
  /// @throws IllegalArgumentException when it is not, and options say how
  boolean isWanted() {
    if (space == null && (!valid.isEmpty() || validFolds != 0 || trials != 0 || log != null)) {
      throw new IllegalArgumentException(
          "--valid, --valid-folds, --trials and --search-log belong to --search, which is missing.");
    }
    return space != null;
  }

  /// What is tried.
  List<Algorithm> candidates(long seed) {
    if (trials < 0 || trials > 100_000) {
      throw new IllegalArgumentException("There are 1 to 100000 trials, not " + trials + ".");
    }
    var read = SearchSpace.read(Objects.requireNonNull(space));
    return trials == 0 ? read.grid() : read.draw(trials, seed);
  }

  Search.Plan plan() {
    return new Search.Plan(halvings, atOnce, Duration.ofSeconds(seconds));
  }

  /// The journal: a file where one is named.
  ///
  /// @param context what findings depend on
  Search.Journal journal(String context) {
    return Optional.ofNullable(log)
        .<Search.Journal>map(
            file -> new SearchLog(file, "%s, %d folds".formatted(context, validFolds)))
        .orElseGet(Search.Journal::none);
  }

  /// The files named by `--valid`.
  List<Path> valid() {
    return valid;
  }

  /// The data that are searched on.
  EvaluationData data(Protocol protocol, EvaluationFiles files, long seed) {
    if (validFolds != 0 && !valid.isEmpty()) {
      throw new IllegalArgumentException("--valid and --valid-folds exclude each other.");
    }
    if (validFolds != 0 && !FOLDED.contains(protocol)) {
      throw new IllegalArgumentException("--valid-folds goes with rating, topn and strong.");
    }
    return switch (protocol) {
      case RATING, TOPN ->
          validFolds != 0
              ? EvaluationData.ofOne(files.trainOne(), SplitBy.RANDOM, validFolds, seed)
              : EvaluationData.ofFolds(files.train(), validFor(files.train().size()));
      case STRONG ->
          validFolds != 0
              ? EvaluationData.ofOne(files.trainOne(), SplitBy.USER, validFolds, seed)
              : EvaluationData.ofStrangers(
                  files.trainOne(), validFor(2).getFirst(), validFor(2).getLast());
      case LEAVE_ONE_OUT ->
          EvaluationData.ofLastItems(files.trainOne(), validFor(1).getFirst(), files.negatives());
      case SEQUENCE -> EvaluationData.ofSequencesButLast(files.sequences());
      case SPLIT ->
          throw new IllegalArgumentException(
              "--search needs a protocol that names what is trained and what is tested, not split.");
    };
  }

  private List<Path> validFor(int count) {
    if (valid.size() != count) {
      throw new IllegalArgumentException(
          "--valid names %d files where this protocol needs %d.".formatted(valid.size(), count));
    }
    return valid;
  }
}
