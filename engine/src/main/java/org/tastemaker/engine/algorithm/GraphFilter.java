package org.tastemaker.engine.algorithm;

import java.util.Arrays;
import org.tastemaker.engine.data.Interactions;
import org.tastemaker.engine.data.Rows;
import org.tastemaker.engine.kernel.ItemBlocks;
import org.tastemaker.engine.model.Model;

/// What somebody likes as a signal on the graph of the items, made smooth by a filter in closed
/// form; values are preferences ≥ 0.
///
/// Yifei Shen, Yongji Wu, Yao Zhang, Caihua Shan, Jun Zhang, Khaled Letaief, Dongsheng Li, "How
/// Powerful is Graph Convolution for Recommendation?", CIKM 2021, whose GF-CF adds a linear filter
/// and an ideal low-pass: with `R̃ = D_U^−e·R·D_I^−f`, D the sums of rows and columns, and V the
/// `factors` leading right singular vectors of R̃, somebody with the preferences r gets
///
/// `r·(R̃ᵀ·R̃ + α·D_I^−f·V·Vᵀ·D_I^f)`.
///
/// Ours ↔ the paper's: `lowPass` α, `factors` the number of singular vectors, `personExponent` e
/// and `itemExponent` f, both ½ there. The matrix item → item is what is left; its diagonal says
/// nothing of other items and is left out.
///
/// O(Σ n² over the people + items²·k + 12·entries·k); memory (people + items)·(k + 16) floats
/// beside the model, which is a dense matrix up to `weights` items, 4·items² bytes, and keeps the
/// `weights` largest of every row of a larger catalogue, 8 bytes each. Threads do not change the
/// bytes.
///
/// @param factors k, 1 to 1024
/// @param lowPass α, from 0
/// @param personExponent e: how much less a liking of somebody with many counts
/// @param itemExponent f: how much less the popular items count
/// @param weights most weights kept an item
public record GraphFilter(
    int factors, double lowPass, double personExponent, double itemExponent, int weights)
    implements Algorithm {

  public GraphFilter {
    Demand.between("factors", factors, 1, 1024);
    Demand.between("lowPass", lowPass, 0, 1000);
    Demand.between("personExponent", personExponent, 0, 2);
    Demand.between("itemExponent", itemExponent, 0, 2);
    Demand.between("weights", weights, 1, 40_000);
  }

  /// The paper's α and exponents, with 64 singular vectors.
  public GraphFilter() {
    this(64, 0.3, 0.5, 0.5, 4000);
  }

  @Override
  public String name() {
    return "graph-filter";
  }

  @Override
  public Model train(Interactions data, Run run) {
    var people = weights(data.byUser(), personExponent);
    var items = weights(data.byItem(), itemExponent);
    var span = new Parallel.Span(0, 0.5, "finding the smooth signals");
    var vectors = LeadingVectors.of(data, people, items, factors, run, span);
    int order = LeadingVectors.order(factors);
    var blocks = ItemBlocks.of(vectors, data.items(), order, order);
    var rows = new WeightRows(data.items(), weights);
    Parallel.rows(
        run,
        data.items(),
        new Parallel.Span(0.5, 1, "filtering"),
        () -> new Filter(data, people, items, vectors, blocks, rows));
    run.progress(1, "done");
    return rows.model();
  }

  private static float[] weights(Rows rows, double exponent) {
    var weights = new float[rows.rows()];
    for (int row = 0; row < weights.length; row++) {
      double sum = 0;
      for (int entry = rows.begin(row); entry < rows.end(row); entry++) {
        sum += rows.value(entry);
      }
      weights[row] = sum > 0 ? (float) Math.pow(sum, -exponent) : 1;
    }
    return weights;
  }

  private final class Filter implements Parallel.Work {
    private final Interactions data;
    private final float[] people;
    private final float[] items;
    private final float[] vectors;
    private final ItemBlocks blocks;
    private final WeightRows rows;
    private final float[] weights;
    private final float[] smooth;

    Filter(
        Interactions data,
        float[] people,
        float[] items,
        float[] vectors,
        ItemBlocks blocks,
        WeightRows rows) {
      this.data = data;
      this.people = people;
      this.items = items;
      this.vectors = vectors;
      this.blocks = blocks;
      this.rows = rows;
      this.weights = new float[data.items()];
      this.smooth = new float[data.items()];
    }

    @Override
    public void row(int item) {
      Arrays.fill(weights, 0);
      addShared(item);
      int order = LeadingVectors.order(factors);
      blocks.scores(Arrays.copyOfRange(vectors, item * order, (item + 1) * order), smooth);
      for (int other = 0; other < weights.length; other++) {
        float pass = (float) lowPass * smooth[other] / items[other];
        weights[other] = items[item] * (weights[other] * items[other] + pass);
      }
      rows.keep(item, weights, smooth);
    }

    /// What the people of an item like besides it.
    private void addShared(int item) {
      var byItem = data.byItem();
      var byUser = data.byUser();
      for (int entry = byItem.begin(item); entry < byItem.end(item); entry++) {
        int user = byItem.column(entry);
        float value = byItem.value(entry) * people[user] * people[user];
        for (int at = byUser.begin(user); at < byUser.end(user); at++) {
          weights[byUser.column(at)] += value * byUser.value(at);
        }
      }
    }
  }
}
