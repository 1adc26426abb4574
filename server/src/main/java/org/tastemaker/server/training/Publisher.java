package org.tastemaker.server.training;

import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.support.TransactionTemplate;
import org.tastemaker.server.event.EventLog;
import org.tastemaker.server.sql.Notifications;

/// Moves the pointers to what serves, and clears away what will not serve again. All of it under
/// one lock, so that nothing is cleared away while a pointer moves to it.
final class Publisher {
  static final String PUBLISHED = "ModelPublished";
  static final String ROLLED_BACK = "ModelRolledBack";

  private final ModelRows rows;
  private final ModelStore store;
  private final TransactionTemplate transactions;
  private final EventLog events;
  private final Notifications notifications;

  Publisher(
      ModelRows rows,
      ModelStore store,
      TransactionTemplate transactions,
      EventLog events,
      Notifications notifications) {
    this.rows = rows;
    this.store = store;
    this.transactions = transactions;
    this.events = events;
    this.notifications = notifications;
  }

  /// Enters a model whose bytes are stored and lets it serve: both or nothing.
  ///
  /// @throws DamagedBlobException when the bytes are not all there
  long publish(ModelRows.Draft draft, Blob blob) {
    return locked(() -> {
      if (!store.isWhole(blob)) {
        throw new DamagedBlobException(blob, "some are missing");
      }
      long id = rows.insert(draft);
      point(draft.role(), id, PUBLISHED, null);
      return id;
    });
  }

  /// Enters a model that the gate refused.
  long refuse(ModelRows.Draft draft) {
    return locked(() -> rows.insert(draft));
  }

  /// Lets an earlier model serve again.
  ///
  /// @param actor who wants it; null: the program itself
  RollbackResult rollBack(
      ModelRole role, Supplier<RollbackResult> choice, @Nullable Integer actor) {
    return locked(() -> {
      var chosen = choice.get();
      if (chosen instanceof RollbackResult.RolledBack(_, var to)) {
        point(role, to.id(), ROLLED_BACK, actor);
      }
      return chosen;
    });
  }

  /// Clears away the bytes of all but the live models and the newest so many of each role.
  void clear(int keep) {
    locked(() -> {
      store.keepOnly(rows.kept(keep));
      return true;
    });
  }

  private void point(ModelRole role, long id, String event, @Nullable Integer actor) {
    rows.point(role, id);
    events.append(event, id, actor, Map.of("role", role));
    notifications.send(LiveModels.CHANNEL, role.label());
  }

  private <T> T locked(Supplier<T> change) {
    return Objects.requireNonNull(
        transactions.execute(_ -> {
          rows.lockPointers();
          return change.get();
        }));
  }
}
