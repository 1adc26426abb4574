package org.tastemaker.engine.algorithm;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.tastemaker.engine.data.Rows;
import org.tastemaker.engine.model.RatingSamples;

/// One Markov chain of a [BayesianMf].
///
/// All is products of two sides' totals: `r − μ = Σ P·Q + P·T + Q·T` over k + 3 dimensions of
/// people, items and periods. Dimension s < 3 holds the biases of side s: its total is drawn, that
/// of the side's partner is 1 and that of the third 0. The rest are factors.
final class GibbsChain {
  static final int BIASES = 3;
  private static final int PEOPLE = 0;
  private static final int ITEMS = 1;
  private static final int PERIODS = 2;

  private final BayesianMf settings;
  private final SampledRatings ratings;
  private final RandomGenerator random;
  private final List<GibbsSide> sides;
  private final Rows byUser;
  private final int[] items;
  private final int[] periods;
  private final float[] errors;
  private final float[] personWeights;
  private final int dimensions;
  private double precision = 1;

  GibbsChain(BayesianMf settings, SampledRatings ratings, long seed, int chain) {
    this.settings = settings;
    this.ratings = ratings;
    this.random = generator(seed, chain);
    this.dimensions = settings.factors() + BIASES;
    this.byUser = ratings.data().byUser();
    this.items = ratings.item();
    this.periods = ratings.period();
    this.sides =
        List.of(people(), items(), new GibbsSide(dimensions, periodCount(), none(), norms(0)));
    this.errors = new float[ratings.size()];
    this.personWeights = new float[ratings.data().users()];
    Arrays.fill(personWeights, 1);
    begin();
  }

  private static RandomGenerator generator(long seed, int chain) {
    var seeds = RandomGeneratorFactory.<RandomGenerator>of("L64X128MixRandom").create(seed);
    long own = seeds.nextLong();
    for (int i = 0; i < chain; i++) {
      own = seeds.nextLong();
    }
    return RandomGeneratorFactory.<RandomGenerator>of("L64X128MixRandom").create(own);
  }

  private int periodCount() {
    return ratings.periods().length;
  }

  private GibbsSide people() {
    var data = ratings.data();
    var members = settings.implicit() ? Optional.of(data.byItem()) : none();
    return new GibbsSide(dimensions, data.users(), members, norms(data.byUser()));
  }

  private GibbsSide items() {
    var data = ratings.data();
    var members = settings.implicit() ? Optional.of(data.byUser()) : none();
    return new GibbsSide(dimensions, data.items(), members, norms(data.byItem()));
  }

  private static Optional<Rows> none() {
    return Optional.empty();
  }

  private static float[] norms(Rows rows) {
    var norms = norms(rows.rows());
    for (int row = 0; row < norms.length; row++) {
      norms[row] = (float) (1 / Math.sqrt(Math.max(1, rows.length(row))));
    }
    return norms;
  }

  private static float[] norms(int count) {
    return new float[count];
  }

  private void begin() {
    for (int dimension = 0; dimension < dimensions; dimension++) {
      for (int side = 0; side < sides.size(); side++) {
        boolean mine = dimension >= BIASES || dimension == side;
        if (mine && (side != PERIODS || ratings.isTimed())) {
          sides.get(side).begin(dimension, dimension >= BIASES, random);
        }
      }
    }
    Arrays.fill(sides.get(ITEMS).total(PEOPLE), 1);
    Arrays.fill(sides.get(PEOPLE).total(ITEMS), 1);
    Arrays.fill(sides.get(PEOPLE).total(PERIODS), 1);
    measureErrors();
  }

  private void measureErrors() {
    for (int at = 0; at < errors.length; at++) {
      errors[at] = byUser.value(at) - ratings.scale().mean();
    }
    for (int dimension = 0; dimension < dimensions; dimension++) {
      var p = total(PEOPLE, dimension);
      var q = total(ITEMS, dimension);
      var t = total(PERIODS, dimension);
      for (int user = 0; user < p.length; user++) {
        for (int at = byUser.begin(user); at < byUser.end(user); at++) {
          float item = q[items[at]];
          errors[at] -= p[user] * item + (p[user] + item) * t[periods[at]];
        }
      }
    }
  }

  /// Draws everything once.
  void sweep() {
    drawPrecisions();
    for (int dimension = 0; dimension < dimensions; dimension++) {
      for (int side = 0; side < sides.size(); side++) {
        if (sides.get(side).isDrawn(dimension)) {
          sides.get(side).drawPriors(dimension, random);
          draw(dimension, side);
        }
      }
    }
  }

  /// Draws the precision of every person's noise, then the common one.
  private void drawPrecisions() {
    double freedom = settings.noiseFreedom();
    double all = 0;
    for (int user = 0; user < personWeights.length; user++) {
      double squares = 0;
      for (int at = byUser.begin(user); at < byUser.end(user); at++) {
        squares += errors[at] * errors[at];
      }
      double shape = (freedom + byUser.length(user)) / 2;
      double rate = (freedom + precision * squares) / 2;
      personWeights[user] = (float) (Gamma.draw(shape, random) / rate);
      all += personWeights[user] * squares;
    }
    precision = Gamma.draw((1 + errors.length) / 2.0, random) / ((1 + all) / 2);
  }

  /// Draws a side given the other two. The slope of a prediction in a side's total is the sum of
  /// theirs.
  private void draw(int dimension, int at) {
    if (at == PEOPLE) {
      drawPeople(total(ITEMS, dimension), total(PERIODS, dimension), dimension);
    } else {
      int other = ITEMS + PERIODS - at;
      var side = sides.get(at);
      var slopes =
          new Slopes(total(PEOPLE, dimension), total(other, dimension), rowsOf(at), rowsOf(other));
      gather(slopes, side.squares, side.products);
      subtract(slopes, side.draw(dimension, precision, random));
    }
  }

  private int[] rowsOf(int side) {
    return side == ITEMS ? items : periods;
  }

  private float[] total(int side, int dimension) {
    return sides.get(side).total(dimension);
  }

  private void drawPeople(float[] q, float[] t, int dimension) {
    var people = sides.get(PEOPLE);
    for (int user = 0; user < personWeights.length; user++) {
      float squares = 0;
      float products = 0;
      for (int at = byUser.begin(user); at < byUser.end(user); at++) {
        float slope = q[items[at]] + t[periods[at]];
        squares += slope * slope;
        products += slope * errors[at];
      }
      people.squares[user] = personWeights[user] * squares;
      people.products[user] = personWeights[user] * products;
    }
    var changes = people.draw(dimension, precision, random);
    for (int user = 0; user < personWeights.length; user++) {
      float change = changes[user];
      for (int at = byUser.begin(user); at < byUser.end(user); at++) {
        errors[at] -= change * (q[items[at]] + t[periods[at]]);
      }
    }
  }

  /// What the slopes of items, or of periods, are made of: people's totals and the third side's.
  private record Slopes(float[] people, float[] third, int[] own, int[] rowsOfThird) {}

  private void gather(Slopes slopes, float[] squares, float[] products) {
    Arrays.fill(squares, 0);
    Arrays.fill(products, 0);
    var third = slopes.third;
    var own = slopes.own;
    for (int user = 0; user < personWeights.length; user++) {
      float p = slopes.people[user];
      float weight = personWeights[user];
      for (int at = byUser.begin(user); at < byUser.end(user); at++) {
        float slope = p + third[slopes.rowsOfThird[at]];
        float weighted = slope * weight;
        squares[own[at]] += weighted * slope;
        products[own[at]] += weighted * errors[at];
      }
    }
  }

  private void subtract(Slopes slopes, float[] changes) {
    var third = slopes.third;
    var own = slopes.own;
    for (int user = 0; user < personWeights.length; user++) {
      float p = slopes.people[user];
      for (int at = byUser.begin(user); at < byUser.end(user); at++) {
        errors[at] -= changes[own[at]] * (p + third[slopes.rowsOfThird[at]]);
      }
    }
  }

  /// All totals, for people who were trained on.
  SampledPeople.Draw draw() {
    return new SampledPeople.Draw(
        rowMajor(sides.get(PEOPLE)),
        rowMajor(sides.get(ITEMS)),
        rowMajor(sides.get(PERIODS)),
        usual());
  }

  /// The totals of a period as they are on average over the ratings.
  private float[] usual() {
    var usual = new float[dimensions];
    var counts = new int[periodCount()];
    for (int period : ratings.period()) {
      counts[period]++;
    }
    for (int dimension = 0; dimension < dimensions; dimension++) {
      double sum = 0;
      for (int period = 0; period < counts.length; period++) {
        sum += (double) counts[period] * total(PERIODS, dimension)[period];
      }
      usual[dimension] = (float) (sum / errors.length);
    }
    return usual;
  }

  private float[] rowMajor(GibbsSide side) {
    int count = side.total(0).length;
    var matrix = new float[Math.multiplyExact(count, dimensions)];
    for (int dimension = 0; dimension < dimensions; dimension++) {
      var total = side.total(dimension);
      for (int row = 0; row < count; row++) {
        matrix[row * dimensions + dimension] = total[row];
      }
    }
    return matrix;
  }

  /// The item side, for people to be folded in at no moment in particular.
  RatingSamples.Sample sample() {
    int width = settings.factors() + 1;
    var usual = usual();
    int items = ratings.data().items();
    var offsets = new float[items];
    var slopes = new float[Math.multiplyExact(items, width)];
    var members = new float[settings.implicit() ? slopes.length : 0];
    for (int dimension = 0; dimension < dimensions; dimension++) {
      for (int item = 0; item < items; item++) {
        float total = total(ITEMS, dimension)[item];
        boolean fixed = dimension == ITEMS || dimension == PERIODS;
        offsets[item] += total * usual[dimension] + (fixed ? total + usual[dimension] : 0);
        if (!fixed) {
          slopes[item * width + place(dimension)] = total + usual[dimension];
        }
      }
      if (settings.implicit() && dimension != ITEMS && dimension != PERIODS) {
        fill(members, width, place(dimension), sides.get(PEOPLE).memberWeights(dimension));
      }
    }
    return new RatingSamples.Sample(offsets, slopes, members, priors(width), (float) precision);
  }

  private RatingSamples.Priors priors(int width) {
    var means = new float[width];
    var precisions = new float[width];
    for (int dimension = 0; dimension < dimensions; dimension++) {
      if (dimension != ITEMS && dimension != PERIODS) {
        var prior = sides.get(PEOPLE).prior(dimension);
        means[place(dimension)] = (float) prior.mean();
        precisions[place(dimension)] = (float) prior.precision();
      }
    }
    return new RatingSamples.Priors(means, precisions);
  }

  /// Where a dimension of people stands in a sample: the bias first, then the factors.
  private static int place(int dimension) {
    return dimension == PEOPLE ? 0 : dimension - BIASES + 1;
  }

  private static void fill(float[] matrix, int width, int column, float[] values) {
    for (int row = 0; row < values.length; row++) {
      matrix[row * width + column] = values[row];
    }
  }
}
