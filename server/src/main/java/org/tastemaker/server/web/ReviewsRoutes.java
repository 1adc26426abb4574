package org.tastemaker.server.web;

import io.swagger.v3.oas.annotations.Hidden;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.View;
import org.tastemaker.server.access.Caller;
import org.tastemaker.server.access.Needs;
import org.tastemaker.server.access.Permission;
import org.tastemaker.server.catalogue.LiveCatalogue;
import org.tastemaker.server.interaction.Histories;

/// One's own ratings.
@Hidden
@Controller
@Needs(Permission.ME)
final class ReviewsRoutes {
  private static final int SIZE = 25;
  private static final MediaType CSV = MediaType.parseMediaType("text/csv;charset=UTF-8");

  private final Pages pages;
  private final Histories histories;
  private final LiveCatalogue live;

  ReviewsRoutes(Pages pages, Histories histories, LiveCatalogue live) {
    this.pages = pages;
    this.histories = histories;
    this.live = live;
  }

  @GetMapping("/reviews")
  View reviews(
      @RequestParam(required = false) @Nullable ReviewOrder sort,
      @RequestParam(required = false) @Nullable Integer page,
      Caller caller) {
    var order = Objects.requireNonNullElse(sort, ReviewOrder.NEWEST);
    var all = all(caller.self(), order);
    var list = new Link("/reviews").with("sort", sort == null ? null : name(sort));
    var pager = Pager.of(list, page, all.size(), SIZE);
    return pages.show(new ReviewsPage(orders(order), all.size(), pager.part(all, SIZE), pager));
  }

  /// All of them come in one query, and titles from memory: whatever the order, no page costs more
  /// than another.
  private List<Review> all(int person, ReviewOrder order) {
    var index = live.current();
    return histories.ratings(person, Integer.MAX_VALUE).stream()
        .map(rated -> Review.of(rated, index))
        .sorted(order.comparator())
        .toList();
  }

  private static List<Choice> orders(ReviewOrder chosen) {
    return Arrays.stream(ReviewOrder.values())
        .map(order -> new Choice(name(order), order.label(), order == chosen))
        .toList();
  }

  private static String name(ReviewOrder order) {
    return order.name().toLowerCase(Locale.ROOT);
  }

  @GetMapping("/reviews/export.csv")
  ResponseEntity<byte[]> csv(Caller caller) {
    return file("csv", CSV, ReviewsFile.csv(all(caller.self(), ReviewOrder.NEWEST)));
  }

  @GetMapping("/reviews/export.json")
  ResponseEntity<byte[]> json(Caller caller) {
    return file(
        "json",
        MediaType.APPLICATION_JSON,
        ReviewsFile.json(all(caller.self(), ReviewOrder.NEWEST)));
  }

  private static ResponseEntity<byte[]> file(String ending, MediaType type, byte[] bytes) {
    return ResponseEntity.ok()
        .contentType(type)
        .cacheControl(CacheControl.noStore())
        .header(
            HttpHeaders.CONTENT_DISPOSITION,
            "attachment; filename=\"tastemaker-ratings.%s\"".formatted(ending))
        .body(bytes);
  }
}
