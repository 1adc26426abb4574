package org.tastemaker.server.recommendation;

import java.util.Arrays;
import java.util.List;
import org.tastemaker.engine.data.Profile;
import org.tastemaker.engine.model.RatingModel;
import org.tastemaker.server.catalogue.CatalogueIndex;
import org.tastemaker.server.interaction.Activity;
import org.tastemaker.server.interaction.DeclineReason;
import org.tastemaker.server.interaction.History;
import org.tastemaker.server.training.PublishedModel;

/// Makes evidence for a model of what somebody did, in the model's own terms: stars for models of
/// ratings, for the others preferences as at the training. Items that the model does not know and
/// what is no evidence are left out.
///
/// Items come in ascending order, of one item the rating first. As at the training, a rating
/// decides alone; without one all else that was done with an item adds up. Whatever was done with
/// an item last says when it happened, for models that look at the order; what comes without a
/// time, such as a basket, has none.
final class Gathering implements History.Visitor {
  private final PublishedModel model;
  private final CatalogueIndex index;
  private final boolean inStars;
  private final int[] rows;
  private final int[] items;
  private final float[] values;
  private final Deed[] deeds;
  private final long[] seconds;
  private boolean timed;
  private long now;
  private int size;
  private int judged = -1;

  /// @param most how many entries may come
  Gathering(PublishedModel model, CatalogueIndex index, int most) {
    this.model = model;
    this.index = index;
    inStars = model.model() instanceof RatingModel;
    rows = new int[most];
    items = new int[most];
    values = new float[most];
    deeds = new Deed[most];
    seconds = new long[most];
  }

  @Override
  public void at(long second) {
    timed = true;
    now = second;
  }

  /// Adds a judgement.
  void judged(int item, double stars, Deed deed) {
    judged = item;
    if (inStars) {
      put(item, (float) stars, deed);
    } else {
      putPositive(item, model.preference().ofRating(stars), deed);
    }
  }

  @Override
  public void rated(int item, int hundredths) {
    judged(item, hundredths / 100.0, Deed.RATED);
  }

  @Override
  public void active(int item, Activity activity, long count) {
    if (size > 0 && items[size - 1] == item) {
      seconds[size - 1] = Math.max(seconds[size - 1], now);
    }
    if (!inStars && item != judged) {
      var deed = Deed.of(activity);
      putPositive(item, model.preference().ofCount(deed.activity(), count), deed);
    }
  }

  @Override
  public void declined(int item, List<DeclineReason> reasons) {}

  @Override
  public void begun(int item) {}

  private void putPositive(int item, float preference, Deed deed) {
    if (preference > 0) {
      put(item, preference, deed);
    }
  }

  private void put(int item, float value, Deed deed) {
    var row = model.items().indexOf(item);
    if (row < 0 || !index.contains(item)) {
      return;
    }
    if (size > 0 && items[size - 1] == item) {
      values[size - 1] += value;
      return;
    }
    rows[size] = row;
    items[size] = item;
    values[size] = value;
    seconds[size] = now;
    deeds[size++] = deed;
  }

  Evidence evidence() {
    return size == 0 ? Evidence.NONE : new Evidence(profile(), items, deeds);
  }

  private Profile profile() {
    return new Profile(
        Arrays.copyOf(rows, size),
        Arrays.copyOf(values, size),
        Arrays.copyOf(seconds, timed ? size : 0));
  }
}
