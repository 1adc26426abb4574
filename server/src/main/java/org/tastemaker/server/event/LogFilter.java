package org.tastemaker.server.event;

import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.tastemaker.server.access.Caller;
import org.tastemaker.server.access.Permission;

/// Which events somebody wants, as the tables know them. Everything holds at once.
///
/// @param types in the log; null for all
/// @param object what it happened to
/// @param actor who did it
/// @param user whose interaction it is: events of other sorts do not pass
/// @param from not earlier than this …
/// @param to … and earlier than this
public record LogFilter(
    @Nullable Set<String> types,
    @Nullable Long object,
    @Nullable Integer actor,
    @Nullable Integer user,
    @Nullable Instant from,
    @Nullable Instant to,
    Reader reader) {

  /// Who reads. Interactions of people who do not show them to this reader are told without saying
  /// whose they are.
  ///
  /// @param person our id; null for a program
  /// @param speaksForPeople whether they may name other people
  public record Reader(@Nullable Integer person, boolean speaksForPeople) {

    static Reader of(Caller caller) {
      return new Reader(caller.person(), caller.may(Permission.PEOPLE_ACT));
    }

    /// Whether everybody's doings are theirs to see.
    public boolean seesEverybody() {
      return person == null && speaksForPeople;
    }
  }
}
