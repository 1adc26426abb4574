package org.tastemaker.engine.evaluation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.IntStream;
import org.tastemaker.engine.data.Interactions;
import org.tastemaker.engine.data.Profile;

/// Interactions cut into what is learned from and what is tested on. Same data, shares and seed:
/// the same split.
///
/// @param training keeps the numbering of people and items
/// @param people those with something hidden
public record Split(Interactions training, List<HeldOut> people) {
  public Split {
    people = List.copyOf(people);
  }

  /// Hides every interaction with the probability `share`; the rest is trained on, and given.
  public static Split random(Interactions data, double share, long seed) {
    var random = new SplittableRandom(seed);
    checkShare(share);
    return hiding(data, (_, _) -> random.nextDouble() < share);
  }

  /// k-fold cross-validation: every interaction is hidden in exactly one of the splits.
  public static List<Split> folds(Interactions data, int folds, long seed) {
    checkFolds(folds);
    var random = new SplittableRandom(seed);
    var foldOf = new byte[Math.toIntExact(data.size())];
    for (int entry = 0; entry < foldOf.length; entry++) {
      foldOf[entry] = (byte) random.nextInt(folds);
    }
    List<Split> splits = new ArrayList<>();
    for (int fold = 0; fold < folds; fold++) {
      int hidden = fold;
      splits.add(hiding(data, (_, entry) -> foldOf[entry] == hidden));
    }
    return splits;
  }

  /// Hides the newest `share` of all interactions, at one moment for everybody: nothing is learned
  /// from the future. Somebody who came later is given nothing, as somebody new is.
  ///
  /// @throws IllegalArgumentException when the interactions carry no times
  public static Split byTime(Interactions data, double share) {
    checkShare(share);
    if (!data.timed()) {
      throw new IllegalArgumentException(
          "These interactions carry no times, so they cannot be split by time.");
    }
    var seconds = new long[Math.toIntExact(data.size())];
    Arrays.setAll(seconds, data::second);
    Arrays.sort(seconds);
    int last = (int) Math.floor((1 - share) * seconds.length) - 1;
    long cut = last < 0 ? Long.MIN_VALUE : seconds[last];
    return hiding(data, (_, entry) -> data.second(entry) > cut);
  }

  /// Strong generalisation: a share `testers` of the people is not trained on at all; of theirs,
  /// `share` is hidden and the rest given.
  public static Split byUser(Interactions data, double testers, double share, long seed) {
    checkShare(testers);
    var random = new SplittableRandom(seed);
    var tests = new boolean[data.users()];
    for (int user = 0; user < tests.length; user++) {
      tests[user] = random.nextDouble() < testers;
    }
    return strong(data, tests, share, random.nextLong());
  }

  /// Strong generalisation k times: everybody is a tester in exactly one of the splits.
  public static List<Split> userFolds(Interactions data, int folds, double share, long seed) {
    checkFolds(folds);
    var random = new SplittableRandom(seed);
    var foldOf = new int[data.users()];
    Arrays.setAll(foldOf, _ -> random.nextInt(folds));
    List<Split> splits = new ArrayList<>();
    for (int fold = 0; fold < folds; fold++) {
      var tests = new boolean[foldOf.length];
      for (int user = 0; user < tests.length; user++) {
        tests[user] = foldOf[user] == fold;
      }
      splits.add(strong(data, tests, share, random.nextLong()));
    }
    return splits;
  }

  /// The same split with every value mapped, training, given and hidden alike; what maps to 0 is
  /// left out. Makes preferences of ratings: `split.mapped(mapping::ofRating)`.
  public Split mapped(DoubleUnaryOperator mapping) {
    List<HeldOut> mapped = new ArrayList<>();
    for (var person : people) {
      var hidden = person.hidden().mapped(mapping);
      if (hidden.size() > 0) {
        mapped.add(
            new HeldOut(person.given().mapped(mapping), hidden, person.trainee(), new long[0]));
      }
    }
    return new Split(training.mapped(mapping), mapped);
  }

  /// The same split where only a share of the people is trained on; of those tested, whoever is
  /// trained on otherwise and now is not is left out. A cheap look at what the whole would say.
  public Split ofPeople(double share, long seed) {
    checkShare(share);
    var random = new SplittableRandom(seed);
    var kept = new boolean[training.users()];
    for (int user = 0; user < kept.length; user++) {
      kept[user] = random.nextDouble() < share;
    }
    var some = Interactions.builder();
    for (int user = 0; user < kept.length; user++) {
      if (kept[user]) {
        learn(training, user, new boolean[training.byUser().length(user)], some);
      }
    }
    var tested =
        people.stream()
            .filter(person -> person.trainee() == HeldOut.NOBODY || kept[person.trainee()])
            .toList();
    return new Split(some.build(training.users(), training.items()), tested);
  }

  /// The people with only those hidden whose value the mapping makes a preference; given is all.
  List<HeldOut> onlyPreferredHidden(DoubleUnaryOperator preference) {
    List<HeldOut> preferred = new ArrayList<>();
    for (var person : people) {
      var hidden = person.hidden().mapped(preference);
      if (hidden.size() > 0) {
        preferred.add(new HeldOut(person.given(), hidden, person.trainee(), new long[0]));
      }
    }
    return preferred;
  }

  /// A split that somebody made: whoever is in the test is given what they are trained with.
  ///
  /// @param test numbered as the training is, with as many people and items
  public static Split of(Interactions training, Interactions test) {
    checkNumbering(training, test);
    List<HeldOut> people = new ArrayList<>();
    for (int user = 0; user < test.users(); user++) {
      var hidden = test.byUser().profile(user);
      if (hidden.size() > 0) {
        var given = training.byUser().profile(user);
        people.add(new HeldOut(given, hidden, user, seconds(test, user)));
      }
    }
    return new Split(training, people);
  }

  /// Strong generalisation that somebody made: nobody tested is trained on.
  ///
  /// @param foldIn what is given, its items numbered as the training's
  /// @param heldOut what is hidden, numbered as `foldIn` is
  public static Split strong(Interactions training, Interactions foldIn, Interactions heldOut) {
    checkNumbering(foldIn, heldOut);
    List<HeldOut> people = new ArrayList<>();
    for (int user = 0; user < heldOut.users(); user++) {
      var hidden = heldOut.byUser().profile(user);
      if (hidden.size() > 0) {
        people.add(new HeldOut(foldIn.byUser().profile(user), hidden));
      }
    }
    return new Split(training, people);
  }

  /// The last item of every sequence is hidden and all before it given; trained on is all but the
  /// last two, with the place in the sequence as the time, so that the one before the last can
  /// validate. A sequence of fewer than three items is trained on and not tested.
  ///
  /// @param sequences of items, from the oldest to the newest, one a person
  public static Split sequences(List<int[]> sequences, int items) {
    return sequences(sequences, items, 1);
  }

  /// The same with the item before the last hidden and all before that given, for validation: the
  /// last is neither hidden nor given.
  public static Split sequencesButLast(List<int[]> sequences, int items) {
    return sequences(sequences, items, 2);
  }

  /// @param back how far from the end the hidden item stands, 1 for the last
  private static Split sequences(List<int[]> sequences, int items, int back) {
    var training = Interactions.builder();
    List<HeldOut> people = new ArrayList<>();
    for (int user = 0; user < sequences.size(); user++) {
      var sequence = sequences.get(user);
      boolean tested = sequence.length > 2;
      int learnt = tested ? sequence.length - 2 : sequence.length;
      for (int at = 0; at < learnt; at++) {
        training.add(user, sequence[at], 1, at);
      }
      if (tested) {
        int last = sequence.length - back;
        var given = liked(IntStream.range(0, last), Arrays.copyOf(sequence, last));
        people.add(new HeldOut(given, liked(IntStream.of(last), sequence[last])));
      }
    }
    return new Split(training.build(sequences.size(), items), people);
  }

  private static Profile liked(IntStream places, int... items) {
    var values = new float[items.length];
    Arrays.fill(values, 1);
    return Profile.of(items, values, places.asLongStream().toArray());
  }

  private static void checkNumbering(Interactions given, Interactions hidden) {
    if (given.users() != hidden.users() || given.items() != hidden.items()) {
      throw new IllegalArgumentException(
          given + " are not numbered as " + hidden + " that were held out of them.");
    }
  }

  private static long[] seconds(Interactions data, int user) {
    if (!data.timed()) {
      return new long[0];
    }
    int begin = data.byUser().begin(user);
    var seconds = new long[data.byUser().length(user)];
    Arrays.setAll(seconds, at -> data.second(begin + at));
    return seconds;
  }

  private interface Hides {
    boolean entry(int user, int entry);
  }

  private static Split hiding(Interactions data, Hides hides) {
    var rows = data.byUser();
    var training = Interactions.builder();
    List<HeldOut> people = new ArrayList<>();
    for (int user = 0; user < data.users(); user++) {
      var hidden = new boolean[rows.length(user)];
      for (int i = 0; i < hidden.length; i++) {
        hidden[i] = hides.entry(user, rows.begin(user) + i);
      }
      var person = parted(rows.profile(user), hidden);
      learn(data, user, hidden, training);
      if (person.hidden().size() > 0) {
        var seconds = only(hidden, seconds(data, user));
        people.add(new HeldOut(person.given(), person.hidden(), user, seconds));
      }
    }
    return new Split(training.build(data.users(), data.items()), people);
  }

  private static Split strong(Interactions data, boolean[] tests, double share, long seed) {
    checkShare(share);
    var random = new SplittableRandom(seed);
    var rows = data.byUser();
    var training = Interactions.builder();
    List<HeldOut> people = new ArrayList<>();
    for (int user = 0; user < data.users(); user++) {
      var hidden = new boolean[rows.length(user)];
      if (!tests[user]) {
        learn(data, user, hidden, training);
        continue;
      }
      for (int i = 0; i < hidden.length; i++) {
        hidden[i] = random.nextDouble() < share;
      }
      var person = parted(rows.profile(user), hidden);
      if (person.hidden().size() > 0) {
        people.add(person);
      }
    }
    return new Split(training.build(data.users(), data.items()), people);
  }

  private static void learn(
      Interactions data, int user, boolean[] hidden, Interactions.Builder training) {
    var rows = data.byUser();
    for (int i = 0; i < hidden.length; i++) {
      int entry = rows.begin(user) + i;
      if (hidden[i]) {
        continue;
      }
      if (data.timed()) {
        training.add(user, rows.column(entry), rows.value(entry), data.second(entry));
      } else {
        training.add(user, rows.column(entry), rows.value(entry));
      }
    }
  }

  private static long[] only(boolean[] wanted, long[] all) {
    return IntStream.range(0, all.length)
        .filter(at -> wanted[at])
        .mapToLong(at -> all[at])
        .toArray();
  }

  private static HeldOut parted(Profile profile, boolean[] hidden) {
    return new HeldOut(part(profile, hidden, false), part(profile, hidden, true));
  }

  private static Profile part(Profile profile, boolean[] hidden, boolean wanted) {
    int size = 0;
    var items = new int[hidden.length];
    var values = new float[hidden.length];
    var seconds = new long[hidden.length];
    for (int i = 0; i < hidden.length; i++) {
      if (hidden[i] == wanted) {
        items[size] = profile.items()[i];
        seconds[size] = profile.ordered() ? profile.seconds()[i] : 0;
        values[size++] = profile.values()[i];
      }
    }
    return new Profile(
        Arrays.copyOf(items, size),
        Arrays.copyOf(values, size),
        Arrays.copyOf(seconds, profile.ordered() ? size : 0));
  }

  private static void checkShare(double share) {
    if (!(share > 0 && share < 1)) {
      throw new IllegalArgumentException("A share lies between 0 and 1, not at " + share + ".");
    }
  }

  private static void checkFolds(int folds) {
    if (folds < 2 || folds > 100) {
      throw new IllegalArgumentException("There are 2 to 100 folds, not " + folds + ".");
    }
  }
}
