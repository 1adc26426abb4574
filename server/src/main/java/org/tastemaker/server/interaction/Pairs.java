package org.tastemaker.server.interaction;

import org.jspecify.annotations.Nullable;
import org.tastemaker.server.access.Caller;
import org.tastemaker.server.catalogue.Catalogue;
import org.tastemaker.server.http.ProblemException;
import org.tastemaker.server.id.Reference;
import org.tastemaker.server.id.SourceKey;

/// Finds the two that a request is about: who, and which item.
final class Pairs {

  private final Catalogue catalogue;
  private final People people;
  private final Whom whom;

  Pairs(Catalogue catalogue, People people, Whom whom) {
    this.catalogue = catalogue;
    this.people = people;
    this.whom = whom;
  }

  /// A person and an item, by our ids and as the caller said.
  record Pair(int person, int item, Reference personSaid, Reference itemSaid) {}

  /// Those of a request that acts.
  ///
  /// @param user whom the caller names; null for themselves
  /// @param make whether an unknown `source:value` person is made
  /// @throws ProblemException 404 when one of them is not there, and what [Whom#of] throws
  Pair of(Caller caller, Reference item, @Nullable Reference user, boolean make) {
    int itemId = item(item);
    var said = whom.of(caller, user);
    int person = make && said instanceof SourceKey key ? people.ensure(key) : person(said);
    return new Pair(person, itemId, said, item);
  }

  int item(Reference item) {
    return catalogue.find(item).orElseThrow(() -> noSuchItem(item));
  }

  int person(Reference user) {
    return people.find(user).orElseThrow(() -> noSuchUser(user));
  }

  static ProblemException noSuchItem(Reference item) {
    return ProblemException.notFound("no-such-item", "There is no item %s.".formatted(item));
  }

  static ProblemException noSuchUser(Reference user) {
    return ProblemException.notFound("no-such-user", "There is no user %s.".formatted(user));
  }
}
