package org.tastemaker.server.web;

import io.swagger.v3.oas.annotations.Hidden;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.servlet.View;
import org.tastemaker.server.access.Caller;
import org.tastemaker.server.access.Needs;
import org.tastemaker.server.access.Permission;
import org.tastemaker.server.catalogue.CatalogueIndex;
import org.tastemaker.server.catalogue.LiveCatalogue;
import org.tastemaker.server.interaction.Declines;
import org.tastemaker.server.interaction.Histories;
import org.tastemaker.server.recommendation.Audience;
import org.tastemaker.server.recommendation.RecommendationRequest;
import org.tastemaker.server.recommendation.RecommendedItem;
import org.tastemaker.server.recommendation.Recommender;
import org.tastemaker.server.web.RecommendQuery.Show;

/// What to try next, and why.
@Hidden
@Controller
@Needs(Permission.ME)
final class RecommendPageRoutes {
  private static final int SIZE = 24;
  private static final int STARTERS = 12;
  private static final int LIKED = 400;

  private final Pages pages;
  private final LiveCatalogue live;
  private final Recommender recommender;
  private final Histories histories;
  private final Declines declines;

  RecommendPageRoutes(
      Pages pages,
      LiveCatalogue live,
      Recommender recommender,
      Histories histories,
      Declines declines) {
    this.declines = declines;
    this.pages = pages;
    this.live = live;
    this.recommender = recommender;
    this.histories = histories;
  }

  @GetMapping("/recommend")
  View recommend(@ModelAttribute RecommendQuery asked, Caller caller) {
    var index = live.current();
    var own = Own.of(histories.of(caller.self()));
    var query =
        asked.shown() == Show.GENRE && asked.genre() == null
            ? asked.ofGenre(genreOf(own, index))
            : asked;
    return pages.show(page(query, caller.self(), own, index));
  }

  private RecommendPage page(RecommendQuery query, int person, Own own, CatalogueIndex index) {
    var audience =
        query.shown() == Show.POPULAR ? new Audience.Stranger() : new Audience.Person(person);
    var list =
        recommender.recommend(
            new RecommendationRequest(audience, query.filter(index), SIZE, query.cursor()));
    var next = next(query);
    return new RecommendPage(
        query,
        Kinds.choices(index, query.kind()),
        query.shown() == Show.GENRE ? Kinds.genres(index, query.genre()) : List.of(),
        own.ratings().size(),
        list.items().stream().anyMatch(item -> !item.reason().items().isEmpty()),
        starters(query, person, own, next),
        list.items().stream()
            .map(item -> Card.of(item).rateable("list", own.ratings().get(item.id()), next))
            .toList(),
        list.items().stream()
            .collect(Collectors.toMap(RecommendedItem::id, item -> declines.reasons(item.id()))),
        list.nextCursor() == null
            ? null
            : query.link().with("cursor", list.nextCursor()).toString(),
        next);
  }

  /// Here again, unless that has become too long to be followed.
  private static String next(RecommendQuery query) {
    var here = query.link().with("cursor", query.cursor()).toString();
    return LocalPath.of(here).equals(here) ? here : query.link().toString();
  }

  private List<Card> starters(RecommendQuery query, int person, Own own, String next) {
    if (!own.isLittle() || query.shown() != Show.YOU || query.cursor() != null) {
      return List.of();
    }
    return recommender.starters(new Audience.Person(person), STARTERS).stream()
        .map(item -> Card.of(item).withoutNote().rateable("start", null, next))
        .toList();
  }

  /// The genre that somebody likes most; the first one while they like none.
  private static @Nullable String genreOf(Own own, CatalogueIndex index) {
    var liked = new HashMap<String, Integer>();
    own.ratings()
        .forEach((item, stars) -> {
          if (stars.hundredths() >= LIKED && index.contains(item)) {
            index
                .genres(item)
                .forEach(genre -> liked.merge(genre.toLowerCase(Locale.ROOT), 1, Integer::sum));
          }
        });
    return liked.entrySet().stream()
        .max(
            Map.Entry.<String, Integer>comparingByValue().thenComparing(Map.Entry.comparingByKey()))
        .map(Map.Entry::getKey)
        .or(() -> index.genres().stream().findFirst())
        .orElse(null);
  }
}
