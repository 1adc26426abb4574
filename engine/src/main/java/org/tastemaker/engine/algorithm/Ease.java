package org.tastemaker.engine.algorithm;

import org.tastemaker.engine.data.Interactions;
import org.tastemaker.engine.data.Rows;
import org.tastemaker.engine.kernel.SymmetricInverse;
import org.tastemaker.engine.kernel.TopK;
import org.tastemaker.engine.model.ItemMatrix;
import org.tastemaker.engine.model.ItemWeights;
import org.tastemaker.engine.model.Model;

/// A linear model item → item in closed form, values are preferences ≥ 0.
///
/// Harald Steck, "Embarrassingly Shallow Autoencoders for Sparse Data", WWW 2019: of all weights B
/// whose diagonal is 0, those with the least `‖X − X·B‖² + λ·‖B‖²`. With `dropout` p each
/// preference is thought to be missing with that probability (Harald Steck, "Autoencoders that
/// don't Overfit towards the Identity", NeurIPS 2020): λ becomes `Λ = λ + p / (1 − p)·diag(XᵀX)`. A
/// `largestDiagonal` ξ above 0 lets an item explain itself up to ξ (Jaewan Moon, Hye-young Kim,
/// Jongwuk Lee, "It's Enough: Relaxing Diagonal Constraints in Linear Autoencoders for
/// Recommendation", SIGIR 2023). With `P = (XᵀX + Λ)⁻¹` all of them are
///
/// `B_ji = −P_ji·w_i` for j ≠ i, `w_i = (1 − ξ) / P_ii` where the item would explain more than ξ of
/// itself, else `Λ_i`.
///
/// ξ = p = 0 is Steck's first model. Two exponents normalise it (Seongmin Park, Mincheol Yoon,
/// Hye-young Kim, Jongwuk Lee, "Why is Normalization Necessary for Linear Recommenders?", SIGIR
/// 2025): a person with n likings counts `n^−personExponent`, scaled so that a liking counts 1 on
/// average, and the weights towards an item are divided by its popularity, over the mean one, to
/// the `popularityExponent`. B's own diagonal is left out: it says nothing of other items.
///
/// O(Σ n² over the people + items³); memory 4·items² bytes, and as much again while the weights of
/// a catalogue of at most `weights` items are copied: those stay a dense matrix. A larger one keeps
/// the `weights` largest of every row, 8 bytes each. At most 46,000 items. Every element is worked
/// out in a fixed order, so threads do not change the bytes.
///
/// @param regularisation λ, in people
/// @param dropout p, from 0 to below 1
/// @param largestDiagonal ξ, from 0 to 1
/// @param personExponent 0 lets every liking count alike, 1 every person
/// @param popularityExponent how much less popular items score, from 0
/// @param weights most weights kept an item
public record Ease(
    double regularisation,
    double dropout,
    double largestDiagonal,
    double personExponent,
    double popularityExponent,
    int weights)
    implements Algorithm {
  private static final int MOST_ITEMS = 46_000;

  public Ease {
    Demand.positive("regularisation", regularisation);
    Demand.between("dropout", dropout, 0, 0.99);
    Demand.between("largestDiagonal", largestDiagonal, 0, 1);
    Demand.between("personExponent", personExponent, 0, 2);
    Demand.between("popularityExponent", popularityExponent, 0, 1);
    Demand.between("weights", weights, 1, MOST_ITEMS);
  }

  /// Steck's first model.
  public Ease() {
    this(500, 0, 0, 0, 0, 4000);
  }

  @Override
  public String name() {
    return "ease";
  }

  @Override
  public Model train(Interactions data, Run run) {
    if (data.items() > MOST_ITEMS) {
      throw new IllegalArgumentException(
          "Ease weighs every pair of items: %d are too many, the most are %d."
              .formatted(data.items(), MOST_ITEMS));
    }
    int order = SymmetricInverse.padded(data.items());
    var matrix = new float[order * order];
    var people = personWeights(data.byUser());
    Parallel.rows(
        run,
        data.items(),
        new Parallel.Span(0, 0.2, "multiplying items"),
        () -> item -> addRow(data, people, item, matrix, item * order));
    var ridges = ridges(matrix, data.items(), order);
    for (int i = 0; i < order; i++) {
      matrix[i * order + i] += i < ridges.length ? ridges[i] : 1;
    }
    invert(matrix, order, run);
    weigh(matrix, order, scales(matrix, order, ridges, data.byItem()));
    run.progress(1, "done");
    return data.items() <= weights
        ? new ItemMatrix(data.items(), packed(matrix, data.items(), order))
        : sparse(matrix, data.items(), order, run);
  }

  private float[] personWeights(Rows byUser) {
    var people = new float[byUser.rows()];
    double sum = 0;
    for (int user = 0; user < people.length; user++) {
      people[user] = (float) Math.pow(Math.max(1, byUser.length(user)), -personExponent);
      sum += people[user] * (double) byUser.length(user);
    }
    for (int user = 0; user < people.length; user++) {
      people[user] *= (float) (byUser.size() / Math.max(sum, Double.MIN_NORMAL));
    }
    return people;
  }

  /// One row of the weighted XᵀX from the diagonal on.
  private static void addRow(Interactions data, float[] people, int item, float[] matrix, int to) {
    Rows byItem = data.byItem();
    Rows byUser = data.byUser();
    for (int entry = byItem.begin(item); entry < byItem.end(item); entry++) {
      int user = byItem.column(entry);
      float value = byItem.value(entry) * people[user];
      for (int at = byUser.end(user) - 1; at >= byUser.begin(user); at--) {
        int other = byUser.column(at);
        if (other < item) {
          break;
        }
        matrix[to + other] += value * byUser.value(at);
      }
    }
  }

  private float[] ridges(float[] matrix, int items, int order) {
    var ridges = new float[items];
    double share = dropout / (1 - dropout);
    for (int i = 0; i < items; i++) {
      ridges[i] = (float) (regularisation + share * matrix[i * order + i]);
    }
    return ridges;
  }

  private static void invert(float[] matrix, int order, Run run) {
    var inverse = new SymmetricInverse(matrix, order);
    int last = inverse.updates() - 1;
    for (int sweep = 0; sweep < inverse.sweeps(); sweep++) {
      if (!inverse.begin(sweep)) {
        throw new ArithmeticException(
            "The items' equations are singular: preferences too large for the regularisation.");
      }
      double from = 0.2 + 0.7 * sweep / inverse.sweeps();
      double to = 0.2 + 0.7 * (sweep + 1) / inverse.sweeps();
      var here = new Parallel.Span(from, from, "inverting");
      Parallel.tasks(run, inverse.steps(), here, () -> inverse::prepare);
      Parallel.tasks(
          run,
          inverse.updates(),
          new Parallel.Span(from, to, "inverting"),
          () -> step -> inverse.update(last - step));
    }
  }

  /// w, from the diagonal of −P.
  private float[] scales(float[] matrix, int order, float[] ridges, Rows byItem) {
    var scales = new float[ridges.length];
    double mean = byItem.size() / (double) Math.max(1, scales.length);
    for (int i = 0; i < scales.length; i++) {
      double diagonal = -matrix[i * order + i];
      boolean bound = 1 - ridges[i] * diagonal > largestDiagonal;
      double scale = bound ? (1 - largestDiagonal) / diagonal : ridges[i];
      double popularity = Math.max(1, byItem.length(i)) / mean;
      scales[i] = (float) (scale * Math.pow(popularity, -popularityExponent));
    }
    return scales;
  }

  /// Makes B of −P, whose upper triangle is there.
  private static void weigh(float[] matrix, int order, float[] scales) {
    for (int i = 0; i < scales.length; i++) {
      matrix[i * order + i] = 0;
      for (int j = i + 1; j < scales.length; j++) {
        float negative = matrix[i * order + j];
        matrix[i * order + j] = negative * scales[j];
        matrix[j * order + i] = negative * scales[i];
      }
    }
  }

  private static float[] packed(float[] matrix, int items, int order) {
    var packed = new float[items * items];
    for (int i = 0; i < items; i++) {
      System.arraycopy(matrix, i * order, packed, i * items, items);
    }
    return packed;
  }

  private ItemWeights sparse(float[] matrix, int items, int order, Run run) {
    var begins = new int[items + 1];
    for (int i = 0; i < items; i++) {
      begins[i + 1] = Math.addExact(begins[i], weights);
    }
    var neighbours = new int[begins[items]];
    var kept = new float[neighbours.length];
    Parallel.rows(
        run,
        items,
        new Parallel.Span(0.9, 1, "keeping the largest weights"),
        () -> new Keeper(matrix, order, items, neighbours, kept));
    return new ItemWeights(begins, neighbours, kept);
  }

  /// Keeps the largest weights of a row.
  private final class Keeper implements Parallel.Work {
    private final float[] matrix;
    private final int order;
    private final int[] neighbours;
    private final float[] kept;
    private final float[] sizes;

    Keeper(float[] matrix, int order, int items, int[] neighbours, float[] kept) {
      this.matrix = matrix;
      this.order = order;
      this.neighbours = neighbours;
      this.kept = kept;
      this.sizes = new float[items];
    }

    @Override
    public void row(int row) {
      for (int i = 0; i < sizes.length; i++) {
        sizes[i] = Math.abs(matrix[row * order + i]);
      }
      var largest = TopK.bestAscending(sizes, sizes.length, weights);
      for (int at = 0; at < largest.length; at++) {
        neighbours[row * weights + at] = largest[at];
        kept[row * weights + at] = matrix[row * order + largest[at]];
      }
    }
  }
}
