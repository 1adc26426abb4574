package org.tastemaker.server.interaction;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What somebody did with an item.
public sealed interface Act {

  /// What of it there is to keep, and which of that can be withdrawn.
  enum Matter {
    RATING,
    ACTIVITY,
    PROGRESS,
    DECLINE,
    WATCHLIST,
    COMMENT;

    boolean isWithdrawable() {
      return this != ACTIVITY && this != COMMENT;
    }
  }

  /// What it is about.
  Matter matter();

  /// So many stars.
  record Rating(Stars stars) implements Act {
    @Override
    public Matter matter() {
      return Matter.RATING;
    }
  }

  /// Views, plays, purchases or installs.
  ///
  /// @param count from 1 to 1,000,000
  record Doing(Activity activity, int count) implements Act {
    static final int MOST_AT_ONCE = 1_000_000;

    public Doing {
      if (count < 1 || count > MOST_AT_ONCE) {
        throw new IllegalArgumentException(
            "something is done from 1 to %d times, not %d".formatted(MOST_AT_ONCE, count));
      }
    }

    @Override
    public Matter matter() {
      return Matter.ACTIVITY;
    }
  }

  /// How far one is.
  ///
  /// @param values in the unit of each measure; at least one
  record Progress(Map<Measure, Integer> values) implements Act {
    public Progress {
      values = Map.copyOf(values);
      if (values.isEmpty()) {
        throw new IllegalArgumentException("progress is told in at least one measure");
      }
    }

    @Override
    public Matter matter() {
      return Matter.PROGRESS;
    }
  }

  /// "Not for me".
  ///
  /// @param reasons why; none is as good
  record Decline(List<DeclineReason> reasons) implements Act {
    public Decline {
      reasons = List.copyOf(reasons);
    }

    @Override
    public Matter matter() {
      return Matter.DECLINE;
    }
  }

  /// Puts it on the list of what one means to get to.
  ///
  /// @param note to oneself; null leaves what is noted, an empty one takes it away
  /// @param place on the list, from 1, past the end is the end; null: at its end, and where it is
  ///   already it stays
  record Watch(@Nullable String note, @Nullable Integer place) implements Act {
    @Override
    public Matter matter() {
      return Matter.WATCHLIST;
    }
  }

  /// Says something of it.
  record Comment(String text) implements Act {
    @Override
    public Matter matter() {
      return Matter.COMMENT;
    }
  }

  /// Takes back what stands.
  record Withdrawal(Matter matter) implements Act {
    public Withdrawal {
      if (!matter.isWithdrawable()) {
        throw new IllegalArgumentException("this is not withdrawn in a batch");
      }
    }
  }
}
