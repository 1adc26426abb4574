package org.tastemaker.engine.algorithm;

import java.util.Arrays;
import java.util.Optional;
import org.tastemaker.engine.data.Interactions;
import org.tastemaker.engine.data.Rows;
import org.tastemaker.engine.kernel.TopK;
import org.tastemaker.engine.model.Model;

/// What the people liked who are most like somebody; values are preferences ≥ 0.
///
/// Jonathan Herlocker, Joseph Konstan, Al Borchers, John Riedl, "An Algorithmic Framework for
/// Performing Collaborative Filtering", SIGIR 1999: a person's score of an item is the mean of what
/// the nearest people make of it, weighed by likeness. Likeness is the cosine of two people's
/// preferences, damped where they share little and sharpened as in [ItemKnn]: `(Σ_i u_i·v_i /
/// (‖u‖·‖v‖ + shrinkage))^sharpness`.
///
/// Neighbours are people, and a published model holds none. So the nearest are found for those who
/// are trained on, as [LearntPeople], to compare with the literature; what is published takes
/// everybody for a neighbour, with the plain cosine. That sum is linear in somebody's preferences,
/// `score_i = Σ_j c_j·w_ji` with `w_ji = Σ_v v_j·v_i / ‖v‖`, and needs items only. It is a weaker
/// model: use [ItemKnn] to serve.
///
/// O(Σ over the items of n², and over the people of n²); memory 8·`neighbours` bytes a person
/// beside the model, which is a dense matrix up to `weights` items, 4·items² bytes, and keeps the
/// `weights` largest of every row of a larger catalogue, 8 bytes each. Threads do not change the
/// result.
///
/// @param neighbours most people who count for somebody
/// @param shrinkage ≥ 0, in shared likings
/// @param sharpness how much more the nearest count
/// @param weights most weights kept an item
public record UserKnn(int neighbours, double shrinkage, double sharpness, int weights)
    implements Algorithm {

  public UserKnn {
    Demand.between("neighbours", neighbours, 1, 100_000);
    Demand.between("shrinkage", shrinkage, 0, 1e6);
    Demand.between("sharpness", sharpness, 0.1, 10);
    Demand.between("weights", weights, 1, 40_000);
  }

  /// 200 neighbours.
  public UserKnn() {
    this(200, 10, 2, 4000);
  }

  @Override
  public String name() {
    return "user-knn";
  }

  @Override
  public Model train(Interactions data, Run run) {
    var model = everybody(data, run);
    run.progress(1, "done");
    return model;
  }

  @Override
  public Trained trainWithPeople(Interactions data, Run run) {
    var model = everybody(data, run);
    var byUser = data.byUser();
    var nearest = new int[byUser.rows()][];
    var votes = new float[nearest.length][];
    var norms = norms(byUser);
    Parallel.rows(
        run,
        nearest.length,
        new Parallel.Span(0.5, 1, "comparing people"),
        () -> new Comparison(data, norms, nearest, votes));
    run.progress(1, "done");
    return new Trained(model, Optional.of(new Neighbours(byUser, data.items(), nearest, votes)));
  }

  private Model everybody(Interactions data, Run run) {
    var norms = norms(data.byUser());
    var rows = new WeightRows(data.items(), weights);
    Parallel.rows(
        run,
        data.items(),
        new Parallel.Span(0, 0.5, "adding people up"),
        () -> {
          var sums = new float[data.items()];
          var scratch = new float[data.items()];
          return item -> {
            addUp(data, norms, item, sums);
            rows.keep(item, sums, scratch);
          };
        });
    return rows.model();
  }

  private static void addUp(Interactions data, float[] norms, int item, float[] sums) {
    var byItem = data.byItem();
    Arrays.fill(sums, 0);
    for (int entry = byItem.begin(item); entry < byItem.end(item); entry++) {
      int user = byItem.column(entry);
      if (norms[user] > 0) {
        addRow(data.byUser(), user, byItem.value(entry) / norms[user], sums);
      }
    }
  }

  private static void addRow(Rows rows, int row, float weight, float[] sums) {
    for (int entry = rows.begin(row); entry < rows.end(row); entry++) {
      sums[rows.column(entry)] += weight * rows.value(entry);
    }
  }

  private static float[] norms(Rows rows) {
    var norms = new float[rows.rows()];
    for (int row = 0; row < norms.length; row++) {
      double square = 0;
      for (int entry = rows.begin(row); entry < rows.end(row); entry++) {
        square += (double) rows.value(entry) * rows.value(entry);
      }
      norms[row] = (float) Math.sqrt(square);
    }
    return norms;
  }

  /// Finds the nearest of a person.
  private final class Comparison implements Parallel.Work {
    private final Interactions data;
    private final float[] norms;
    private final int[][] nearest;
    private final float[][] votes;
    private final float[] likeness;

    Comparison(Interactions data, float[] norms, int[][] nearest, float[][] votes) {
      this.data = data;
      this.norms = norms;
      this.nearest = nearest;
      this.votes = votes;
      this.likeness = new float[norms.length];
    }

    @Override
    public void row(int user) {
      Arrays.fill(likeness, 0);
      var byUser = data.byUser();
      for (int entry = byUser.begin(user); entry < byUser.end(user); entry++) {
        addRow(data.byItem(), byUser.column(entry), byUser.value(entry), likeness);
      }
      for (int other = 0; other < likeness.length; other++) {
        likeness[other] =
            likeness[other] > 0 && other != user
                ? likeness[other] / (norms[user] * norms[other] + (float) shrinkage)
                : Float.NEGATIVE_INFINITY;
      }
      nearest[user] = TopK.best(likeness, likeness.length, neighbours);
      votes[user] = votes(nearest[user]);
    }

    private float[] votes(int[] people) {
      var votes = new float[people.length];
      double sum = 0;
      for (int i = 0; i < votes.length; i++) {
        votes[i] = (float) Math.pow(likeness[people[i]], sharpness);
        sum += votes[i];
      }
      for (int i = 0; i < votes.length; i++) {
        votes[i] /= (float) sum;
      }
      return votes;
    }
  }

  /// The nearest of everybody. A score of one item costs as much as of all: O(items + entries of
  /// the neighbours).
  private record Neighbours(Rows byUser, int items, int[][] nearest, float[][] votes)
      implements LearntPeople {
    @Override
    public float score(int user, int item, long second) {
      var scores = new float[items];
      score(user, scores);
      return scores[item];
    }

    @Override
    public void score(int user, float[] scores) {
      Arrays.fill(scores, 0, items, 0);
      for (int i = 0; i < nearest[user].length; i++) {
        addRow(byUser, nearest[user][i], votes[user][i], scores);
      }
    }
  }
}
