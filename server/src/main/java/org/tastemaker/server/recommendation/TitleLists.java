package org.tastemaker.server.recommendation;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.tastemaker.server.catalogue.CatalogueIndex;
import org.tastemaker.server.catalogue.Item;
import org.tastemaker.server.catalogue.ItemFilter;
import org.tastemaker.server.catalogue.Kind;
import org.tastemaker.server.catalogue.LiveCatalogue;
import org.tastemaker.server.http.Permits;
import org.tastemaker.server.recommendation.RecommendationList.ModelInfo;
import org.tastemaker.server.training.LiveModels;
import org.tastemaker.server.training.ModelRole;

/// Lists of one kind that begin with an item: what is like it, and for somebody what of that is to
/// their taste.
///
/// For somebody, the items most like it are put in the order of their own scores: the model has
/// them folded in, as for every other list. What nothing of theirs speaks for follows, by likeness;
/// what they consumed or declined is left out. Where people's doings show too little likeness,
/// shared genres fill the list.
final class TitleLists {
  /// So many of the most like are put in somebody's own order.
  private static final int LIKE = 50;

  private final LiveCatalogue catalogue;
  private final LiveModels models;
  private final SimilarItems similar;
  private final Recommender recommender;
  private final Pasts pasts;
  private final Permits permits;

  TitleLists(
      LiveCatalogue catalogue,
      LiveModels models,
      SimilarItems similar,
      Recommender recommender,
      Pasts pasts,
      Permits permits) {
    this.catalogue = catalogue;
    this.models = models;
    this.similar = similar;
    this.recommender = recommender;
    this.pasts = pasts;
    this.permits = permits;
  }

  /// A list and the model that put it in order, if one did.
  record Made(List<RecommendedItem> items, @Nullable ModelInfo model) {}

  /// What is like an item.
  Made like(Item item, Kind kind, int limit) {
    return like(item, ItemFilter.of(kind), limit);
  }

  private Made like(Item item, ItemFilter filter, int limit) {
    var known = similar.to(item.id(), filter, limit);
    var items = new ArrayList<>(known.items());
    if (items.size() < limit) {
      var rest = new HashSet<>(filter.exclude());
      items.forEach(each -> rest.add(each.id()));
      items.addAll(
          GenreLikeness.to(item, filter.without(rest), limit - items.size(), catalogue.current()));
    }
    return new Made(items, known.model());
  }

  /// What is like an item and to the taste of a person.
  Made like(Item item, Kind kind, int person, int limit) {
    var audience = new Audience.Person(person);
    var past = permits.during(() -> pasts.of(audience));
    var met = new HashSet<Integer>();
    IntStream.concat(IntStream.of(past.consumed()), IntStream.of(past.declined()))
        .forEach(met::add);
    var like = like(item, ItemFilter.of(kind).without(met), LIKE);
    var index = catalogue.current();
    return permits.during(() -> inTheirOrder(like, past, index, limit));
  }

  private Made inTheirOrder(Made like, Past past, CatalogueIndex index, int limit) {
    var model = models.of(ModelRole.RANKING).orElse(null);
    var personal =
        model == null
            ? Optional.<Personal>empty()
            : Personal.of(model, past.evidence(model, index), pasts.aversions(past, index));
    if (model == null || personal.isEmpty()) {
      return new Made(like.items().stream().limit(limit).toList(), like.model());
    }
    var items =
        like.items().stream()
            .sorted(
                Comparator.comparingDouble(each -> -Math.max(0, personal.get().score(each.id()))))
            .limit(limit)
            .toList();
    var ids = items.stream().mapToInt(RecommendedItem::id).toArray();
    var recommended = personal.get().described(index, ids);
    return new Made(
        items.stream().map(each -> recommended.getOrDefault(each.id(), each)).toList(),
        ModelInfo.of(model));
  }

  /// What a person is recommended of a kind anyway.
  Made recommended(Kind kind, int person, int limit) {
    var list =
        recommender.recommend(
            new RecommendationRequest(
                new Audience.Person(person), ItemFilter.of(kind), limit, null));
    return new Made(list.items(), list.model());
  }
}
