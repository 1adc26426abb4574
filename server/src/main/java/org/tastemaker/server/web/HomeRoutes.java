package org.tastemaker.server.web;

import io.swagger.v3.oas.annotations.Hidden;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.servlet.View;
import org.tastemaker.server.access.Caller;
import org.tastemaker.server.access.Open;
import org.tastemaker.server.catalogue.CatalogueIndex;
import org.tastemaker.server.catalogue.ItemFilter;
import org.tastemaker.server.catalogue.LiveCatalogue;
import org.tastemaker.server.interaction.Histories;
import org.tastemaker.server.recommendation.Audience;
import org.tastemaker.server.recommendation.RecommendationRequest;
import org.tastemaker.server.recommendation.RecommendedItem;
import org.tastemaker.server.recommendation.Recommender;
import org.tastemaker.server.recommendation.SimilarItems;

/// The first page.
@Hidden
@Controller
@Open
final class HomeRoutes {
  private static final int SHELF = 12;
  private static final int LATEST = 20;
  private static final int LIKED = 400;

  private final Pages pages;
  private final LiveCatalogue live;
  private final Recommender recommender;
  private final SimilarItems similar;
  private final Histories histories;

  HomeRoutes(
      Pages pages,
      LiveCatalogue live,
      Recommender recommender,
      SimilarItems similar,
      Histories histories) {
    this.pages = pages;
    this.live = live;
    this.recommender = recommender;
    this.similar = similar;
    this.histories = histories;
  }

  @GetMapping("/")
  View home(@Nullable Caller caller) {
    var index = live.current();
    return pages.show(
        caller == null || caller.person() == null
            ? new HomePage(index.visible().getCardinality(), 0, ofAllKinds(index))
            : home(caller.person(), index));
  }

  /// What is popular of each kind.
  private List<Shelf> ofAllKinds(CatalogueIndex index) {
    var shelves = new ArrayList<Shelf>();
    for (var kind : Kinds.of(index)) {
      var items = popular(ItemFilter.of(kind));
      if (!items.isEmpty()) {
        shelves.add(
            new Shelf(
                "kind-" + kind,
                Wording.many(kind),
                new Link("/catalog").with("kind", kind).toString(),
                cards(items)));
      }
    }
    return shelves;
  }

  private HomePage home(int person, CatalogueIndex index) {
    var own = Own.of(histories.of(person));
    var shelves = new ArrayList<Shelf>();
    shelves.add(
        new Shelf(
            "for-you",
            own.isLittle() ? "To begin with" : "For you",
            "/recommend",
            cards(forPerson(person))));
    if (own.ratings().isEmpty()) {
      shelves.addAll(ofAllKinds(index));
    } else {
      likedLast(person, index).flatMap(item -> alike(item, own, index)).ifPresent(shelves::add);
      shelves.add(
          new Shelf("popular", "Popular", "/recommend?show=popular", cards(popular(without(own)))));
    }
    shelves.removeIf(shelf -> shelf.cards().isEmpty());
    return new HomePage(index.visible().getCardinality(), own.ratings().size(), shelves);
  }

  /// The item that somebody liked last.
  private Optional<Integer> likedLast(int person, CatalogueIndex index) {
    return histories.ratings(person, LATEST).stream()
        .filter(rated -> rated.stars().hundredths() >= LIKED)
        .map(Histories.Rated::item)
        .filter(index.visible()::contains)
        .findFirst();
  }

  private Optional<Shelf> alike(int item, Own own, CatalogueIndex index) {
    var items = similar.to(item, without(own), SHELF).items();
    return items.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new Shelf(
                "because",
                "Because you rated " + Wording.brief(index.title(item)),
                "/items/" + item,
                cards(items)));
  }

  private static ItemFilter without(Own own) {
    return ItemFilter.ALL.without(own.met());
  }

  private List<RecommendedItem> popular(ItemFilter filter) {
    return recommender.popular(filter, SHELF);
  }

  private List<RecommendedItem> forPerson(int person) {
    var audience = new Audience.Person(person);
    return recommender
        .recommend(new RecommendationRequest(audience, ItemFilter.ALL, SHELF, null))
        .items();
  }

  private static List<Card> cards(List<RecommendedItem> items) {
    return items.stream().map(Card::of).toList();
  }
}
