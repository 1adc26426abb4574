package org.tastemaker.bench;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.SplittableRandom;

/// Writes `ratings.csv` and `movies.csv` of the shape of MovieLens-25M: 162,541 people, 59,047
/// movies, 24,972,741 ratings from half a star to five, in the order of people and movies.
///
/// What is rated and how is decided by a taste of low rank, so that models have something to find.
/// Movie i has a popularity that falls off as a power of its rank and a vector q of 12 numbers;
/// person u has an activity that is log-normal and a vector p. A movie is drawn by its popularity
/// and kept with probability σ(2 p·q); its stars are 3.3 + b(u) + b(i) + p·q + noise, to half
/// stars. The genres of a movie are the largest parts of q. Everything follows from the seed.
///
/// `java GenerateRatings FOLDER [SHARE [SEED]]`: with a share of 0.1, a tenth of the people and
/// ratings and all of the movies.
public final class GenerateRatings {
  private static final int PEOPLE = 162_541;
  private static final int MOVIES = 59_047;
  private static final int RATINGS = 24_972_741;
  private static final int RANK = 12;
  private static final int FEWEST = 20;
  private static final int MOST = 12_000;
  private static final long FIRST_SECOND = 820_454_400; // 1996
  private static final int SECONDS = 750_000_000;

  private static final String[] GENRES = {
    "Action",
    "Adventure",
    "Animation",
    "Comedy",
    "Crime",
    "Documentary",
    "Drama",
    "Fantasy",
    "Horror",
    "Romance",
    "Sci-Fi",
    "Thriller"
  };
  private static final String[] FIRST = {
    "Silent",
    "Crimson",
    "Last",
    "Hidden",
    "Broken",
    "Golden",
    "Distant",
    "Burning",
    "Midnight",
    "Paper",
    "Electric",
    "Frozen",
    "Wandering",
    "Secret",
    "Hollow",
    "Velvet"
  };
  private static final String[] SECOND = {
    "River",
    "Garden",
    "Harbor",
    "Machine",
    "Winter",
    "Letter",
    "Orchard",
    "Signal",
    "Mountain",
    "Mirror",
    "Station",
    "Summer",
    "Island",
    "Archive",
    "Parade",
    "Lantern"
  };

  private final SplittableRandom random;
  private final float[] taste = new float[MOVIES * RANK];
  private final float[] bias = new float[MOVIES];
  private final int[] ids = new int[MOVIES];
  private final double[] keep = new double[MOVIES];
  private final int[] other = new int[MOVIES];

  private GenerateRatings(long seed) {
    random = new SplittableRandom(seed);
  }

  /// Writes both files.
  public static void main(String[] arguments) throws IOException {
    Path folder = Files.createDirectories(Path.of(arguments[0]));
    double share = arguments.length > 1 ? Double.parseDouble(arguments[1]) : 1;
    long seed = arguments.length > 2 ? Long.parseLong(arguments[2]) : 1;
    var generator = new GenerateRatings(seed);
    generator.makeMovies();
    generator.writeMovies(folder.resolve("movies.csv"));
    int people = Math.max(1, (int) Math.round(PEOPLE * share));
    generator.writeRatings(folder.resolve("ratings.csv"), people, Math.round(RATINGS * share));
  }

  private void makeMovies() {
    double[] weights = new double[MOVIES];
    int id = 0;
    int[] ranks = shuffled();
    for (int movie = 0; movie < MOVIES; movie++) {
      id += 1 + random.nextInt(3);
      ids[movie] = id;
      weights[movie] = Math.pow(ranks[movie] + 30, -1.25);
      bias[movie] = (float) (0.35 * random.nextGaussian());
      for (int k = 0; k < RANK; k++) {
        taste[movie * RANK + k] = (float) (random.nextGaussian() / Math.sqrt(RANK));
      }
    }
    makeAliases(weights);
  }

  private int[] shuffled() {
    int[] numbers = new int[MOVIES];
    for (int i = 0; i < MOVIES; i++) {
      int j = random.nextInt(i + 1);
      numbers[i] = numbers[j];
      numbers[j] = i;
    }
    return numbers;
  }

  /// Vose's alias method: a movie is drawn by its weight in constant time.
  private void makeAliases(double[] weights) {
    double sum = Arrays.stream(weights).sum();
    int[] stack = new int[MOVIES];
    int small = 0;
    int large = MOVIES;
    for (int i = 0; i < MOVIES; i++) {
      keep[i] = weights[i] * MOVIES / sum;
      stack[keep[i] < 1 ? small++ : --large] = i;
    }
    while (small > 0 && large < MOVIES) {
      int little = stack[--small];
      int much = stack[large];
      other[little] = much;
      keep[much] -= 1 - keep[little];
      if (keep[much] < 1) {
        large++;
        stack[small++] = much;
      }
    }
    while (small > 0) {
      keep[stack[--small]] = 1;
    }
    while (large < MOVIES) {
      keep[stack[large++]] = 1;
    }
  }

  private int draw() {
    int movie = random.nextInt(MOVIES);
    return random.nextDouble() < keep[movie] ? movie : other[movie];
  }

  private void writeMovies(Path file) throws IOException {
    try (var out = new Lines(file)) {
      out.text("movieId,title,genres\n");
      for (int movie = 0; movie < MOVIES; movie++) {
        out.number(ids[movie]);
        out.text(
            ",%s %s %d (%d),%s\n"
                .formatted(
                    FIRST[random.nextInt(FIRST.length)],
                    SECOND[random.nextInt(SECOND.length)],
                    movie + 1,
                    1930 + random.nextInt(90),
                    genres(movie)));
      }
    }
  }

  private String genres(int movie) {
    int best = 0;
    int next = 1;
    for (int k = 1; k < RANK; k++) {
      float part = taste[movie * RANK + k];
      if (part > taste[movie * RANK + best]) {
        next = best;
        best = k;
      } else if (part > taste[movie * RANK + next] || next == best) {
        next = k;
      }
    }
    return GENRES[Math.min(best, next)] + "|" + GENRES[Math.max(best, next)];
  }

  private void writeRatings(Path file, int people, long ratings) throws IOException {
    int[] counts = counts(people, ratings);
    try (var out = new Lines(file)) {
      out.text("userId,movieId,rating,timestamp\n");
      int[] seen = new int[MOVIES];
      for (int person = 1; person <= people; person++) {
        writePerson(person, counts[person - 1], seen, out);
      }
    }
  }

  /// How many ratings each person has: log-normal, from 20 on, the given number in all.
  private int[] counts(int people, long ratings) {
    double[] weights = new double[people];
    for (int i = 0; i < people; i++) {
      weights[i] = Math.exp(1.35 * random.nextGaussian());
    }
    double sum = Arrays.stream(weights).sum();
    long spread = ratings - (long) FEWEST * people;
    int[] counts = new int[people];
    long left = ratings;
    for (int i = 0; i < people; i++) {
      counts[i] = (int) Math.min(MOST, FEWEST + (long) (spread * weights[i] / sum));
      left -= counts[i];
    }
    for (int i = 0; left > 0; i = (i + 1) % people) {
      counts[i]++;
      left--;
    }
    return counts;
  }

  private void writePerson(int person, int count, int[] seen, Lines out) throws IOException {
    float[] p = new float[RANK];
    for (int k = 0; k < RANK; k++) {
      p[k] = (float) (0.9 * random.nextGaussian());
    }
    double generous = 0.4 * random.nextGaussian();
    int[] movies = new int[count];
    for (int drawn = 0; drawn < count; ) {
      int movie = draw();
      if (seen[movie] != person && random.nextDouble() < kept(p, movie)) {
        seen[movie] = person;
        movies[drawn++] = movie;
      }
    }
    Arrays.sort(movies);
    long second = FIRST_SECOND + random.nextInt(SECONDS);
    for (int movie : movies) {
      double stars = 3.3 + generous + bias[movie] + dot(p, movie) + 0.6 * random.nextGaussian();
      int halves = (int) Math.max(1, Math.min(10, Math.round(stars * 2)));
      out.number(person);
      out.text(",");
      out.number(ids[movie]);
      out.text(HALVES[halves]);
      out.number(second + random.nextInt(20_000_000));
      out.text("\n");
    }
  }

  private static final String[] HALVES = new String[11];

  static {
    for (int halves = 0; halves <= 10; halves++) {
      HALVES[halves] = ",%d.%d,".formatted(halves / 2, halves % 2 * 5);
    }
  }

  private double kept(float[] p, int movie) {
    return 1 / (1 + Math.exp(-2 * dot(p, movie)));
  }

  private double dot(float[] p, int movie) {
    double sum = 0;
    for (int k = 0; k < RANK; k++) {
      sum += p[k] * taste[movie * RANK + k];
    }
    return sum;
  }

  /// Writes ASCII quickly.
  private static final class Lines implements AutoCloseable {
    private final OutputStream out;
    private final byte[] digits = new byte[20];

    Lines(Path file) throws IOException {
      out = new BufferedOutputStream(Files.newOutputStream(file), 1 << 20);
    }

    void text(String text) throws IOException {
      out.write(text.getBytes(StandardCharsets.US_ASCII));
    }

    void number(long number) throws IOException {
      int at = digits.length;
      long left = number;
      do {
        digits[--at] = (byte) ('0' + left % 10);
        left /= 10;
      } while (left > 0);
      out.write(digits, at, digits.length - at);
    }

    @Override
    public void close() throws IOException {
      out.close();
    }
  }
}
