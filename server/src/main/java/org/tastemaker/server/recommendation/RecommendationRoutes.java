package org.tastemaker.server.recommendation;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.tastemaker.server.access.Caller;
import org.tastemaker.server.access.Needs;
import org.tastemaker.server.access.Permission;
import org.tastemaker.server.catalogue.LiveCatalogue;
import org.tastemaker.server.http.Example;
import org.tastemaker.server.http.Limited;
import org.tastemaker.server.http.ProblemException;
import org.tastemaker.server.http.RouteClass;
import org.tastemaker.server.id.Reference;
import org.tastemaker.server.interaction.Privacy;
import org.tastemaker.server.interaction.Whom;

/// The lists: for a person, from a basket, popular, similar; and predicted ratings.
@RestController
@Limited(RouteClass.EXPENSIVE)
@Needs(Permission.RECOMMENDATIONS_READ)
@RequestMapping("/api/v1")
@Tag(name = "Recommendations")
class RecommendationRoutes {
  private static final int MOST_PREDICTIONS = 200;

  private final LiveCatalogue catalogue;
  private final Recommender recommender;
  private final SimilarItems similarItems;
  private final Predictions predictions;
  private final Whom whom;

  RecommendationRoutes(
      LiveCatalogue catalogue,
      Recommender recommender,
      SimilarItems similarItems,
      Predictions predictions,
      Whom whom) {
    this.catalogue = catalogue;
    this.recommender = recommender;
    this.similarItems = similarItems;
    this.predictions = predictions;
    this.whom = whom;
  }

  @GetMapping("/recommendations")
  @Operation(
      summary = "Recommend to a person",
      description =
          """
          What this person has not met yet and would like, with reasons from the model's own terms. What they rated,
          played, viewed … or declined does not come back, and every rating counts on the next request. Filters act
          before the best are picked: a filtered list is short only when nothing else is left, and `removed` says which
          stage took how many items out. What shares a reason for which something was declined, such as its genre, ranks
          lower, as `lowered` says. Somebody new gets what is popular, first of what they said they like. The cursor goes on in the same list.\
          """)
  @Example(
      call = "GET /api/v1/recommendations?user=1&kind=movie&limit=2",
      response =
          """
          {"listId":"0b9ed7d4-57a8-4b8f-9c1a-0f3b8f1f2c11",
           "model":{"id":7,"algorithm":"ImplicitAls","trainedAt":"2026-05-01T12:00:00Z"},
           "items":[{"id":412,"title":"Ronin","kind":"movie","year":1998,"genres":["Action","Crime"],"score":0.83,
             "source":"ImplicitAls","reason":{"text":"because you rated Heat","items":[{"id":6,"title":"Heat",
             "contribution":0.41}]}}],
           "nextCursor":"Zm9y…","removed":[{"stage":"kind","count":310},{"stage":"consumed","count":12}]}\
          """)
  RecommendationList recommendations(
      @Parameter(
              description = "Whom for: an id of ours or source:value; oneself when left out.",
              example = "1")
          @RequestParam(required = false)
          @Nullable Reference user,
      ListParameters parameters,
      @Parameter(description = "Goes on in a list: the nextCursor of its page before.")
          @RequestParam(required = false)
          @Nullable String cursor,
      Caller caller) {
    return recommended(
        recommender.audience(whom.seen(caller, user, Privacy.Part.LISTS)), parameters, cursor);
  }

  @PostMapping("/recommendations")
  @Operation(
      summary = "Recommend from a basket",
      description =
          """
          A list for nobody in particular, from items that stand for a taste. Nothing of the basket is kept. An item is
          an id, or an object with id and stars; without stars it counts as liked.\
          """)
  @Example(
      request =
          "{\"items\":[6,{\"id\":\"ml-latest-small:318\",\"stars\":4.5}],\"kind\":\"movie\",\"limit\":5}",
      response =
          """
          {"listId":"5f0c1a76-0d0a-4e61-8d43-5f4f8f0c2b10",
           "model":{"id":7,"algorithm":"ImplicitAls","trainedAt":"2026-05-01T12:00:00Z"},
           "items":[{"id":412,"title":"Ronin","kind":"movie","year":1998,"genres":["Action","Crime"],"score":0.61,
             "source":"ImplicitAls","reason":{"text":"because you chose Heat","items":[{"id":6,"title":"Heat",
             "contribution":0.6}]}}],
           "removed":[{"stage":"consumed","count":2}]}\
          """)
  RecommendationList fromBasket(@RequestBody BasketRequest basket) {
    return recommended(basket.basket(catalogue.current()), basket.parameters(), basket.cursor());
  }

  @GetMapping("/items/popular")
  @Needs(Permission.CATALOGUE_READ)
  @Operation(
      summary = "List what is popular",
      description =
          """
          By the weighted rating that the Internet Movie Database published; then what nobody has rated but people have
          to do with, the most used first; then what is new.\
          """)
  @Example(
      call = "GET /api/v1/items/popular?kind=book&limit=1",
      response =
          """
          {"listId":"9a1f5c3e-2f7b-4b0e-a5c5-6b1f7f0f9d42",
           "items":[{"id":88,"title":"Dune","kind":"book","year":1965,"genres":["Science fiction"],"score":4.31,
             "source":"popular","reason":{"text":"rated 4.4 on average by 120 people","items":[]}}],
           "nextCursor":"Zm9y…","removed":[{"stage":"kind","count":352}]}\
          """)
  RecommendationList popular(
      ListParameters parameters,
      @Parameter(description = "Goes on in a list: the nextCursor of its page before.")
          @RequestParam(required = false)
          @Nullable String cursor) {
    return recommended(new Audience.Stranger(), parameters, cursor).withoutModel();
  }

  private RecommendationList recommended(
      Audience audience, ListParameters parameters, @Nullable String cursor) {
    var limit = parameters.length();
    var filter = parameters.filter(catalogue.current());
    return recommender.recommend(new RecommendationRequest(audience, filter, limit, cursor));
  }

  @GetMapping("/items/{id}/similar")
  @Needs(Permission.CATALOGUE_READ)
  @Operation(
      summary = "List what is like an item",
      description =
          "As the people see it who had to do with both. Filters act before the most alike are picked.")
  @Example(
      call = "GET /api/v1/items/6/similar?limit=1",
      response =
          """
          {"id":6,"title":"Heat","model":{"id":9,"algorithm":"ItemKnn","trainedAt":"2026-05-01T12:00:00Z"},
           "items":[{"id":412,"title":"Ronin","kind":"movie","year":1998,"genres":["Action","Crime"],"score":0.44,
             "source":"ItemKnn","reason":{"text":"liked by the people who like Heat","items":[{"id":6,"title":"Heat",
             "contribution":0.44}]}}],
           "removed":[]}\
          """)
  SimilarList similar(
      @Parameter(description = "An id of ours or source:value.", example = "6") @PathVariable
          Reference id,
      ListParameters parameters) {
    var limit = parameters.length();
    var index = catalogue.current();
    var item =
        index
            .find(id)
            .orElseThrow(
                () -> ProblemException.notFound("no-such-item", "There is no item " + id + "."));
    return similarItems.to(item, parameters.filter(index), limit);
  }

  @GetMapping("/predictions")
  @Operation(
      summary = "Predict ratings",
      description =
          "How many stars a person would give each item. Items that nothing is known of are named in `unknown`.")
  @Example(
      call = "GET /api/v1/predictions?user=1&items=6,412,999999",
      response =
          """
          {"model":{"id":8,"algorithm":"BiasedMf","trainedAt":"2026-05-01T12:00:00Z"},
           "items":[{"id":6,"title":"Heat","predictedRating":4.32},{"id":412,"title":"Ronin","predictedRating":3.9}],
           "unknown":[{"item":"999999","reason":"There is no such item."}]}\
          """)
  PredictionList predictions(
      @Parameter(
              description = "Whose: an id of ours or source:value; one's own when left out.",
              example = "1")
          @RequestParam(required = false)
          @Nullable Reference user,
      @Parameter(description = "Up to 200 items, separated by commas.", example = "6,412")
          @RequestParam
          List<String> items,
      Caller caller) {
    if (items.isEmpty() || items.size() > MOST_PREDICTIONS) {
      throw ProblemException.invalid(
          "items", "Ask for 1 to " + MOST_PREDICTIONS + " items, not " + items.size() + ".");
    }
    return predictions.of(
        recommender.audience(whom.seen(caller, user, Privacy.Part.LISTS)),
        ListParameters.parsed("items", items, Reference::parse));
  }
}
