package org.tastemaker.server.recommendation;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
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
import org.tastemaker.server.catalogue.CatalogueIndex;
import org.tastemaker.server.catalogue.Item;
import org.tastemaker.server.catalogue.ItemFilter;
import org.tastemaker.server.catalogue.Kind;
import org.tastemaker.server.catalogue.LiveCatalogue;
import org.tastemaker.server.http.Example;
import org.tastemaker.server.http.ProblemException;
import org.tastemaker.server.id.Reference;
import org.tastemaker.server.id.SourceKey;
import org.tastemaker.server.interaction.People;
import org.tastemaker.server.interaction.Whom;
import org.tastemaker.server.recommendation.RecommendedItem.Reason;
import org.tastemaker.server.recommendation.StoredLists.Stored;
import org.tastemaker.server.recommendation.StoredLists.StoredItem;
import org.tastemaker.server.search.Search;

/// Lists of one kind from a title; for somebody, they and the ratings predicted for them are kept
/// until the next.
@RestController
@Needs(Permission.RECOMMENDATIONS_READ)
@RequestMapping("/api/v1")
@Tag(name = "Recommendations")
class KindListRoutes {
  private static final int LENGTH = 10;
  private static final int LONGEST_TITLE = 500;
  private static final int NEAREST = 5;
  private static final int MOST_PREDICTIONS = 200;

  private final LiveCatalogue catalogue;
  private final Search search;
  private final KeptLists lists;
  private final People people;
  private final Whom whom;

  KindListRoutes(
      LiveCatalogue catalogue, Search search, KeptLists lists, People people, Whom whom) {
    this.catalogue = catalogue;
    this.search = search;
    this.lists = lists;
    this.people = people;
    this.whom = whom;
  }

  /// What to begin with.
  record Wanted(
      @Schema(description = "A title, or something like it", example = "Naruto")
          @Nullable String title) {}

  /// An item of a list: `id`, `title` and `image_url`, and what else is known of it.
  ///
  /// @param predictedRating in stars, where somebody asks for themselves and a model predicts
  record Listed(
      int id,
      String title,
      @JsonProperty("image_url") @JsonInclude(JsonInclude.Include.ALWAYS) @Nullable String imageUrl,
      List<String> keys,
      Kind kind,
      @Nullable Integer year,
      List<String> genres,
      float score,
      String source,
      Reason reason,
      @Nullable Double predictedRating) {

    static Listed of(Item item, StoredItem stored) {
      return new Listed(
          item.id(),
          item.title(),
          item.imageUrl(),
          item.keys().stream().map(SourceKey::toString).toList(),
          item.kind(),
          item.year(),
          item.genres(),
          stored.score(),
          stored.source(),
          stored.reason(),
          stored.predicted() == null ? null : stored.predicted() / 100.0);
    }
  }

  /// What a list began with.
  record About(int id, String title) {}

  /// The list that was made last.
  ///
  /// @param about the item that it began with; absent where it is what the person is recommended
  ///   anyway
  /// @param model the id of the model that put it in order
  /// @param ratingModel the id of the model that predicted the ratings
  /// @param note why there are no predictions, when there are none
  record LatestList(
      int user,
      String kind,
      @Nullable About about,
      @Nullable Long model,
      @Nullable Long ratingModel,
      Instant createdAt,
      List<Listed> items,
      @Nullable String note) {}

  /// Ratings that were predicted with the latest lists, the best first.
  ///
  /// @param note why there are none, when there are none
  record StoredPredictions(int user, List<StoredPrediction> predictions, @Nullable String note) {}

  /// A rating that was predicted.
  ///
  /// @param predictedRating in stars, on the scale of the ratings
  /// @param model the id of the model that predicted it
  record StoredPrediction(
      int id,
      String title,
      Kind kind,
      @Nullable Integer year,
      double predictedRating,
      long model,
      Instant createdAt) {}

  @PostMapping("/{kind}/recommend")
  @Operation(
      summary = "Recommend what is like a title",
      description =
          """
          Ten items of the kind that are most like the one with this title: as people see it who had to do with both, \
          and where too little is known of that, by the genres that they share. A title that is not there exactly is \
          searched, and the best match taken: the `Link` header with `rel="about"` and the reasons say which. 404 with \
          the nearest titles when nothing matches.\
          """)
  @Example(
      call = "POST /api/v1/anime/recommend/",
      request = "{\"title\":\"Naruto\"}",
      response =
          """
          [{"id":8,"title":"Bleach","image_url":"https://images.example/bleach.jpg","keys":["mal:269"],"kind":"anime",
          "year":2004,"genres":["Action"],"score":0.44,"source":"ItemKnn",
          "reason":{"text":"liked by the people who like Naruto","items":[{"id":7,"title":"Naruto","contribution":0.44}]}}]
          """)
  ResponseEntity<List<Listed>> like(
      @Parameter(description = "The kind of items", example = "anime") @PathVariable("kind")
          String kind,
      @RequestBody Wanted wanted) {
    var of = kindOf(kind);
    if (wanted.title() == null) {
      throw ProblemException.invalid("title", "Say which title to begin with.");
    }
    var about = titled(wanted.title(), of);
    return answer(about, lists.like(about, of, LENGTH));
  }

  @PostMapping("/{kind}/recommend/{user}")
  @Operation(
      summary = "Recommend to somebody what is like a title, and keep the list",
      description =
          """
          As without a user, in the order of that person's own taste, without what they consumed or declined. Without a \
          title it is what they are recommended of the kind anyway. The list takes the place of their last one of the \
          kind, and with each item the rating that they would give is stored, where a model predicts ratings. Only for \
          oneself; a program may name whomever it acts for, and an unknown `source:value` user is made.\
          """)
  @Example(
      call = "POST /api/v1/anime/recommend/mal:1234",
      request = "{\"title\":\"Naruto\"}",
      response =
          """
          [{"id":8,"title":"Bleach","image_url":"https://images.example/bleach.jpg","keys":["mal:269"],"kind":"anime",
          "year":2004,"genres":["Action"],"score":0.81,"source":"ImplicitAls","reason":{"text":"because you rated One Piece",
          "items":[{"id":9,"title":"One Piece","contribution":0.4}]},"predictedRating":4.31}]
          """)
  ResponseEntity<List<Listed>> likeFor(
      @Parameter(description = "The kind of items", example = "anime") @PathVariable("kind")
          String kind,
      @Parameter(description = "Whom for: our id, or source:value", example = "mal:1234")
          @PathVariable("user")
          Reference user,
      @RequestBody Wanted wanted,
      Caller caller) {
    var named = whom.owner(caller, user);
    var of = kindOf(kind);
    var about = wanted.title() == null ? null : titled(wanted.title(), of);
    int person = named instanceof SourceKey key ? people.ensure(key) : personOf(named);
    return answer(about, lists.make(person, of, about, LENGTH).items());
  }

  private ResponseEntity<List<Listed>> answer(@Nullable Item about, List<StoredItem> items) {
    var answer = ResponseEntity.ok();
    if (about != null) {
      answer.header(
          HttpHeaders.LINK,
          "</api/v1/items/%d>; rel=\"about\"; title*=UTF-8''%s"
              .formatted(about.id(), encoded(about.title())));
    }
    return answer.body(listed(items, catalogue.current()));
  }

  private static String encoded(String title) {
    return URLEncoder.encode(title, StandardCharsets.UTF_8).replace("+", "%20").replace("*", "%2A");
  }

  @GetMapping("/{kind}/recommend/{user}")
  @Operation(
      summary = "Show somebody's latest list of a kind",
      description = "As it was made last, with what made it and the ratings predicted then.")
  @Example(
      call = "GET /api/v1/anime/recommend/mal:1234",
      response =
          """
          {"user":7,"kind":"anime","about":{"id":7,"title":"Naruto"},"model":9,"ratingModel":8,
          "createdAt":"2026-05-01T12:00:00Z","items":[{"id":8,"title":"Bleach","image_url":null,"keys":["mal:269"],
          "kind":"anime","year":2004,"genres":["Action"],"score":0.81,"source":"ImplicitAls",
          "reason":{"text":"because you rated One Piece","items":[]},"predictedRating":4.31}]}
          """)
  LatestList latest(
      @Parameter(description = "The kind of items", example = "anime") @PathVariable("kind")
          String kind,
      @Parameter(description = "Whose: our id, or source:value", example = "mal:1234")
          @PathVariable("user")
          Reference user,
      Caller caller) {
    var named = whom.owner(caller, user);
    var of = kindOf(kind);
    int person = personOf(named);
    var stored =
        lists
            .latest(person, of)
            .orElseThrow(() ->
                ProblemException.notFound(
                    "no-such-list",
                    "No list of the kind %s was made for %s yet: POST to this path makes one."
                        .formatted(of, user)));
    return latest(person, stored, catalogue.current());
  }

  private static LatestList latest(int person, Stored stored, CatalogueIndex index) {
    return new LatestList(
        person,
        stored.kind(),
        stored.about() == null
            ? null
            : index
                .findItem(stored.about())
                .map(item -> new About(item.id(), item.title()))
                .orElse(null),
        stored.model(),
        stored.ratingModel(),
        stored.madeAt(),
        listed(stored.items(), index),
        stored.ratingModel() == null ? KeptLists.NO_PREDICTIONS : null);
  }

  /// Without what has been hidden or removed since.
  private static List<Listed> listed(List<StoredItem> items, CatalogueIndex index) {
    return items.stream()
        .filter(each -> index.visible().contains(each.item()))
        .map(each -> Listed.of(index.item(each.item()), each))
        .toList();
  }

  @GetMapping("/people/{user}/predictions")
  @Operation(
      summary = "List the ratings predicted for somebody",
      description =
          """
          Those stored with their latest list of each kind, the best first. Ratings of any other items are predicted \
          at once by `GET /api/v1/predictions`.\
          """)
  @Example(
      call = "GET /api/v1/people/7/predictions?limit=1",
      response =
          """
          {"user":7,"predictions":[{"id":8,"title":"Bleach","kind":"anime","year":2004,"predictedRating":4.31,"model":8,
          "createdAt":"2026-05-01T12:00:00Z"}]}
          """)
  StoredPredictions predictions(
      @Parameter(description = "Whose: our id, or source:value", example = "7")
          @PathVariable("user")
          Reference user,
      @Parameter(description = "From 1 to 200; 50 when left out") @RequestParam(defaultValue = "50")
          int limit,
      Caller caller) {
    if (limit < 1 || limit > MOST_PREDICTIONS) {
      throw ProblemException.invalid(
          "limit", "From 1 to %d, not %d.".formatted(MOST_PREDICTIONS, limit));
    }
    int person = personOf(whom.owner(caller, user));
    var index = catalogue.current();
    var predictions =
        lists.predictions(person, limit).stream()
            .filter(each -> index.visible().contains(each.item()))
            .map(each -> predicted(each, index.item(each.item())))
            .toList();
    return new StoredPredictions(
        person,
        predictions,
        predictions.isEmpty()
            ? "Nothing is stored: POST /api/v1/{kind}/recommend/%s predicts, once a model of ratings is trained."
                .formatted(user)
            : null);
  }

  private static StoredPrediction predicted(StoredLists.Prediction prediction, Item item) {
    return new StoredPrediction(
        item.id(),
        item.title(),
        item.kind(),
        item.year(),
        prediction.predicted() / 100.0,
        prediction.model(),
        prediction.madeAt());
  }

  private Kind kindOf(String name) {
    var index = catalogue.current();
    return index
        .findKind(name)
        .orElseThrow(() ->
            ProblemException.notFound(
                "no-such-kind",
                "There is no kind %s. Known: %s."
                    .formatted(
                        name,
                        index.knownKinds().stream()
                            .map(Kind::name)
                            .collect(Collectors.joining(", ")))));
  }

  private Item titled(String title, Kind kind) {
    if (title.isBlank() || title.length() > LONGEST_TITLE) {
      throw ProblemException.invalid(
          "title",
          "Say which title to begin with, in at most %d characters.".formatted(LONGEST_TITLE));
    }
    var filter = ItemFilter.of(kind);
    return search.best(title, filter).orElseThrow(() -> noSuchTitle(title, kind, filter));
  }

  private ProblemException noSuchTitle(String title, Kind kind, ItemFilter filter) {
    var nearest =
        search.nearest(title, filter, NEAREST).stream()
            .map(item -> "\"" + item.title() + "\"")
            .collect(Collectors.joining(", "));
    var wanted = title.length() > 100 ? title.substring(0, 100) + "…" : title;
    return ProblemException.notFound(
        "no-such-title",
        "No title of the kind %s is like \"%s\".%s"
            .formatted(kind, wanted, nearest.isEmpty() ? "" : " The nearest: " + nearest + "."));
  }

  private int personOf(Reference user) {
    return people
        .find(user)
        .orElseThrow(() ->
            ProblemException.notFound("no-such-user", "There is no user %s.".formatted(user)));
  }
}
