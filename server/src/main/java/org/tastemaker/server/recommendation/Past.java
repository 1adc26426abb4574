package org.tastemaker.server.recommendation;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.tastemaker.server.catalogue.CatalogueIndex;
import org.tastemaker.server.interaction.Activity;
import org.tastemaker.server.interaction.DeclineReason;
import org.tastemaker.server.interaction.History;
import org.tastemaker.server.recommendation.Audience.Basket;
import org.tastemaker.server.training.PublishedModel;

/// What the one whom a list is for has done so far.
sealed interface Past {

  /// Items that were rated, played, viewed …: they do not come back.
  int[] consumed();

  /// Items that are "not for me".
  int[] declined();

  /// Why these were declined, and those that they know from elsewhere, by item.
  Map<Integer, List<DeclineReason>> reasons();

  /// What of it a model takes.
  Evidence evidence(PublishedModel model, CatalogueIndex index);

  /// Of somebody whose interactions are kept.
  record Kept(
      History history, int[] consumed, int[] declined, Map<Integer, List<DeclineReason>> reasons)
      implements Past {

    static Kept of(History history) {
      var split = new Split(history.size());
      history.tell(split);
      return new Kept(
          history,
          Arrays.copyOf(split.consumed, split.consumedSize),
          Arrays.copyOf(split.declined, split.declinedSize),
          split.reasons);
    }

    @Override
    public Evidence evidence(PublishedModel model, CatalogueIndex index) {
      var gathering = new Gathering(model, index, history.size());
      history.tell(gathering);
      return gathering.evidence();
    }
  }

  /// Of a basket: all that is in it is consumed, and what was given no stars is liked.
  record Chosen(Basket basket) implements Past {
    private static final double LIKED = 5;

    @Override
    public int[] consumed() {
      return basket.choices().stream().mapToInt(Audience.Choice::item).toArray();
    }

    @Override
    public int[] declined() {
      return new int[0];
    }

    @Override
    public Map<Integer, List<DeclineReason>> reasons() {
      return Map.of();
    }

    @Override
    public Evidence evidence(PublishedModel model, CatalogueIndex index) {
      var gathering = new Gathering(model, index, basket.choices().size());
      for (var choice : basket.choices()) {
        gathering.judged(
            choice.item(), choice.stars() == null ? LIKED : choice.stars(), Deed.CHOSEN);
      }
      return gathering.evidence();
    }
  }

  /// Sorts a history into what was consumed and what was declined. What they say they know from
  /// elsewhere is consumed.
  final class Split implements History.Visitor {
    private final int[] consumed;
    private final int[] declined;
    private int consumedSize;
    private int declinedSize;
    private Map<Integer, List<DeclineReason>> reasons = Map.of();

    private Split(int size) {
      consumed = new int[size];
      declined = new int[size];
    }

    @Override
    public void rated(int item, int hundredths) {
      consumed[consumedSize++] = item;
    }

    @Override
    public void active(int item, Activity activity, long count) {
      consumed[consumedSize++] = item;
    }

    @Override
    public void declined(int item, List<DeclineReason> why) {
      if (why.isEmpty()) {
        declined[declinedSize++] = item;
      } else {
        declinedFor(item, why);
      }
    }

    private void declinedFor(int item, List<DeclineReason> why) {
      if (why.stream().anyMatch(DeclineReason::isSeenElsewhere)) {
        consumed[consumedSize++] = item;
      } else {
        declined[declinedSize++] = item;
      }
      if (reasons.isEmpty()) {
        reasons = new TreeMap<>();
      }
      reasons.put(item, why);
    }

    @Override
    public void begun(int item) {
      consumed[consumedSize++] = item;
    }
  }
}
