package org.tastemaker.engine.algorithm;

import java.util.Arrays;
import org.tastemaker.engine.data.Interactions;
import org.tastemaker.engine.data.Rows;
import org.tastemaker.engine.kernel.TopK;
import org.tastemaker.engine.model.ItemWeights;
import org.tastemaker.engine.model.Model;

/// Item-based nearest neighbours, values are preferences ≥ 0.
///
/// Badrul Sarwar, George Karypis, Joseph Konstan, John Riedl, "Item-Based Collaborative Filtering
/// Recommendation Algorithms", WWW 2001; scored as in Mukund Deshpande, George Karypis, "Item-Based
/// Top-N Recommendation Algorithms", ACM TOIS 22(1), 2004: every item of a profile votes for its
/// own nearest neighbours. Likeness is the cosine of two items' columns, damped by `shrinkage`
/// where few people liked both: `a·b / (‖a‖·‖b‖ + shrinkage)` (Robert Bell, Yehuda Koren, "Scalable
/// Collaborative Filtering with Jointly Derived Neighborhood Interpolation Weights", ICDM 2007).
///
/// Every item is worked out alone, so threads do not change the result. O(Σ n²) over the entries n
/// of every person; scratch one float an item and thread.
///
/// @param neighbours most neighbours kept an item
/// @param shrinkage ≥ 0
public record ItemKnn(int neighbours, double shrinkage) implements Algorithm {

  public ItemKnn {
    Demand.between("neighbours", neighbours, 1, 100_000);
    Demand.between("shrinkage", shrinkage, 0, 1e6);
  }

  /// 100 neighbours.
  public ItemKnn() {
    this(100, 10);
  }

  @Override
  public String name() {
    return "item-knn";
  }

  @Override
  public Model train(Interactions data, Run run) {
    int items = data.items();
    var norms = norms(data.byItem());
    var nearest = new int[items][];
    var weights = new float[items][];
    Parallel.rows(
        run,
        items,
        new Parallel.Span(0, 1, "comparing items"),
        () -> new Comparison(data, norms, nearest, weights));
    run.progress(1, "done");
    return assemble(nearest, weights);
  }

  private static float[] norms(Rows byItem) {
    var norms = new float[byItem.rows()];
    for (int item = 0; item < norms.length; item++) {
      double square = 0;
      for (int entry = byItem.begin(item); entry < byItem.end(item); entry++) {
        square += byItem.value(entry) * byItem.value(entry);
      }
      norms[item] = (float) Math.sqrt(square);
    }
    return norms;
  }

  private static ItemWeights assemble(int[][] nearest, float[][] weights) {
    var begins = new int[nearest.length + 1];
    for (int item = 0; item < nearest.length; item++) {
      begins[item + 1] = Math.addExact(begins[item], nearest[item].length);
    }
    var allNearest = new int[begins[nearest.length]];
    var allWeights = new float[allNearest.length];
    for (int item = 0; item < nearest.length; item++) {
      System.arraycopy(nearest[item], 0, allNearest, begins[item], nearest[item].length);
      System.arraycopy(weights[item], 0, allWeights, begins[item], nearest[item].length);
    }
    return new ItemWeights(begins, allNearest, allWeights);
  }

  private final class Comparison implements Parallel.Work {
    private final Interactions data;
    private final float[] norms;
    private final int[][] nearest;
    private final float[][] weights;
    private final float[] products;

    Comparison(Interactions data, float[] norms, int[][] nearest, float[][] weights) {
      this.data = data;
      this.norms = norms;
      this.nearest = nearest;
      this.weights = weights;
      this.products = new float[data.items()];
    }

    @Override
    public void row(int item) {
      Arrays.fill(products, 0);
      multiply(item);
      for (int other = 0; other < products.length; other++) {
        float product = products[other];
        products[other] =
            product > 0 && other != item
                ? product / (norms[item] * norms[other] + (float) shrinkage)
                : Float.NEGATIVE_INFINITY;
      }
      nearest[item] = TopK.best(products, products.length, neighbours);
      Arrays.sort(nearest[item]);
      weights[item] = new float[nearest[item].length];
      for (int i = 0; i < weights[item].length; i++) {
        weights[item][i] = products[nearest[item][i]];
      }
    }

    private void multiply(int item) {
      var byItem = data.byItem();
      var byUser = data.byUser();
      for (int entry = byItem.begin(item); entry < byItem.end(item); entry++) {
        int user = byItem.column(entry);
        float value = byItem.value(entry);
        int end = byUser.end(user);
        for (int at = byUser.begin(user); at < end; at++) {
          products[byUser.column(at)] += value * byUser.value(at);
        }
      }
    }
  }
}
