package org.tastemaker.engine.algorithm;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.LongAdder;
import java.util.random.RandomGenerator;
import org.tastemaker.engine.data.Interactions;
import org.tastemaker.engine.data.Rows;
import org.tastemaker.engine.kernel.Kernels;

/// The state of the gradient descent of [Bpr].
final class PairDescent {
  private static final double INITIAL_DEVIATION = 0.1;

  /// How often another item is drawn for one that the person has.
  private static final int DRAWS = 50;

  private final int k;
  private final float regularisation;
  private final Rows rows;
  private final RandomGenerator random;
  private final int[] people;
  private final float[] p;
  private final float[] q;
  private final int items;

  PairDescent(Bpr settings, Interactions data, RandomGenerator random) {
    this.k = settings.factors();
    this.regularisation = (float) settings.regularisation();
    this.rows = data.byUser();
    this.random = random;
    this.items = data.items();
    people = new int[data.users()];
    Arrays.setAll(people, i -> i);
    p = initial(data.users());
    q = initial(items);
  }

  private float[] initial(int count) {
    var matrix = new float[Math.multiplyExact(count, k)];
    double deviation = INITIAL_DEVIATION / Math.sqrt(k);
    for (int i = 0; i < matrix.length; i++) {
      matrix[i] = (float) (deviation * random.nextGaussian());
    }
    return matrix;
  }

  /// Steps once for every liking.
  ///
  /// @return the share of pairs that stood in the wrong order
  double epoch(Run run, Parallel.Span span, double rate) {
    RatingDescent.shuffle(people, people.length, random);
    long seed = random.nextLong();
    var wrong = new LongAdder();
    Parallel.rows(run, people.length, span, () -> new Pass(seed, (float) rate, wrong));
    return rows.size() == 0 ? 0 : wrong.sum() / (double) rows.size();
  }

  float[] itemFactors() {
    return q;
  }

  /// What was learnt of people; the arrays are shared, so the descent is over.
  LearntPeople people() {
    return new FactorPeople(k, 0, new float[people.length], new float[items], p, q);
  }

  private final class Pass implements Parallel.Work {
    private final long seed;
    private final float rate;
    private final LongAdder wrong;
    private final int[] owner = new int[items];
    private int[] liked = new int[256];

    Pass(long seed, float rate, LongAdder wrong) {
      this.seed = seed;
      this.rate = rate;
      this.wrong = wrong;
      Arrays.fill(owner, -1);
    }

    @Override
    public void row(int at) {
      int user = people[at];
      int length = take(user);
      var draws = new SplittableRandom(seed + user);
      RatingDescent.shuffle(liked, length, draws);
      int misplaced = 0;
      for (int i = 0; i < length; i++) {
        int other = drawOther(user, draws);
        if (other >= 0) {
          misplaced += step(user * k, liked[i] * k, other * k) ? 1 : 0;
        }
      }
      wrong.add(misplaced);
    }

    private int take(int user) {
      int size = 0;
      if (liked.length < rows.length(user)) {
        liked = new int[2 * rows.length(user)];
      }
      for (int entry = rows.begin(user); entry < rows.end(user); entry++) {
        if (rows.value(entry) > 0) {
          liked[size] = rows.column(entry);
          owner[liked[size++]] = user;
        }
      }
      return size;
    }

    private int drawOther(int user, SplittableRandom draws) {
      for (int draw = 0; draw < DRAWS; draw++) {
        int item = draws.nextInt(items);
        if (owner[item] != user) {
          return item;
        }
      }
      return -1;
    }

    private boolean step(int person, int better, int worse) {
      float margin = Kernels.margin(p, person, q, better, worse, k);
      float step = (float) (rate / (1 + Math.exp(margin)));
      Kernels.part(p, person, q, better, worse, k, step, rate * regularisation);
      return margin <= 0;
    }
  }
}
