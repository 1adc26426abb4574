package org.tastemaker.server.demo;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.tastemaker.server.catalogue.ItemDraft;
import org.tastemaker.server.demo.SyntheticPerson.SyntheticRating;

/// Makes people who rate as people do: each has a few genres, kinds, franchises and decades they
/// care for, meets items they care for (and famous ones) more often, and rates by how much an item
/// is theirs, how good it is, their own strictness and a little chance.
///
/// Affinity of person u for item i: `a(u,i) = mean of the genre tastes + kind taste + franchise
/// taste + decade taste`, each drawn per person. The chance to have met an item grows with `exp(1.6
/// a(u,i) + fame(i))`; the stars are `3.1 + strictness(u) + 0.9 a(u,i) + 0.5 quality(i) + noise`,
/// in half stars. The same seed gives the same people.
final class TasteModel {
  private static final int SYNTHETIC_MINUTES = 2 * 365 * 24 * 60;
  private static final int FEWEST_RATINGS = 25;
  private static final int MOST_RATINGS = 90;

  private final List<ItemDraft> items;
  private final List<String> genres;
  private final List<String> kinds;
  private final List<String> franchises;
  private final double[] fame;
  private final double[] quality;
  private final long seed;

  TasteModel(List<ItemDraft> items, long seed) {
    this.items = List.copyOf(items);
    this.seed = seed;
    genres = distinct(items.stream().flatMap(item -> item.genres().stream()).toList());
    kinds = distinct(items.stream().map(item -> item.kind().name()).toList());
    franchises = distinct(items.stream().map(TasteModel::franchise).toList());
    var random = new SplittableRandom(seed);
    fame = random.doubles(items.size()).map(chance -> -1.2 * Math.log(0.05 + chance)).toArray();
    quality = gaussians(random, items.size());
  }

  List<SyntheticPerson> people(int count) {
    List<SyntheticPerson> people = new ArrayList<>(count);
    for (int number = 1; number <= count; number++) {
      people.add(person(number));
    }
    return people;
  }

  private SyntheticPerson person(int number) {
    var random = new SplittableRandom(seed * 1_000_003 + number);
    var taste = new Taste(random);
    double[] affinity = affinities(taste);
    int ratings = random.nextInt(FEWEST_RATINGS, MOST_RATINGS + 1);
    int[] met = met(affinity, Math.min(ratings, items.size()), random);
    double strictness = 0.35 * random.nextGaussian();
    List<SyntheticRating> rated = new ArrayList<>(met.length);
    for (int item : met) {
      int hundredths = stars(strictness, affinity[item], quality[item], random);
      rated.add(new SyntheticRating(item, hundredths, random.nextInt(SYNTHETIC_MINUTES)));
    }
    rated.sort(Comparator.comparingInt(SyntheticRating::minute));
    return new SyntheticPerson(number, name(number, taste), rated);
  }

  private static String name(int number, Taste taste) {
    return "Synthetic person %d (%s)".formatted(number, String.join(", ", taste.favourites));
  }

  private double[] affinities(Taste taste) {
    double[] affinity = new double[items.size()];
    for (int item = 0; item < affinity.length; item++) {
      affinity[item] = taste.affinity(items.get(item));
    }
    return affinity;
  }

  /// Weighted sampling without replacement: the largest of `log weight + Gumbel noise`.
  private int[] met(double[] affinity, int count, RandomGenerator random) {
    double[] key = new double[affinity.length];
    Integer[] order = new Integer[affinity.length];
    for (int item = 0; item < key.length; item++) {
      double gumbel = -Math.log(-Math.log(random.nextDouble(1e-12, 1)));
      key[item] = 1.6 * affinity[item] + fame[item] + gumbel;
      order[item] = item;
    }
    Arrays.sort(order, Comparator.comparingDouble(item -> -key[item]));
    return Arrays.stream(order).limit(count).mapToInt(Integer::intValue).toArray();
  }

  private static int stars(
      double strictness, double affinity, double quality, RandomGenerator random) {
    double stars = 3.1 + strictness + 0.9 * affinity + 0.5 * quality + 0.35 * random.nextGaussian();
    long halves = Math.round(stars * 2);
    return Math.clamp(halves, 1, 10) * 50;
  }

  private static List<String> distinct(List<String> values) {
    return values.stream().filter(value -> !value.isEmpty()).distinct().sorted().toList();
  }

  private static String franchise(ItemDraft item) {
    return Objects.requireNonNullElse(item.franchise(), "");
  }

  private static int year(ItemDraft item) {
    return Objects.requireNonNullElse(item.year(), 2000);
  }

  private static double[] gaussians(RandomGenerator random, int count) {
    double[] values = new double[count];
    Arrays.setAll(values, i -> random.nextGaussian());
    return values;
  }

  /// What one person cares for.
  private final class Taste {
    final List<String> favourites;
    private final double[] genre = new double[genres.size()];
    private final double[] kind = new double[kinds.size()];
    private final Set<String> beloved;
    private final double decade;

    Taste(RandomGenerator random) {
      Arrays.setAll(genre, i -> -0.5 + 0.3 * random.nextGaussian());
      favourites = List.copyOf(drawn(genres, random.nextInt(2, 5), random));
      favourites.forEach(name -> genre[genres.indexOf(name)] = random.nextDouble(1.2, 2.2));
      Arrays.setAll(kind, i -> 0.5 * random.nextGaussian());
      beloved = drawn(franchises, random.nextInt(1, 4), random);
      decade = random.nextDouble(1950, 2025);
    }

    double affinity(ItemDraft item) {
      double sum = 0;
      for (String name : item.genres()) {
        sum += genre[genres.indexOf(name)];
      }
      double ofFranchise = beloved.contains(franchise(item)) ? 0.8 : 0;
      double ofDecade = 0.3 - Math.min(0.6, Math.abs(year(item) - decade) / 100);
      return sum / item.genres().size()
          + kind[kinds.indexOf(item.kind().name())]
          + ofFranchise
          + ofDecade;
    }

    private static Set<String> drawn(List<String> from, int count, RandomGenerator random) {
      Set<String> drawn = new LinkedHashSet<>();
      while (drawn.size() < Math.min(count, from.size())) {
        drawn.add(from.get(random.nextInt(from.size())));
      }
      return drawn;
    }
  }
}
