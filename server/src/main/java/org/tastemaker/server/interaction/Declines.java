package org.tastemaker.server.interaction;

import java.util.List;
import org.tastemaker.server.id.OurId;

/// "Not for me": what somebody declines is not recommended to them until they take it back. Each
/// call is one transaction.
public final class Declines {

  private final InteractionBatches batches;

  Declines(InteractionBatches batches) {
    this.batches = batches;
  }

  /// Declines an item, now.
  ///
  /// @param reasons why, in the words of the item's kind
  /// @return `DECLINED`, `UNCHANGED` where it was already, `NO_SUCH_USER`, `NO_SUCH_ITEM` or
  ///   `NO_SUCH_REASON`
  public Outcome decline(int person, int item, List<DeclineReason> reasons) {
    return take(person, item, new Act.Decline(reasons));
  }

  /// Takes a decline back, now.
  ///
  /// @return `WITHDRAWN`, `UNCHANGED` where there was none, or `NO_SUCH_USER`
  public Outcome takeBack(int person, int item) {
    return take(person, item, new Act.Withdrawal(Act.Matter.DECLINE));
  }

  private Outcome take(int person, int item, Act act) {
    var told = new Interaction(new OurId(person), new OurId(item), act, null);
    return batches.take(List.of(told), true, person)[0];
  }
}
