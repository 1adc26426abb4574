package org.tastemaker.engine.model;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.tastemaker.engine.data.Profile;
import org.tastemaker.engine.kernel.ItemBlocks;
import org.tastemaker.engine.kernel.Kernels;
import org.tastemaker.engine.kernel.RankedItems;

/// Item factors of an implicit matrix factorisation, as `ImplicitAls` trains them.
///
/// A person is one row of the objective's least-squares problem, solved exactly: with item factors
/// `Y` (items × k), the Gram matrix `G = YᵀY`, preferences `c` of the profile,
///
/// `A = α·G + Σ c_j·y_j·y_jᵀ + λ·(Σ c_j + α·items)^ν·I`, `x = A⁻¹·Σ c_j·y_j`, score of i `=
/// y_iᵀ·x`.
///
/// So the score is a sum over the profile of `y_iᵀ·A⁻¹·y_j·c_j`: Yifan Hu, Yehuda Koren, Chris
/// Volinsky, "Collaborative Filtering for Implicit Feedback Datasets", ICDM 2008, section 5, where
/// `A⁻¹` is W. The objective is that of `ImplicitAls`. An entry with preference 0 is no evidence.
/// Somebody without evidence scores 0 everywhere.
///
/// Layout: factors row-major, rows padded with zeros to a multiple of 16; a second copy in
/// [ItemBlocks] and a third in [RankedItems]; G from load on. Folding in: O(n·k² + k³), scoring and
/// the best O(items·k), contributions O(n·k
/// + k²), likeness (cosine of factors) O(items·k).
public final class ImplicitFactors implements Model {
  private final int items;
  private final int order;
  private final Objective objective;
  private final float[] factors;
  private final float[] gram;
  private final float[] inverseNorms;
  private final ItemBlocks blocks;
  private final RankedItems ranked;

  /// What of the objective folding in needs.
  ///
  /// @param factors k
  /// @param unobservedWeight α, ≥ 0
  /// @param regularisation λ, > 0
  /// @param frequencyExponent ν
  public record Objective(
      int factors, float unobservedWeight, float regularisation, float frequencyExponent) {
    public Objective {
      if (factors < 1
          || !(unobservedWeight >= 0 && unobservedWeight <= 1e6f)
          || !(regularisation > 0 && regularisation <= 1e6f)
          || !(frequencyExponent >= 0 && frequencyExponent <= 2)) {
        throw new IllegalArgumentException(
            "No factors can be fitted with %d factors, unobserved weight %s, regularisation %s, exponent %s."
                .formatted(factors, unobservedWeight, regularisation, frequencyExponent));
      }
    }

    /// How strongly a row with this sum of preferences, of so many columns, is held near zero.
    public float ridge(double preferences, int columns) {
      double frequency = preferences + (double) unobservedWeight * columns;
      return (float) Math.max(1e-6, regularisation * Math.pow(frequency, frequencyExponent));
    }
  }

  /// A model of these factors.
  ///
  /// @param factors items × `objective.factors()`, row-major
  public ImplicitFactors(int items, float[] factors, Objective objective) {
    int k = objective.factors();
    Shapes.requireLength("factors", factors, (long) items * k);
    this.items = items;
    this.objective = objective;
    this.order = Kernels.padded(k);
    this.factors = Shapes.padRows(factors, items, k, order);
    this.gram = new float[order * order];
    Kernels.addGram(this.factors, 0, items, order, gram);
    this.blocks = ItemBlocks.of(this.factors, items, k, order);
    this.ranked = RankedItems.of(this.factors, items, k, order);
    this.inverseNorms = Shapes.inverseNorms(this.factors, items, order);
  }

  @Override
  public int items() {
    return items;
  }

  /// What of the objective folding in needs.
  public Objective objective() {
    return objective;
  }

  @Override
  public Taste foldIn(Profile profile) {
    return folded(profile);
  }

  @Override
  public int[] best(Profile profile, int k, long[] allowed) {
    return ranked.best(folded(profile).x, k, allowed);
  }

  @Override
  public int[][] best(List<Profile> people, int k) {
    var vectors = new float[people.size() * order];
    var leftOut = new int[people.size()][];
    for (int i = 0; i < leftOut.length; i++) {
      leftOut[i] = people.get(i).items();
      System.arraycopy(folded(people.get(i)).x, 0, vectors, i * order, order);
    }
    return ranked.best(vectors, order, k, leftOut);
  }

  private Folded folded(Profile profile) {
    Shapes.requireKnown(profile, items);
    int size = profile.size();
    var rows = new float[size * order];
    var x = new float[order];
    double preferences = 0;
    for (int j = 0; j < size; j++) {
      float preference = Shapes.preference(profile, j);
      preferences += preference;
      int from = profile.items()[j] * order;
      Kernels.axpy((float) Math.sqrt(preference), factors, from, rows, j * order, order);
      Kernels.axpy(preference, factors, from, x, 0, order);
    }
    var matrix = new float[order * order];
    Kernels.axpy(objective.unobservedWeight(), gram, 0, matrix, 0, matrix.length);
    Kernels.addGram(rows, 0, size, order, matrix);
    float ridge = objective.ridge(preferences, items);
    for (int i = 0; i < order; i++) {
      matrix[i * order + i] += ridge;
    }
    if (!Kernels.cholesky(matrix, order)) {
      throw new ArithmeticException("The person's equations are singular: preferences too large.");
    }
    Kernels.solve(matrix, order, x);
    return new Folded(profile, preferences, matrix, x);
  }

  @Override
  public void similar(int item, float[] scores) {
    Objects.checkIndex(item, items);
    var x = Arrays.copyOfRange(factors, item * order, (item + 1) * order);
    blocks.scores(x, scores);
    for (int i = 0; i < items; i++) {
      scores[i] *= inverseNorms[i] * inverseNorms[item];
    }
  }

  /// The factors, items × k, row-major; a copy.
  public float[] factors() {
    return Shapes.unpadRows(factors, items, objective.factors(), order);
  }

  private record Weighted(int[] items, float[] rows) {}

  private static final Weighted NOTHING_WEIGHTED = new Weighted(new int[0], new float[0]);

  private final class Folded implements Taste {
    private final Profile profile;
    private final double preferences;
    private final float[] cholesky;
    private final float[] x;

    /// What was worked out for reasons so far; two threads at worst work out the same. Leverages
    /// are positive: 0 is not yet known.
    private final float[] leverages;

    private Weighted last = NOTHING_WEIGHTED;

    Folded(Profile profile, double preferences, float[] cholesky, float[] x) {
      this.profile = profile;
      this.preferences = preferences;
      this.cholesky = cholesky;
      this.x = x;
      this.leverages = new float[profile.size()];
    }

    @Override
    public void score(float[] scores) {
      blocks.scores(x, scores);
    }

    @Override
    public float score(int item) {
      Objects.checkIndex(item, items);
      return Kernels.dot(factors, item * order, x, 0, order);
    }

    @Override
    public float[] contributions(int item) {
      return contributions(new int[] {item})[0];
    }

    @Override
    public float[][] contributions(int[] some) {
      var weighted = weighted(some);
      var terms = new float[some.length][profile.size()];
      for (int j = 0; j < profile.size(); j++) {
        int from = profile.items()[j] * order;
        for (int i = 0; i < some.length; i++) {
          terms[i][j] =
              profile.values()[j] * Kernels.dot(factors, from, weighted, i * order, order);
        }
      }
      return terms;
    }

    @Override
    public float[] losses(int item) {
      return losses(item, Shapes.positions(profile.size()));
    }

    @Override
    public float[] losses(int item, int[] entries) {
      return losses(new int[] {item}, new int[][] {entries})[0];
    }

    /// Without entry j the matrix is a rank-one downdate of A (Jack Sherman, Winifred Morrison,
    /// 1950): the loss is the contribution times `(1 − x·y_j) / (1 − c_j·y_jᵀ·A⁻¹·y_j)`, less what
    /// the weaker ridge gives back. O(k²) an entry.
    @Override
    public float[][] losses(int[] some, int[][] entries) {
      var weighted = weighted(some);
      findLeverages(entries);
      float ridge = objective.ridge(preferences, items);
      var losses = new float[some.length][];
      for (int i = 0; i < some.length; i++) {
        losses[i] = new float[entries[i].length];
        float perRidge = Kernels.dot(weighted, i * order, x, 0, order);
        for (int j = 0; j < losses[i].length; j++) {
          int entry = entries[i][j];
          int from = profile.items()[entry] * order;
          float preference = profile.values()[entry];
          float term = preference * Kernels.dot(factors, from, weighted, i * order, order);
          float fitted = Kernels.dot(factors, from, x, 0, order);
          float freed = ridge - objective.ridge(preferences - preference, items);
          losses[i][j] = term * (1 - fitted) / (1 - leverages[entry]) - freed * perRidge;
        }
      }
      return losses;
    }

    /// Works out c·yᵀ·A⁻¹·y of the entries of which it is not known yet.
    private void findLeverages(int[][] entries) {
      var unknown =
          Arrays.stream(entries)
              .flatMapToInt(Arrays::stream)
              .filter(entry -> leverages[entry] == 0)
              .distinct()
              .toArray();
      var rows = rows(Arrays.stream(unknown).map(entry -> profile.items()[entry]).toArray());
      var forms = Kernels.inverseForms(cholesky, order, rows, unknown.length);
      for (int i = 0; i < unknown.length; i++) {
        leverages[unknown[i]] = profile.values()[unknown[i]] * forms[i];
      }
    }

    /// A⁻¹·y of items, a row each. Contributions and losses of the same items are asked for one
    /// after the other.
    private float[] weighted(int[] some) {
      var known = last;
      if (Arrays.equals(known.items(), some)) {
        return known.rows();
      }
      var weighted = rows(some);
      Kernels.solve(cholesky, order, weighted, some.length);
      last = new Weighted(some.clone(), weighted);
      return weighted;
    }
  }

  private float[] rows(int[] some) {
    var rows = new float[some.length * order];
    for (int i = 0; i < some.length; i++) {
      int from = Objects.checkIndex(some[i], items) * order;
      System.arraycopy(factors, from, rows, i * order, order);
    }
    return rows;
  }
}
