package org.tastemaker.engine.algorithm;

import java.util.Optional;
import java.util.random.RandomGenerator;
import org.tastemaker.engine.data.Rows;

/// One of the three sides of a [GibbsChain]: people, items or periods.
///
/// In every dimension a row has a weight of its own and, where the side has members, the mean of
/// its members' weights times the root of their number: `total = own + norm·Σ members`.
///
/// Layout: dimension-major, `dimensions × rows` and `dimensions × members`, because dimensions are
/// drawn one after the other.
final class GibbsSide {
  private static final double INITIAL_DEVIATION = 0.1;

  private final float[][] own;
  private final float[][] memberWeights;
  private final float[][] totals;
  private final boolean[] drawn;
  private final Optional<Rows> members;
  private final float[] norms;
  private final Prior[] ownPriors;
  private final Prior[] memberPriors;
  final float[] squares;
  final float[] products;
  private final float[] changes;

  /// A side whose totals are 0.
  ///
  /// @param members the rows that each member belongs to; empty without members
  /// @param norms of every row
  GibbsSide(int dimensions, int rows, Optional<Rows> members, float[] norms) {
    this.own = new float[dimensions][rows];
    this.memberWeights = new float[dimensions][members.map(Rows::rows).orElse(0)];
    this.totals = new float[dimensions][rows];
    this.drawn = new boolean[dimensions];
    this.members = members;
    this.norms = norms;
    this.ownPriors = new Prior[dimensions];
    this.memberPriors = new Prior[dimensions];
    this.squares = new float[rows];
    this.products = new float[rows];
    this.changes = new float[rows];
  }

  /// Lets a dimension be drawn, beginning near zero.
  void begin(int dimension, boolean atRandom, RandomGenerator random) {
    drawn[dimension] = true;
    ownPriors[dimension] = new Prior();
    memberPriors[dimension] = new Prior();
    for (int row = 0; atRandom && row < totals[dimension].length; row++) {
      own[dimension][row] = (float) (INITIAL_DEVIATION * random.nextGaussian());
      totals[dimension][row] = own[dimension][row];
    }
  }

  boolean isDrawn(int dimension) {
    return drawn[dimension];
  }

  float[] total(int dimension) {
    return totals[dimension];
  }

  float[] memberWeights(int dimension) {
    return memberWeights[dimension];
  }

  Prior prior(int dimension) {
    return ownPriors[dimension];
  }

  /// Draws the priors of a dimension given its weights.
  void drawPriors(int dimension, RandomGenerator random) {
    ownPriors[dimension].draw(own[dimension], random);
    if (members.isPresent()) {
      memberPriors[dimension].draw(memberWeights[dimension], random);
    }
  }

  /// Draws the weights of a dimension given all other weights.
  ///
  /// `squares` holds `Σ w·h²` and `products` `Σ w·h·e` over the ratings of every row: h is the
  /// slope of a prediction in the row's total, e the rating's error, w the weight of its person.
  ///
  /// @param precision of the noise
  /// @return by how much every total changed
  float[] draw(int dimension, double precision, RandomGenerator random) {
    for (int row = 0; row < changes.length; row++) {
      changes[row] = 0;
    }
    members.ifPresent(rows -> drawMembers(dimension, rows, precision, random));
    drawOwn(dimension, precision, random);
    return changes;
  }

  private void drawMembers(int dimension, Rows rows, double precision, RandomGenerator random) {
    var weights = memberWeights[dimension];
    var prior = memberPriors[dimension];
    for (int row = 0; row < norms.length; row++) {
      products[row] *= norms[row];
      squares[row] *= norms[row] * norms[row];
    }
    for (int member = 0; member < weights.length; member++) {
      float square = 0;
      float product = 0;
      for (int entry = rows.begin(member); entry < rows.end(member); entry++) {
        square += squares[rows.column(entry)];
        product += products[rows.column(entry)];
      }
      float old = weights[member];
      weights[member] = prior.weight(precision, square, product + square * old, random);
      float change = weights[member] - old;
      for (int entry = rows.begin(member); entry < rows.end(member); entry++) {
        int row = rows.column(entry);
        products[row] -= change * squares[row];
        changes[row] += change;
      }
    }
    for (int row = 0; row < norms.length; row++) {
      changes[row] *= norms[row];
      products[row] /= norms[row];
      squares[row] /= norms[row] * norms[row];
    }
  }

  private void drawOwn(int dimension, double precision, RandomGenerator random) {
    var weights = own[dimension];
    var total = totals[dimension];
    var prior = ownPriors[dimension];
    for (int row = 0; row < weights.length; row++) {
      float old = weights[row];
      float square = squares[row];
      weights[row] = prior.weight(precision, square, products[row] + square * old, random);
      changes[row] += weights[row] - old;
      total[row] += changes[row];
    }
  }

  /// The normal distribution that weights come from, under a normal–gamma prior with all
  /// hyper-parameters 1 and mean 0.
  static final class Prior {
    private double mean;
    private double precision = 1;

    Prior() {}

    double mean() {
      return mean;
    }

    double precision() {
      return precision;
    }

    /// A weight given its ratings.
    private float weight(double noise, double square, double product, RandomGenerator random) {
      double all = precision + noise * square;
      double middle = (precision * mean + noise * product) / all;
      return (float) (middle + random.nextGaussian() / Math.sqrt(all));
    }

    private void draw(float[] weights, RandomGenerator random) {
      double sum = 0;
      double squares = mean * mean;
      for (float weight : weights) {
        sum += weight;
        squares += (weight - mean) * (weight - mean);
      }
      int n = weights.length;
      precision = Gamma.draw((n + 2) / 2.0, random) / ((1 + squares) / 2);
      mean = sum / (n + 1) + random.nextGaussian() / Math.sqrt((n + 1) * precision);
    }
  }
}
