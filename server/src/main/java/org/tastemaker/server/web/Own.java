package org.tastemaker.server.web;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.tastemaker.server.interaction.Activity;
import org.tastemaker.server.interaction.DeclineReason;
import org.tastemaker.server.interaction.History;
import org.tastemaker.server.interaction.Stars;

/// What somebody did so far, by item.
///
/// @param met whatever they rated, played, declined …
record Own(Map<Integer, Stars> ratings, Set<Integer> met) {
  /// With so many ratings lists begin to be somebody's own.
  static final int ENOUGH = 5;

  static Own of(History history) {
    var own = new Own(new HashMap<>(), new HashSet<>());
    history.tell(own.new Listener());
    return own;
  }

  boolean isLittle() {
    return ratings.size() < ENOUGH;
  }

  private final class Listener implements History.Visitor {
    @Override
    public void rated(int item, int hundredths) {
      ratings.put(item, new Stars(hundredths));
      met.add(item);
    }

    @Override
    public void active(int item, Activity activity, long count) {
      met.add(item);
    }

    @Override
    public void declined(int item, List<DeclineReason> reasons) {
      met.add(item);
    }

    @Override
    public void begun(int item) {
      met.add(item);
    }
  }
}
