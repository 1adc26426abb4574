package org.tastemaker.engine.algorithm;

import java.util.Arrays;
import org.tastemaker.engine.data.Interactions;
import org.tastemaker.engine.data.Rows;
import org.tastemaker.engine.kernel.TopK;
import org.tastemaker.engine.model.Model;

/// Item-based nearest neighbours, values are preferences ≥ 0.
///
/// Badrul Sarwar, George Karypis, Joseph Konstan, John Riedl, "Item-Based Collaborative Filtering
/// Recommendation Algorithms", WWW 2001; scored as in Mukund Deshpande, George Karypis, "Item-Based
/// Top-N Recommendation Algorithms", ACM TOIS 22(1), 2004: every item of a profile votes for its
/// own nearest neighbours, with votes that add up to one. Likeness is the cosine of the items'
/// columns, damped where few people liked both (Robert Bell, Yehuda Koren, ICDM 2007) and sharpened
/// (Fabio Aiolli, "Efficient Top-N Recommendation for Very Large Scale Binary Rated Datasets",
/// RecSys 2013, whose locality q is our `sharpness`):
///
/// `w = (Σ_u a_u·b_u·n_u^−e / (‖a‖·‖b‖ + shrinkage·m))^sharpness`
///
/// where a person with n likings counts `n^−e`, e `personExponent` (with 1 a walk from item to
/// person to item: Colin Cooper, Sang Hyuk Lee, Tomasz Radzik, Yiannis Siantos, "Random Walks in
/// Recommender Systems", WWW 2014), the norms are weighted alike, and m is what a person counts on
/// average, so that `shrinkage` is a number of people. The weights of the nearest are then divided
/// by their sum.
///
/// Every item is worked out alone, so threads do not change the result. O(Σ n²) over the people;
/// scratch one float an item and thread.
///
/// @param neighbours most neighbours kept an item
/// @param shrinkage ≥ 0, in people
/// @param personExponent e: 0 lets every liking count alike, 1 every person
/// @param sharpness how much more the nearest count
public record ItemKnn(int neighbours, double shrinkage, double personExponent, double sharpness)
    implements Algorithm {

  public ItemKnn {
    Demand.between("neighbours", neighbours, 1, 100_000);
    Demand.between("shrinkage", shrinkage, 0, 1e6);
    Demand.between("personExponent", personExponent, 0, 2);
    Demand.between("sharpness", sharpness, 0.1, 10);
  }

  /// 100 neighbours.
  public ItemKnn() {
    this(100, 15, 1, 2);
  }

  @Override
  public String name() {
    return "item-knn";
  }

  @Override
  public Model train(Interactions data, Run run) {
    int items = data.items();
    var personWeights = personWeights(data.byUser());
    var norms = norms(data.byItem(), personWeights);
    float damping = damping(data.byUser(), personWeights);
    var rows = new WeightRows(items, neighbours);
    Parallel.rows(
        run,
        items,
        new Parallel.Span(0, 1, "comparing items"),
        () -> new Comparison(data, personWeights, norms, damping, rows));
    run.progress(1, "done");
    return rows.sparse();
  }

  private float[] personWeights(Rows byUser) {
    var weights = new float[byUser.rows()];
    for (int user = 0; user < weights.length; user++) {
      weights[user] = (float) Math.pow(Math.max(1, byUser.length(user)), -personExponent);
    }
    return weights;
  }

  private float damping(Rows byUser, float[] personWeights) {
    double sum = 0;
    for (int user = 0; user < personWeights.length; user++) {
      sum += byUser.length(user) * (double) personWeights[user];
    }
    return byUser.size() == 0 ? 0 : (float) (shrinkage * sum / byUser.size());
  }

  private static float[] norms(Rows byItem, float[] personWeights) {
    var norms = new float[byItem.rows()];
    for (int item = 0; item < norms.length; item++) {
      double square = 0;
      for (int entry = byItem.begin(item); entry < byItem.end(item); entry++) {
        float value = byItem.value(entry);
        square += value * value * personWeights[byItem.column(entry)];
      }
      norms[item] = (float) Math.sqrt(square);
    }
    return norms;
  }

  private final class Comparison implements Parallel.Work {
    private final Interactions data;
    private final float[] personWeights;
    private final float[] norms;
    private final float damping;
    private final WeightRows rows;
    private final float[] products;

    Comparison(
        Interactions data, float[] personWeights, float[] norms, float damping, WeightRows rows) {
      this.data = data;
      this.personWeights = personWeights;
      this.norms = norms;
      this.damping = damping;
      this.rows = rows;
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
                ? product / (norms[item] * norms[other] + damping)
                : Float.NEGATIVE_INFINITY;
      }
      var nearest = TopK.best(products, products.length, neighbours);
      Arrays.sort(nearest);
      rows.keep(item, nearest, votes(nearest));
    }

    private float[] votes(int[] neighbours) {
      var votes = new float[neighbours.length];
      double sum = 0;
      for (int i = 0; i < votes.length; i++) {
        votes[i] = (float) Math.pow(products[neighbours[i]], sharpness);
        sum += votes[i];
      }
      for (int i = 0; i < votes.length; i++) {
        votes[i] /= (float) sum;
      }
      return votes;
    }

    private void multiply(int item) {
      var byItem = data.byItem();
      var byUser = data.byUser();
      for (int entry = byItem.begin(item); entry < byItem.end(item); entry++) {
        int user = byItem.column(entry);
        float value = byItem.value(entry) * personWeights[user];
        int end = byUser.end(user);
        for (int at = byUser.begin(user); at < end; at++) {
          products[byUser.column(at)] += value * byUser.value(at);
        }
      }
    }
  }
}
