package org.tastemaker.server.recommendation;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import org.tastemaker.server.catalogue.CatalogueIndex;
import org.tastemaker.server.http.ProblemException;
import org.tastemaker.server.id.Bare;
import org.tastemaker.server.id.OurId;
import org.tastemaker.server.id.Reference;
import org.tastemaker.server.id.SourceKey;
import org.tastemaker.server.interaction.Histories;
import org.tastemaker.server.interaction.History;
import org.tastemaker.server.interaction.People;

/// Finds who asks, and reads what they did: one query in the ordinary case.
final class Pasts {
  private final People people;
  private final Histories histories;
  private final double declineShare;

  /// Outside ids of people once met. Of somebody who was erased no history is left: then the
  /// database is asked, and an outside id that led to nobody is a stranger's.
  private final Cache<SourceKey, Integer> met = Caffeine.newBuilder().maximumSize(100_000).build();

  /// @param declineShare what is left of a score for each decline that names something of the item
  Pasts(People people, Histories histories, double declineShare) {
    this.declineShare = declineShare;
    this.people = people;
    this.histories = histories;
  }

  /// Whom a caller means: an outside id that is not known is a stranger.
  ///
  /// Whether an id of ours exists is not looked up here: [#of] finds out along with the history.
  ///
  /// @throws ProblemException 404 when a bare id is nobody's, or several people's
  Audience audience(Reference reference) {
    return switch (reference) {
      case OurId id -> new Audience.Person(id.value());
      case SourceKey key -> audience(key);
      case Bare _ ->
          people
              .find(reference)
              .<Audience>map(Audience.Person::new)
              .orElseThrow(() -> nobodyOrSeveral(reference));
    };
  }

  private Audience audience(SourceKey key) {
    var known = met.getIfPresent(key);
    if (known == null) {
      var found = people.find(key);
      found.ifPresent(person -> met.put(key, person));
      return found.<Audience>map(Audience.Person::new).orElseGet(Audience.Stranger::new);
    }
    return new Audience.Person(known);
  }

  /// The past of an audience.
  ///
  /// @throws ProblemException 404 when there is no such person
  Past of(Audience audience) {
    return switch (audience) {
      case Audience.Person(int id) -> Past.Kept.of(history(id));
      case Audience.Stranger _ -> Past.Kept.of(History.EMPTY);
      case Audience.Basket basket -> new Past.Chosen(basket);
    };
  }

  /// What of the catalogue the declines of a past make less of.
  Aversions aversions(Past past, CatalogueIndex index) {
    return Aversions.of(past.reasons(), index, declineShare);
  }

  private History history(int person) {
    var history = histories.of(person);
    if (history.isEmpty()
        && people.find(new OurId(person)).isEmpty()
        && !met.asMap().values().remove(person)) {
      throw nobody(Integer.toString(person));
    }
    return history;
  }

  private static ProblemException nobodyOrSeveral(Reference reference) {
    return ProblemException.notFound(
        "no-such-user",
        "There is no user %s, or several sources have one; say source:value.".formatted(reference));
  }

  private static ProblemException nobody(String name) {
    return ProblemException.notFound("no-such-user", "There is no user " + name + ".");
  }
}
