package org.tastemaker.server.recommendation;

import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.tastemaker.server.catalogue.Item;
import org.tastemaker.server.catalogue.Kind;
import org.tastemaker.server.id.OurId;
import org.tastemaker.server.id.Reference;
import org.tastemaker.server.recommendation.StoredLists.Prediction;
import org.tastemaker.server.recommendation.StoredLists.Stored;
import org.tastemaker.server.recommendation.StoredLists.StoredItem;

/// Makes lists on request, predicts ratings of their items, and keeps the latest of each kind.
final class KeptLists {
  static final String NO_PREDICTIONS =
      "No model that predicts ratings was trained when the list was made.";

  private final TitleLists lists;
  private final Predictions predictions;
  private final StoredLists stored;
  private final InstantSource clock;

  KeptLists(TitleLists lists, Predictions predictions, StoredLists stored, InstantSource clock) {
    this.lists = lists;
    this.predictions = predictions;
    this.stored = stored;
    this.clock = clock;
  }

  /// What is like an item, for nobody in particular; nothing is kept.
  List<StoredItem> like(Item about, Kind kind, int limit) {
    return lists.like(about, kind, limit).items().stream().map(item -> of(item, Map.of())).toList();
  }

  /// Makes a list for a person who exists, and puts it in the place of their last.
  ///
  /// @param about what to begin with; null: what they are recommended anyway
  Stored make(int person, Kind kind, @Nullable Item about, int limit) {
    var made =
        about == null
            ? lists.recommended(kind, person, limit)
            : lists.like(about, kind, person, limit);
    var predicted = predictions.ifAny(new Audience.Person(person), references(made.items()));
    var stars = new HashMap<Integer, Integer>();
    predicted.ifPresent(list ->
        list.items()
            .forEach(each -> stars.put(each.id(), (int) Math.round(each.predictedRating() * 100))));
    var list =
        new Stored(
            kind.name(),
            about == null ? null : about.id(),
            made.model() == null ? null : made.model().id(),
            predicted.map(each -> each.model().id()).orElse(null),
            clock.instant().truncatedTo(ChronoUnit.MICROS),
            made.items().stream().map(item -> of(item, stars)).toList());
    stored.store(person, list);
    return list;
  }

  private static List<Reference> references(List<RecommendedItem> items) {
    return items.stream().<Reference>map(item -> new OurId(item.id())).toList();
  }

  private static StoredItem of(RecommendedItem item, Map<Integer, Integer> stars) {
    return new StoredItem(
        item.id(), item.score(), item.source(), item.reason(), stars.get(item.id()));
  }

  Optional<Stored> latest(int person, Kind kind) {
    return stored.find(person, kind);
  }

  List<Prediction> predictions(int person, int limit) {
    return stored.predictions(person, limit);
  }
}
