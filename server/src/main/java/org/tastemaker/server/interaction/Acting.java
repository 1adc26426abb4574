package org.tastemaker.server.interaction;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.tastemaker.server.access.Caller;
import org.tastemaker.server.http.ProblemException;
import org.tastemaker.server.id.OurId;

/// Does what a single request says, the way of a batch of one, and tells what stands then.
final class Acting {

  private final InteractionBatches batches;
  private final Standings standings;

  Acting(InteractionBatches batches, Standings standings) {
    this.batches = batches;
    this.standings = standings;
  }

  /// What became of it.
  ///
  /// @param result such as `counted`
  /// @param mine what stands now; absent for people who act for somebody else
  record Done(int user, int item, String result, @Nullable Standing mine) {}

  Done take(Pairs.Pair pair, Act act, @Nullable Instant at, Caller caller) {
    var told = new Interaction(new OurId(pair.person()), new OurId(pair.item()), act, at);
    var outcome = batches.take(List.of(told), true, caller.person())[0];
    return switch (outcome) {
      case NO_SUCH_USER -> throw Pairs.noSuchUser(pair.personSaid());
      case NO_SUCH_ITEM -> throw Pairs.noSuchItem(pair.itemSaid());
      case NO_SUCH_REASON -> {
        var complaint = batches.complaint(told);
        throw new ProblemException(
            HttpStatus.UNPROCESSABLE_CONTENT,
            "invalid-decline",
            complaint.field() + ": " + complaint.message(),
            List.of(complaint));
      }
      default -> done(pair, outcome.label(), caller);
    };
  }

  Done done(Pairs.Pair pair, String result, Caller caller) {
    boolean theirs = caller.person() == null || caller.person() == pair.person();
    return new Done(
        pair.person(),
        pair.item(),
        result,
        theirs ? standings.between(pair.person(), pair.item()) : null);
  }
}
