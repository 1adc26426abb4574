package org.tastemaker.server.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.tastemaker.engine.data.Interactions;
import org.tastemaker.engine.evaluation.HeldOut;
import org.tastemaker.engine.evaluation.Split;
import org.tastemaker.server.importing.ImportException;
import org.tastemaker.server.importing.RatingsFile;

/// What an evaluation is made on.
///
/// @param words how it was split
/// @param isRated whether there are ratings; values are 1 otherwise
/// @param negatives one row a person of the training data, for sampled lists
record EvaluationData(
    String words,
    int people,
    int items,
    long interactions,
    boolean isRated,
    List<Split> splits,
    Optional<int[][]> negatives) {
  private static final double HIDDEN_OF_A_TESTER = 0.2;

  EvaluationData {
    splits = List.copyOf(splits);
    if (splits.stream().allMatch(split -> split.people().isEmpty())) {
      throw new IllegalArgumentException("Nothing is hidden, so nothing can be measured.");
    }
  }

  /// Reads training and test files, a fold a pair.
  static EvaluationData ofFolds(List<Path> training, List<Path> tests) {
    var numbering = new Numbering();
    var trained = training.stream().map(numbering::read).toList();
    var tested = tests.stream().map(numbering::read).toList();
    List<Split> splits = new ArrayList<>();
    for (int fold = 0; fold < trained.size(); fold++) {
      splits.add(Split.of(numbering.build(trained.get(fold)), numbering.build(tested.get(fold))));
    }
    boolean isRated = trained.stream().allMatch(Numbering.Content::isRated);
    String words = splits.size() == 1 ? "tested on a file" : splits.size() + " folds";
    return of(words, numbering, isRated, splits, Optional.empty());
  }

  /// Reads people who are not trained on; items that the training does not know are left out.
  static EvaluationData ofStrangers(Path training, Path foldIn, Path heldOut) {
    var numbering = new Numbering();
    var trained = numbering.read(training);
    var others = numbering.otherPeople();
    var given = others.readKnownItems(foldIn);
    var hidden = others.readKnownItems(heldOut);
    var split = Split.strong(numbering.build(trained), others.build(given), others.build(hidden));
    return of(
        "tested on people who were not trained on",
        numbering,
        trained.isRated() && given.isRated(),
        List.of(split),
        Optional.empty());
  }

  /// Reads a test of one item a person, and the items that it is ranked among.
  static EvaluationData ofLastItems(Path training, Path test, List<Path> negatives) {
    var numbering = new Numbering();
    var trained = numbering.read(training);
    var tested = numbering.read(test);
    var sampled = negatives.stream().findFirst().map(file -> negatives(file, numbering));
    var split = Split.of(numbering.build(trained), numbering.build(tested));
    for (HeldOut person : split.people()) {
      if (sampled.isPresent() && sampled.get()[person.trainee()].length == 0) {
        throw new ImportException(
            "%s lacks the items for somebody in %s.".formatted(negatives.getFirst(), test));
      }
    }
    return of("one item a person", numbering, trained.isRated(), List.of(split), sampled);
  }

  private static int[][] negatives(Path file, Numbering numbering) {
    Map<String, Integer> people = numbering.peopleNumbers();
    var rows = new int[people.size()][0];
    RatingsFile.ofLists(file)
        .readLists((user, items) -> {
          Integer person = people.get(user);
          if (person != null) {
            rows[person] = items.stream().mapToInt(numbering::item).toArray();
          }
        });
    return rows;
  }

  /// Reads sequences, a person a line.
  static EvaluationData ofSequences(Path file) {
    return ofSequences(file, "the last item of every sequence is tested", Split::sequences);
  }

  /// The same to validate on: the last item of every sequence is not looked at.
  static EvaluationData ofSequencesButLast(Path file) {
    return ofSequences(
        file, "the item before the last of every sequence is tested", Split::sequencesButLast);
  }

  private interface OfSequences {
    Split split(List<int[]> sequences, int items);
  }

  private static EvaluationData ofSequences(Path file, String words, OfSequences cut) {
    Map<String, Integer> items = new HashMap<>();
    List<int[]> sequences = new ArrayList<>();
    RatingsFile.ofLists(file)
        .readLists((_, names) ->
            sequences.add(
                names.stream()
                    .mapToInt(name -> items.computeIfAbsent(name, _ -> items.size()))
                    .toArray()));
    long interactions = sequences.stream().mapToLong(sequence -> sequence.length).sum();
    return new EvaluationData(
        words,
        sequences.size(),
        items.size(),
        interactions,
        false,
        List.of(cut.split(sequences, items.size())),
        Optional.empty());
  }

  /// Reads a file and splits it.
  static EvaluationData ofOne(Path file, SplitBy by, int folds, long seed) {
    var numbering = new Numbering();
    var content = numbering.read(file);
    var all = numbering.build(content);
    return new EvaluationData(
        words(by, folds),
        all.users(),
        all.items(),
        all.size(),
        content.isRated(),
        split(all, by, folds, seed),
        Optional.empty());
  }

  private static List<Split> split(Interactions all, SplitBy by, int folds, long seed) {
    return switch (by) {
      case RANDOM -> Split.folds(all, folds, seed);
      case USER -> Split.userFolds(all, folds, HIDDEN_OF_A_TESTER, seed);
      case TIME -> List.of(Split.byTime(all, 1.0 / folds));
    };
  }

  private static String words(SplitBy by, int folds) {
    return switch (by) {
      case RANDOM -> "split by random, %d folds".formatted(folds);
      case USER -> "split by user, %d folds, a fifth of a tester's hidden".formatted(folds);
      case TIME ->
          String.format(Locale.ROOT, "split by time, the newest %.0f %% hidden", 100.0 / folds);
    };
  }

  private static EvaluationData of(
      String words,
      Numbering numbering,
      boolean isRated,
      List<Split> splits,
      Optional<int[][]> negatives) {
    long hidden =
        splits.stream()
            .flatMap(split -> split.people().stream())
            .mapToLong(person -> person.hidden().size())
            .sum();
    long trained = splits.stream().mapToLong(split -> split.training().size()).sum();
    return new EvaluationData(
        words,
        numbering.people(),
        numbering.items(),
        (trained + hidden) / splits.size(),
        isRated,
        splits,
        negatives);
  }
}
