package org.tastemaker.server.interaction;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springdoc.core.annotations.ParameterObject;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.tastemaker.server.access.Caller;
import org.tastemaker.server.access.Needs;
import org.tastemaker.server.access.Permission;
import org.tastemaker.server.catalogue.CatalogueIndex;
import org.tastemaker.server.catalogue.Item;
import org.tastemaker.server.catalogue.LiveCatalogue;
import org.tastemaker.server.http.Example;
import org.tastemaker.server.http.Limited;
import org.tastemaker.server.http.RouteClass;
import org.tastemaker.server.id.Reference;
import org.tastemaker.server.json.Json;

/// What somebody rated, consumed and means to get to: page by page, and as files.
@RestController
@Needs(Permission.INTERACTIONS_READ)
@Tag(name = "Lists")
class ListRoutes {

  private static final List<ListOrder> OF_RATINGS =
      List.of(ListOrder.NEWEST, ListOrder.OLDEST, ListOrder.TITLE, ListOrder.STARS);
  private static final List<ListOrder> OF_CONSUMED =
      List.of(ListOrder.NEWEST, ListOrder.OLDEST, ListOrder.TITLE, ListOrder.MOST);
  private static final List<ListOrder> OF_WATCHLIST =
      List.of(ListOrder.PLACE, ListOrder.NEWEST, ListOrder.OLDEST, ListOrder.TITLE);

  private final Histories histories;
  private final Standings standings;
  private final Watchlist watchlist;
  private final Pairs pairs;
  private final Whom whom;
  private final LiveCatalogue live;

  ListRoutes(
      Histories histories,
      Standings standings,
      Watchlist watchlist,
      Pairs pairs,
      Whom whom,
      LiveCatalogue live) {
    this.histories = histories;
    this.standings = standings;
    this.watchlist = watchlist;
    this.pairs = pairs;
    this.whom = whom;
    this.live = live;
  }

  /// As what a list is written.
  enum Format {
    CSV,
    JSON
  }

  /// What was done that one looks for.
  enum Did {
    VIEW,
    PLAY,
    PURCHASE,
    INSTALL,
    PROGRESS;

    boolean isIn(Standing standing) {
      return switch (this) {
        case VIEW -> standing.views() != null;
        case PLAY -> standing.plays() != null;
        case PURCHASE -> standing.purchases() != null;
        case INSTALL -> standing.installs() != null;
        case PROGRESS -> standing.progress() != null;
      };
    }
  }

  /// What a list is about.
  record ListedItem(
      int id,
      @Nullable String kind,
      @Nullable String title,
      @Nullable Integer year,
      List<String> genres,
      @Nullable String image) {

    static ListedItem of(int id, CatalogueIndex index) {
      Item item = index.findItem(id).orElse(null);
      return item == null
          ? new ListedItem(id, null, null, null, List.of(), null)
          : new ListedItem(
              id, item.kind().name(), item.title(), item.year(), item.genres(), item.imageUrl());
    }

    Stream<Object> cells() {
      return Stream.of(id, Csv.orEmpty(kind), Csv.orEmpty(title), Csv.orEmpty(year));
    }
  }

  /// A rating that stands, with what its item is.
  record Rating(ListedItem item, Stars stars, Instant occurredAt) {
    Stream<Object> cells() {
      return Stream.concat(item.cells(), Stream.of(stars, occurredAt));
    }
  }

  /// Ratings of a person.
  ///
  /// @param cursor goes on behind this page; absent on the last one
  record RatingPage(int user, List<Rating> ratings, @Nullable String cursor) {}

  /// What was consumed, with how often and how far.
  ///
  /// @param lastAt when something was done with it last
  record Consumed(
      ListedItem item,
      Standing.@Nullable Counted views,
      Standing.@Nullable Counted plays,
      Standing.@Nullable Counted purchases,
      Standing.@Nullable Counted installs,
      Standing.@Nullable Reached progress,
      Instant lastAt) {

    Stream<Object> cells() {
      return Stream.concat(
          item.cells(),
          Stream.of(
              count(views),
              count(plays),
              count(purchases),
              count(installs),
              Csv.orEmpty(progress == null ? null : progress.share()),
              Csv.orEmpty(progress == null ? null : progress.episode()),
              Csv.orEmpty(progress == null ? null : progress.hours()),
              lastAt));
    }

    private static Object count(Standing.@Nullable Counted counted) {
      return Csv.orEmpty(counted == null ? null : counted.count());
    }
  }

  /// What a person consumed.
  ///
  /// @param cursor goes on behind this page; absent on the last one
  record ConsumedPage(int user, List<Consumed> items, @Nullable String cursor) {}

  /// An entry of a watchlist.
  ///
  /// @param place in the whole list, from 1
  record Watched(ListedItem item, int place, @Nullable String note, Instant addedAt) {
    Stream<Object> cells() {
      return Stream.concat(item.cells(), Stream.of(place, Csv.orEmpty(note), addedAt));
    }
  }

  /// A person's watchlist.
  ///
  /// @param cursor goes on behind this page; absent on the last one
  record WatchlistPage(int user, List<Watched> items, @Nullable String cursor) {}

  @GetMapping("/api/v1/people/{user}/ratings")
  @Operation(
      summary = "List a person's ratings",
      description =
          """
          Those that stand, by newest (when left out), oldest, title or stars. Those of somebody with an \
          account are shown to others as they chose; a program that may name people sees them as the \
          person does.\
          """)
  @Example(
      call = "GET /api/v1/people/shop:ann/ratings?kind=movie&sort=stars&limit=1",
      response =
          """
          {"user":7,"ratings":[{"item":{"id":42,"kind":"movie","title":"Heat","year":1995,
          "genres":["Action","Crime","Thriller"]},"stars":4.5,"occurredAt":"2026-01-31T20:15:00Z"}]}
          """)
  RatingPage ratings(
      @Parameter(description = "Our id, or source:value", example = "shop:ann")
          @PathVariable("user")
          Reference user,
      @ParameterObject @ModelAttribute ListQuery query,
      Caller caller) {
    var index = live.current();
    var checked = query.checked(OF_RATINGS, index);
    int person = pairs.person(whom.seen(caller, user, Privacy.Part.RATINGS));
    var page = ratings(person, checked, index).page(line -> rating(line, index));
    return new RatingPage(person, page.things(), page.cursor());
  }

  private Listing<Histories.Rated> ratings(int person, ListQuery query, CatalogueIndex index) {
    var lines =
        histories.ratings(person, Integer.MAX_VALUE).stream()
            .map(one ->
                new Listing.Line<>(one.item(), one.occurredAt(), -one.stars().hundredths(), one))
            .toList();
    return new Listing<>("ratings of " + person, lines, query, index);
  }

  private static Rating rating(Listing.Line<Histories.Rated> line, CatalogueIndex index) {
    return new Rating(ListedItem.of(line.item(), index), line.thing().stars(), line.at());
  }

  @GetMapping("/api/v1/people/{user}/ratings/export")
  @Limited(RouteClass.EXPENSIVE)
  @Operation(
      summary = "Take a person's ratings away",
      description = "All of the list, filtered and sorted as there, as a file of CSV or JSON.")
  @Example(call = "GET /api/v1/people/shop:ann/ratings/export?format=csv")
  ResponseEntity<byte[]> exportRatings(
      @Parameter(description = "Our id, or source:value", example = "shop:ann")
          @PathVariable("user")
          Reference user,
      @Parameter(description = "csv or json") @RequestParam Format format,
      @ParameterObject @ModelAttribute ListQuery query,
      Caller caller) {
    var index = live.current();
    var checked = query.checked(OF_RATINGS, index);
    int person = pairs.person(whom.seen(caller, user, Privacy.Part.RATINGS));
    return file(
        "ratings",
        format,
        "item,kind,title,year,stars,ratedAt",
        ratings(person, checked, index).all(line -> rating(line, index)),
        Rating::cells);
  }

  @GetMapping("/api/v1/people/{user}/consumed")
  @Operation(
      summary = "List what a person consumed",
      description =
          """
          What was viewed, played, bought, installed or begun, how often and how far, by newest (when \
          left out), oldest, title or most. For its owner alone, and for programs that may name people.\
          """)
  @Example(
      call = "GET /api/v1/people/shop:ann/consumed?did=play&sort=most&limit=1",
      response =
          """
          {"user":7,"items":[{"item":{"id":43,"kind":"track","title":"Anthem","genres":[]},
          "plays":{"count":12,"firstAt":"2026-01-01T08:00:00Z","lastAt":"2026-01-31T20:15:00Z"},
          "lastAt":"2026-01-31T20:15:00Z"}]}
          """)
  ConsumedPage consumed(
      @Parameter(description = "Our id, or source:value", example = "shop:ann")
          @PathVariable("user")
          Reference user,
      @Parameter(description = "Only what was viewed, played …") @RequestParam(required = false)
          @Nullable Did did,
      @ParameterObject @ModelAttribute ListQuery query,
      Caller caller) {
    var index = live.current();
    var checked = query.checked(OF_CONSUMED, index);
    int person = pairs.person(whom.owner(caller, user));
    var page = consumed(person, did, checked, index).page(line -> consumed(line, index));
    return new ConsumedPage(person, page.things(), page.cursor());
  }

  private Listing<Standing> consumed(
      int person, @Nullable Did did, ListQuery query, CatalogueIndex index) {
    var lines =
        standings.consumed(person).entrySet().stream()
            .filter(entry -> did == null || did.isIn(entry.getValue()))
            .map(entry -> {
              var standing = entry.getValue();
              return new Listing.Line<>(
                  entry.getKey(), standing.lastAt(), -standing.times(), standing);
            })
            .toList();
    return new Listing<>("consumed by " + person + " " + did, lines, query, index);
  }

  private static Consumed consumed(Listing.Line<Standing> line, CatalogueIndex index) {
    var standing = line.thing();
    return new Consumed(
        ListedItem.of(line.item(), index),
        standing.views(),
        standing.plays(),
        standing.purchases(),
        standing.installs(),
        standing.progress(),
        line.at());
  }

  @GetMapping("/api/v1/people/{user}/consumed/export")
  @Limited(RouteClass.EXPENSIVE)
  @Operation(
      summary = "Take away what a person consumed",
      description = "All of the list, filtered and sorted as there, as a file of CSV or JSON.")
  @Example(call = "GET /api/v1/people/shop:ann/consumed/export?format=json")
  ResponseEntity<byte[]> exportConsumed(
      @Parameter(description = "Our id, or source:value", example = "shop:ann")
          @PathVariable("user")
          Reference user,
      @Parameter(description = "csv or json") @RequestParam Format format,
      @Parameter(description = "Only what was viewed, played …") @RequestParam(required = false)
          @Nullable Did did,
      @ParameterObject @ModelAttribute ListQuery query,
      Caller caller) {
    var index = live.current();
    var checked = query.checked(OF_CONSUMED, index);
    int person = pairs.person(whom.owner(caller, user));
    return file(
        "consumed",
        format,
        "item,kind,title,year,views,plays,purchases,installs,share,episode,hours,lastAt",
        consumed(person, did, checked, index).all(line -> consumed(line, index)),
        Consumed::cells);
  }

  @GetMapping("/api/v1/people/{user}/watchlist")
  @Operation(
      summary = "List what a person means to get to",
      description =
          """
          In the order that its owner gave it (when left out), or by newest, oldest or title. For its \
          owner alone, and for programs that may name people.\
          """)
  @Example(
      call = "GET /api/v1/people/shop:ann/watchlist?limit=1",
      response =
          """
          {"user":7,"items":[{"item":{"id":42,"kind":"movie","title":"Heat","year":1995,
          "genres":["Action","Crime","Thriller"]},"place":1,"note":"with Bea",
          "addedAt":"2026-01-31T20:15:00Z"}]}
          """)
  WatchlistPage watchlist(
      @Parameter(description = "Our id, or source:value", example = "shop:ann")
          @PathVariable("user")
          Reference user,
      @ParameterObject @ModelAttribute ListQuery query,
      Caller caller) {
    var index = live.current();
    var checked = query.checked(OF_WATCHLIST, index);
    int person = pairs.person(whom.owner(caller, user));
    var page = watchlist(person, checked, index).page(line -> watched(line, index));
    return new WatchlistPage(person, page.things(), page.cursor());
  }

  private Listing<Watchlist.Entry> watchlist(int person, ListQuery query, CatalogueIndex index) {
    var lines =
        watchlist.entries(person).stream()
            .map(one -> new Listing.Line<>(one.item(), one.addedAt(), one.order(), one))
            .toList();
    return new Listing<>("watchlist of " + person, lines, query, index);
  }

  private static Watched watched(Listing.Line<Watchlist.Entry> line, CatalogueIndex index) {
    var entry = line.thing();
    return new Watched(
        ListedItem.of(line.item(), index), entry.place(), entry.note(), entry.addedAt());
  }

  @GetMapping("/api/v1/people/{user}/watchlist/export")
  @Limited(RouteClass.EXPENSIVE)
  @Operation(
      summary = "Take a person's watchlist away",
      description = "All of the list, filtered and sorted as there, as a file of CSV or JSON.")
  @Example(call = "GET /api/v1/people/shop:ann/watchlist/export?format=csv")
  ResponseEntity<byte[]> exportWatchlist(
      @Parameter(description = "Our id, or source:value", example = "shop:ann")
          @PathVariable("user")
          Reference user,
      @Parameter(description = "csv or json") @RequestParam Format format,
      @ParameterObject @ModelAttribute ListQuery query,
      Caller caller) {
    var index = live.current();
    var checked = query.checked(OF_WATCHLIST, index);
    int person = pairs.person(whom.owner(caller, user));
    return file(
        "watchlist",
        format,
        "item,kind,title,year,place,note,addedAt",
        watchlist(person, checked, index).all(line -> watched(line, index)),
        Watched::cells);
  }

  private static <T> ResponseEntity<byte[]> file(
      String name, Format format, String columns, List<T> rows, Function<T, Stream<Object>> cells) {
    var ending = format.name().toLowerCase(Locale.ROOT);
    return ResponseEntity.ok()
        .contentType(
            format == Format.CSV
                ? new MediaType("text", "csv", StandardCharsets.UTF_8)
                : MediaType.APPLICATION_JSON)
        .cacheControl(CacheControl.noStore())
        .header(
            HttpHeaders.CONTENT_DISPOSITION,
            "attachment; filename=\"tastemaker-%s.%s\"".formatted(name, ending))
        .body(
            format == Format.CSV
                ? Csv.of(columns, rows, cells)
                : Json.mapper().writeValueAsBytes(rows));
  }
}
