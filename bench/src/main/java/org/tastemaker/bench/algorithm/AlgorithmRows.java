package org.tastemaker.bench.algorithm;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import org.tastemaker.engine.algorithm.BiasedMf;
import org.tastemaker.engine.algorithm.Bpr;
import org.tastemaker.engine.algorithm.Ease;
import org.tastemaker.engine.algorithm.ImplicitAls;
import org.tastemaker.engine.algorithm.Run;
import org.tastemaker.engine.algorithm.TopLists;
import org.tastemaker.engine.data.Interactions;
import org.tastemaker.engine.data.Profile;
import org.tastemaker.engine.data.Rows;
import org.tastemaker.engine.model.ImplicitFactors;
import org.tastemaker.engine.model.Model;

/// Prints rows of the table of docs/performance.md, one kind a process, so that peak memory is its
/// own: `bench/algorithms` starts them.
public final class AlgorithmRows {
  private static final int LISTED = 10;

  private AlgorithmRows() {}

  /// `kernels`, `als FILE FACTORS THREADS STEPS`, `lists FILE FACTORS THREADS`, `request FILE
  /// FACTORS`, `bpr FILE FACTORS THREADS`, `svd FILE THREADS`, `ease ITEMS THREADS` or `ease-file
  /// FILE THREADS`.
  public static void main(String[] arguments) {
    switch (arguments[0]) {
      case "kernels" -> new KernelRows().print();
      case "als" -> als(arguments, number(arguments, 4));
      case "lists" -> lists(arguments);
      case "request" -> request(arguments);
      case "bpr" -> bpr(arguments);
      case "svd" -> svd(RatingsFile.ratings(Path.of(arguments[1])), number(arguments, 2));
      case "ease" -> ease(made(number(arguments, 1)), number(arguments, 2));
      case "ease-file" ->
          ease(compact(RatingsFile.likings(Path.of(arguments[1]))), number(arguments, 2));
      default -> throw new IllegalArgumentException("There are no rows of " + arguments[0] + ".");
    }
  }

  private static int number(String[] arguments, int at) {
    return Integer.parseInt(arguments[at]);
  }

  private static void row(String name, Clock clock, String figure) {
    System.out.printf(
        Locale.ROOT,
        "%-58s %8.3f s, %8.3f s of processor time; %s(%s)%n",
        name,
        clock.wall(),
        clock.processor(),
        figure,
        Clock.circumstances());
  }

  private static ImplicitAls algorithm(int factors, int iterations, int steps) {
    return new ImplicitAls(factors, iterations, 0.1, 0.2, 0.6, steps);
  }

  private static void als(String[] arguments, int steps) {
    var data = compact(RatingsFile.likings(Path.of(arguments[1])));
    int factors = number(arguments, 2);
    var sweeps = new Sweeps(number(arguments, 3));
    var model = algorithm(factors, 5, steps).train(data, sweeps);
    row(
        "iALS sweep, %d factors, %s, %d threads"
            .formatted(
                factors, steps == 0 ? "exact" : steps + " conjugate steps", sweeps.threads()),
        sweeps.least(),
        "loss %.6g after 5 sweeps, ".formatted(loss(model, data)));
  }

  /// Observed and unobserved part of the objective, of every hundredth person, folded in.
  private static double loss(Model model, Interactions data) {
    var scores = new float[data.items()];
    double loss = 0;
    for (int user = 0; user < data.users(); user += 100) {
      var profile = data.byUser().profile(user);
      model.foldIn(profile).score(scores);
      for (float score : scores) {
        loss += 0.2 * score * score;
      }
      for (int item : profile.items()) {
        loss += (1 - scores[item]) * (1 - scores[item]);
      }
    }
    return loss;
  }

  private static void bpr(String[] arguments) {
    var data = compact(RatingsFile.likings(Path.of(arguments[1])));
    int factors = number(arguments, 2);
    var epochs = new Sweeps(number(arguments, 3));
    new Bpr(factors, 4, 0.05, 0.01, 0.1, 1).train(data, epochs);
    row(
        "BPR epoch, %d factors, %d threads".formatted(factors, epochs.threads()),
        epochs.least(),
        "");
  }

  private static void svd(Interactions data, int threads) {
    var algorithm = new BiasedMf(100, 20, 0.01, 0.06, 0.02, 3);
    var clock = Clock.leastOf(20, () -> algorithm.train(data, Run.quiet(1, threads)));
    row("SVD by SGD, 100 factors, 20 passes, %d threads".formatted(threads), clock, "");
  }

  private static void lists(String[] arguments) {
    var data = compact(RatingsFile.likings(Path.of(arguments[1])));
    int factors = number(arguments, 2);
    int threads = number(arguments, 3);
    var trained = algorithm(factors, 3, 2).train(data, Run.quiet(1, 2));
    printLists("trained factors", trained, data.byUser(), threads);
    var equal = random(data.items(), factors);
    printLists("factors of equal length", equal, data.byUser(), threads);
  }

  private static void printLists(String name, Model model, Rows people, int threads) {
    var clock = Clock.leastOf(3, () -> TopLists.of(model, people, LISTED, Run.quiet(1, threads)));
    row(
        "top-10 of everybody folded in, %s, %d threads".formatted(name, threads),
        clock,
        "%.0f people/s, ".formatted(people.rows() / clock.wall()));
  }

  private static void request(String[] arguments) {
    var data = compact(RatingsFile.likings(Path.of(arguments[1])));
    int factors = number(arguments, 2);
    printRequest(
        "trained factors", algorithm(factors, 3, 2).train(data, Run.quiet(1, 2)), data.byUser());
    printRequest("factors of equal length", random(data.items(), factors), data.byUser());
  }

  private static void printRequest(String name, Model model, Rows people) {
    var profiles = profiles(people);
    var all = new long[(model.items() + 63) / 64];
    Arrays.fill(all, -1);
    var clock =
        Clock.leastAlone(20, () -> profiles.forEach(profile -> model.best(profile, 100, all)));
    row(
        "fold-in of 100 and top-100, 1000 requests, " + name,
        clock,
        "%.3f ms each, ".formatted(clock.processor()));
  }

  /// The first hundred items of a thousand people who have as many.
  private static List<Profile> profiles(Rows people) {
    List<Profile> profiles = new ArrayList<>();
    for (int user = 0; profiles.size() < 1000 && user < people.rows(); user++) {
      if (people.length(user) >= 100) {
        var whole = people.profile(user);
        profiles.add(
            new Profile(Arrays.copyOf(whole.items(), 100), Arrays.copyOf(whole.values(), 100)));
      }
    }
    return profiles;
  }

  private static ImplicitFactors random(int items, int factors) {
    var random = new SplittableRandom(1);
    var rows = new float[items * factors];
    for (int i = 0; i < rows.length; i++) {
      rows[i] = random.nextBoolean() ? 0.1f : -0.1f;
    }
    return new ImplicitFactors(
        items, rows, new ImplicitFactors.Objective(factors, 0.2f, 0.1f, 0.6f));
  }

  private static void ease(Interactions data, int threads) {
    int times = data.items() > 10_000 ? 1 : 10;
    var clock = Clock.leastOf(times, () -> new Ease().train(data, Run.quiet(1, threads)));
    row("EASE, %s, %d threads".formatted(data, threads), clock, "");
  }

  /// Sixteen times as many people as items, each liking 40 items of a popularity that falls off.
  private static Interactions made(int items) {
    var random = new SplittableRandom(1);
    var builder = Interactions.builder();
    int users = 16 * items;
    for (int user = 0; user < users; user++) {
      for (int i = 0; i < 40; i++) {
        builder.add(user, (int) (items * Math.pow(random.nextDouble(), 3)), 1);
      }
    }
    return builder.build(users, items);
  }

  /// The same without the people and items that nobody has.
  private static Interactions compact(Interactions data) {
    var users = numbering(data.byUser());
    var items = numbering(data.byItem());
    var builder = Interactions.builder();
    var rows = data.byUser();
    for (int user = 0; user < rows.rows(); user++) {
      for (int entry = rows.begin(user); entry < rows.end(user); entry++) {
        builder.add(users[user], items[rows.column(entry)], rows.value(entry));
      }
    }
    return builder.build(users[users.length - 1], items[items.length - 1]);
  }

  /// New numbers of the rows that hold something, and how many those are at the end.
  private static int[] numbering(Rows rows) {
    var numbers = new int[rows.rows() + 1];
    for (int row = 0; row < rows.rows(); row++) {
      numbers[row + 1] = numbers[row] + (rows.length(row) > 0 ? 1 : 0);
    }
    return numbers;
  }
}
