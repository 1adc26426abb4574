package org.tastemaker.server.interaction;

import org.jspecify.annotations.Nullable;
import org.roaringbitmap.RoaringBitmap;
import org.tastemaker.server.access.Caller;
import org.tastemaker.server.catalogue.PersonalItems;
import org.tastemaker.server.id.Reference;

/// Tells the catalogue's routes what people have to do with items.
final class ItemsOfPeople implements PersonalItems {
  private final Whom whom;
  private final People people;
  private final Histories histories;

  ItemsOfPeople(Whom whom, People people, Histories histories) {
    this.whom = whom;
    this.people = people;
    this.histories = histories;
  }

  @Override
  public RoaringBitmap met(Caller caller, @Nullable Reference named) {
    return people
        .find(whom.of(caller, named))
        .map(person -> histories.of(person).items())
        .orElseGet(RoaringBitmap::new);
  }
}
