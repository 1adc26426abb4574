package org.tastemaker.engine.algorithm;

import java.util.Arrays;
import org.tastemaker.engine.data.Interactions;
import org.tastemaker.engine.data.Rows;
import org.tastemaker.engine.kernel.Kernels;
import org.tastemaker.engine.kernel.TopK;
import org.tastemaker.engine.model.Model;

/// A linear model item → item that explains every item by those nearest to it alone: [Ease] for
/// catalogues whose dense inverse does not fit. Values are preferences ≥ 0.
///
/// Xia Ning, George Karypis, "SLIM: Sparse Linear Methods for Top-N Recommender Systems", ICDM
/// 2011, in the form with a fixed support and an ℓ₂ penalty; the support as in Harald Steck,
/// "Markov Random Fields for Collaborative Filtering", NeurIPS 2019, who keeps what is most
/// correlated. For an item i with the `neighbours` nearest items S, by cosine, its column is the
/// ridge regression
///
/// `B_Si = (X_SᵀX_S + λ·I + p / (1 − p)·diag(X_SᵀX_S))⁻¹·X_Sᵀx_i`, and 0 elsewhere.
///
/// With all other items in S that is [Ease] exactly (a column without its own item is the ridge
/// regression on all others). `regularisation` λ, `dropout` p as there.
///
/// Costs an item O(Σ n over its people) to find S, O(Σ_u |S ∩ u|²) over the people of S to multiply
/// and O(|S|³) to solve; nothing grows with the square of the catalogue. Memory 8·`neighbours`
/// bytes an item, and a thread |S|² + items floats and 8 bytes a liking of the items in S. Every
/// item is worked out alone, so threads do not change the bytes.
///
/// @param neighbours |S|, 1 to 2048
/// @param regularisation λ, in people
/// @param dropout p, from 0 to below 1
public record SparseEase(int neighbours, double regularisation, double dropout)
    implements Algorithm {

  public SparseEase {
    Demand.between("neighbours", neighbours, 1, 2048);
    Demand.positive("regularisation", regularisation);
    Demand.between("dropout", dropout, 0, 0.99);
  }

  /// 200 neighbours.
  public SparseEase() {
    this(200, 50, 0.3);
  }

  @Override
  public String name() {
    return "sparse-ease";
  }

  @Override
  public Model train(Interactions data, Run run) {
    var columns = new Columns(data.items());
    var norms = norms(data.byItem());
    Parallel.rows(
        run,
        data.items(),
        new Parallel.Span(0, 1, "explaining items"),
        () -> new Regression(data, norms, columns));
    run.progress(1, "done");
    return columns.transposed().sparse();
  }

  private static float[] norms(Rows byItem) {
    var norms = new float[byItem.rows()];
    for (int item = 0; item < norms.length; item++) {
      double square = 0;
      for (int entry = byItem.begin(item); entry < byItem.end(item); entry++) {
        square += (double) byItem.value(entry) * byItem.value(entry);
      }
      norms[item] = (float) Math.sqrt(square);
    }
    return norms;
  }

  /// What explains each item.
  private record Columns(int[][] supports, float[][] weights) {
    Columns(int items) {
      this(new int[items][], new float[items][]);
    }

    /// The rows of the model: what each item says of others.
    WeightRows transposed() {
      int items = supports.length;
      var lengths = new int[items];
      for (int[] support : supports) {
        for (int from : support) {
          lengths[from]++;
        }
      }
      var targets = new int[items][];
      var values = new float[items][];
      Arrays.setAll(targets, from -> new int[lengths[from]]);
      Arrays.setAll(values, from -> new float[lengths[from]]);
      Arrays.fill(lengths, 0);
      for (int to = 0; to < items; to++) {
        for (int at = 0; at < supports[to].length; at++) {
          int from = supports[to][at];
          targets[from][lengths[from]] = to;
          values[from][lengths[from]++] = weights[to][at];
        }
      }
      var rows = new WeightRows(items, Math.max(1, items));
      for (int from = 0; from < items; from++) {
        rows.keep(from, targets[from], values[from]);
      }
      return rows;
    }
  }

  /// Explains an item.
  private final class Regression implements Parallel.Work {
    private final Interactions data;
    private final float[] norms;
    private final Columns columns;
    private final float[] shared;
    private final float[] likeness;
    private final int[] counts;
    private int[] places = new int[1024];
    private float[] values = new float[1024];

    Regression(Interactions data, float[] norms, Columns columns) {
      this.data = data;
      this.norms = norms;
      this.columns = columns;
      this.shared = new float[data.items()];
      this.likeness = new float[data.items()];
      this.counts = new int[data.users() + 1];
    }

    @Override
    public void row(int item) {
      var support = nearest(item);
      int order = Kernels.padded(support.length);
      var gram = new float[order * order];
      gather(support);
      multiply(order, gram);
      var weights = new float[order];
      for (int at = 0; at < order; at++) {
        float ridge = (float) (regularisation + dropout / (1 - dropout) * gram[at * order + at]);
        gram[at * order + at] += at < support.length ? ridge : 1;
        weights[at] = at < support.length ? shared[support[at]] : 0;
      }
      if (!Kernels.cholesky(gram, order)) {
        throw new ArithmeticException(
            "Item " + item + " has no solution: preferences too large for the regularisation.");
      }
      Kernels.solve(gram, order, weights);
      columns.supports()[item] = support;
      columns.weights()[item] = Arrays.copyOf(weights, support.length);
    }

    /// The most alike, ascending; what nobody shares with the item is among them only where there
    /// are fewer others.
    private int[] nearest(int item) {
      Arrays.fill(shared, 0);
      var byItem = data.byItem();
      var byUser = data.byUser();
      for (int entry = byItem.begin(item); entry < byItem.end(item); entry++) {
        int user = byItem.column(entry);
        for (int at = byUser.begin(user); at < byUser.end(user); at++) {
          shared[byUser.column(at)] += byItem.value(entry) * byUser.value(at);
        }
      }
      for (int other = 0; other < likeness.length; other++) {
        boolean alike = other != item && norms[item] > 0 && norms[other] > 0;
        likeness[other] =
            alike ? shared[other] / (norms[item] * norms[other]) : Float.NEGATIVE_INFINITY;
      }
      var nearest = TopK.best(likeness, likeness.length, neighbours);
      Arrays.sort(nearest);
      return nearest;
    }

    /// Brings what people make of the items of a support together, person by person: those of
    /// person u end before `counts[u]` and begin where those of the person before end.
    private void gather(int[] support) {
      var byItem = data.byItem();
      Arrays.fill(counts, 0);
      int size = 0;
      for (int item : support) {
        size += byItem.length(item);
        for (int entry = byItem.begin(item); entry < byItem.end(item); entry++) {
          counts[byItem.column(entry) + 1]++;
        }
      }
      if (places.length < size) {
        places = new int[2 * size];
        values = new float[2 * size];
      }
      for (int user = 1; user < counts.length; user++) {
        counts[user] += counts[user - 1];
      }
      for (int place = 0; place < support.length; place++) {
        int item = support[place];
        for (int entry = byItem.begin(item); entry < byItem.end(item); entry++) {
          int to = counts[byItem.column(entry)]++;
          places[to] = place;
          values[to] = byItem.value(entry);
        }
      }
    }

    /// The upper triangle of X_SᵀX_S.
    private void multiply(int order, float[] gram) {
      int begin = 0;
      for (int user = 0; user < data.users(); user++) {
        for (int a = begin; a < counts[user]; a++) {
          int row = places[a] * order;
          for (int b = a; b < counts[user]; b++) {
            gram[row + places[b]] += values[a] * values[b];
          }
        }
        begin = counts[user];
      }
    }
  }
}
