package org.tastemaker.engine.algorithm;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.tastemaker.engine.data.Interactions;
import org.tastemaker.engine.data.Rows;
import org.tastemaker.engine.kernel.Kernels;
import org.tastemaker.engine.model.RatingFactors;

/// The state of a gradient descent on ratings.
final class RatingDescent {
  private static final double INITIAL_DEVIATION = 0.1;

  private final BiasedMf settings;
  private final Rows rows;
  private final RandomGenerator random;
  private final int[] people;
  private final float[] userBias;
  private final float[] itemBias;
  private final float[] p;
  private final float[] q;
  private final RatingFactors.Scale scale;
  private final float mean;

  RatingDescent(BiasedMf settings, Interactions data, RandomGenerator random) {
    this.settings = settings;
    this.scale = RatingFactors.scaleOf(data);
    this.mean = scale.mean();
    this.rows = data.byUser();
    this.random = random;
    this.people = new int[data.users()];
    Arrays.setAll(people, i -> i);
    this.userBias = new float[data.users()];
    this.itemBias = new float[data.items()];
    this.p = initial(data.users());
    this.q = initial(data.items());
  }

  private float[] initial(int count) {
    var matrix = new float[Math.multiplyExact(count, settings.factors())];
    double deviation = INITIAL_DEVIATION / Math.sqrt(settings.factors());
    for (int i = 0; i < matrix.length; i++) {
      matrix[i] = (float) (deviation * random.nextGaussian());
    }
    return matrix;
  }

  /// Steps once along every rating's gradient.
  void pass(Run run, Parallel.Span span, double rate) {
    shuffle(people, people.length, random);
    long seed = random.nextLong();
    Parallel.rows(run, people.length, span, () -> new Pass(seed, (float) rate));
  }

  RatingFactors model(RatingFactors.Ridge ridge) {
    return new RatingFactors(itemBias, q, scale, ridge);
  }

  /// What was learnt of people; the arrays are shared, so the descent is over.
  LearntPeople people() {
    return new FactorPeople(settings.factors(), mean, userBias, itemBias, p, q);
  }

  /// Brings the first values into any order.
  static void shuffle(int[] values, int length, RandomGenerator random) {
    for (int i = length - 1; i > 0; i--) {
      int j = random.nextInt(i + 1);
      int swapped = values[i];
      values[i] = values[j];
      values[j] = swapped;
    }
  }

  private final class Pass implements Parallel.Work {
    private final long seed;
    private final float rate;
    private int[] entries = new int[256];

    Pass(long seed, float rate) {
      this.seed = seed;
      this.rate = rate;
    }

    @Override
    public void row(int at) {
      int user = people[at];
      int length = rows.length(user);
      if (entries.length < length) {
        entries = new int[2 * length];
      }
      for (int i = 0; i < length; i++) {
        entries[i] = rows.begin(user) + i;
      }
      shuffle(entries, length, new SplittableRandom(seed + user));
      for (int i = 0; i < length; i++) {
        step(user, rows.column(entries[i]), rows.value(entries[i]));
      }
    }

    private void step(int user, int item, float rating) {
      int k = settings.factors();
      float predicted =
          mean + userBias[user] + itemBias[item] + Kernels.dot(p, user * k, q, item * k, k);
      float error = rating - predicted;
      float biasDecay = rate * (float) settings.biasRegularisation();
      userBias[user] += rate * error - biasDecay * userBias[user];
      itemBias[item] += rate * error - biasDecay * itemBias[item];
      Kernels.descend(
          p, user * k, q, item * k, k, rate * error, rate * (float) settings.regularisation());
    }
  }
}
