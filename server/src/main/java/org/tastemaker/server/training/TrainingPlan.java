package org.tastemaker.server.training;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// What would be trained now, and why.
///
/// @param waitsFor why nothing is begun although something may be due; null when nothing is in the
///   way
record TrainingPlan(@Nullable String waitsFor, List<RolePlan> trainings) {

  /// Whether the models of a role are to be trained, and what that follows from.
  ///
  /// @param reason in a few words
  /// @param since the log position that its newest model has seen; null before the first
  /// @param trainedAt null before the first
  /// @param newItems of all kinds
  /// @param newInteractions with items of all kinds, as far as the role learns from them
  /// @param kinds of which anything came in, or which have a threshold
  record RolePlan(
      ModelRole role,
      boolean due,
      String reason,
      @Nullable Long since,
      @Nullable Instant trainedAt,
      long newItems,
      long newInteractions,
      List<KindNews> kinds) {
    RolePlan {
      kinds = List.copyOf(kinds);
    }
  }

  /// What came in of a kind, and what would be enough.
  ///
  /// @param itemsNeeded null: however many, they are no reason by themselves
  /// @param interactionsNeeded likewise
  record KindNews(
      String kind,
      long newItems,
      long newInteractions,
      @Nullable Long itemsNeeded,
      @Nullable Long interactionsNeeded) {}

  TrainingPlan {
    trainings = List.copyOf(trainings);
  }

  List<ModelRole> due() {
    return trainings.stream().filter(RolePlan::due).map(RolePlan::role).toList();
  }

  /// Why what is due is due: once what holds for all, otherwise role by role.
  String reason() {
    var reasons = new ArrayList<RolePlan>(trainings);
    reasons.removeIf(one -> !one.due());
    return reasons.stream().map(RolePlan::reason).distinct().count() == 1
        ? reasons.getFirst().reason()
        : reasons.stream()
            .map(one -> one.role().label() + ": " + one.reason())
            .collect(Collectors.joining("; "));
  }
}
