package org.tastemaker.server.proposal;

import java.util.List;
import org.tastemaker.server.catalogue.CreateResult;

/// What became of a proposal that somebody decided on.
public sealed interface Decision {

  /// It is decided so now.
  ///
  /// @param episodes the ids of a new series' episodes
  record Decided(Proposal proposal, List<Integer> episodes) implements Decision {
    public Decided {
      episodes = List.copyOf(episodes);
    }
  }

  /// Somebody was quicker.
  record Closed(Proposal proposal) implements Decision {}

  /// An outside id leads to another item; the proposal stays open.
  record KeyTaken(CreateResult.KeyTaken taken) implements Decision {}

  /// There is no such proposal, or the item that it would correct is gone.
  record Missing() implements Decision {}
}
