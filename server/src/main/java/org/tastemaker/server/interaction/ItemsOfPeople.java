package org.tastemaker.server.interaction;

import java.util.List;
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
  private final Standings standings;

  ItemsOfPeople(Whom whom, People people, Histories histories, Standings standings) {
    this.whom = whom;
    this.people = people;
    this.histories = histories;
    this.standings = standings;
  }

  @Override
  public RoaringBitmap met(Caller caller, @Nullable Reference named) {
    return people
        .find(whom.of(caller, named))
        .map(person -> histories.of(person).items())
        .orElseGet(RoaringBitmap::new);
  }

  @Override
  public @Nullable Object standing(Caller caller, int item) {
    return caller.person() == null ? null : standings.between(caller.person(), item);
  }

  @Override
  public RoaringBitmap consumed(Caller caller, @Nullable Reference named) {
    if (named == null && caller.person() == null) {
      return new RoaringBitmap();
    }
    var consumed = new Consumed();
    people.find(whom.of(caller, named)).ifPresent(person -> histories.of(person).tell(consumed));
    return consumed.items;
  }

  private static final class Consumed implements History.Visitor {
    private final RoaringBitmap items = new RoaringBitmap();

    @Override
    public void rated(int item, int hundredths) {
      items.add(item);
    }

    @Override
    public void active(int item, Activity activity, long count) {
      items.add(item);
    }

    @Override
    public void declined(int item, List<DeclineReason> reasons) {
      if (reasons.stream().anyMatch(DeclineReason::isSeenElsewhere)) {
        items.add(item);
      }
    }

    @Override
    public void begun(int item) {
      // not yet
    }
  }
}
