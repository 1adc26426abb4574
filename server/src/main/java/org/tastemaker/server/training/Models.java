package org.tastemaker.server.training;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.tastemaker.server.training.RollbackResult.CannotServe;
import org.tastemaker.server.training.RollbackResult.NoSuchModel;
import org.tastemaker.server.training.RollbackResult.NoneBefore;
import org.tastemaker.server.training.RollbackResult.NothingLive;
import org.tastemaker.server.training.RollbackResult.RolledBack;

/// The history of models, and the way back in it.
public final class Models {
  private final ModelRows rows;
  private final Publisher publisher;

  Models(ModelRows rows, Publisher publisher) {
    this.rows = rows;
    this.publisher = publisher;
  }

  /// Models, newest first.
  ///
  /// @param role those of this role only; null for all
  public List<TrainedModel> history(@Nullable ModelRole role, int limit) {
    return rows.history(role, limit);
  }

  /// The model of that number.
  public Optional<TrainedModel> find(long id) {
    return rows.find(id);
  }

  /// The models that serve.
  public List<TrainedModel> live() {
    return rows.live();
  }

  /// Lets an earlier model serve again: the newest accepted one before the live one, or the one
  /// named.
  ///
  /// @param actor who wants it; null: the program itself
  public RollbackResult rollBack(ModelRole role, Optional<Long> target, @Nullable Integer actor) {
    return publisher.rollBack(role, () -> choose(role, target), actor);
  }

  private RollbackResult choose(ModelRole role, Optional<Long> target) {
    var live = rows.live(role);
    if (live.isEmpty()) {
      return new NothingLive();
    }
    long from = live.get().id();
    var chosen = target.isPresent() ? rows.find(target.get()) : rows.acceptedBefore(role, from);
    if (chosen.isEmpty()) {
      return target.isPresent() ? new NoSuchModel() : new NoneBefore(from);
    }
    return chosen.get().role() == role ? check(from, chosen.get()) : new NoSuchModel();
  }

  private static RollbackResult check(long from, TrainedModel chosen) {
    if (!chosen.accepted()) {
      return new CannotServe("Model " + chosen.id() + " was refused by the gate.");
    }
    if (!chosen.stored()) {
      return new CannotServe(
          "The bytes of model " + chosen.id() + " were cleared away; train again instead.");
    }
    return new RolledBack(from, chosen);
  }
}
