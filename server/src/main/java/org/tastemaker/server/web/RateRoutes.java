package org.tastemaker.server.web;

import io.swagger.v3.oas.annotations.Hidden;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.View;
import org.tastemaker.server.access.Caller;
import org.tastemaker.server.access.Needs;
import org.tastemaker.server.access.Permission;
import org.tastemaker.server.catalogue.Catalogue;
import org.tastemaker.server.catalogue.Item;
import org.tastemaker.server.catalogue.LiveCatalogue;
import org.tastemaker.server.http.ProblemException;
import org.tastemaker.server.id.Reference;
import org.tastemaker.server.interaction.DeclineReason;
import org.tastemaker.server.interaction.Declines;
import org.tastemaker.server.interaction.RateResult;
import org.tastemaker.server.interaction.Ratings;
import org.tastemaker.server.interaction.Stars;
import org.tastemaker.server.interaction.WithdrawResult;

/// What somebody thinks of an item: said on many pages, and each comes back to where one was.
@Hidden
@Controller
@Needs(Permission.ME)
final class RateRoutes {
  private static final Pattern FORM = Pattern.compile("/(?:rate|decline|watch|comment)/([^/]+)/?");

  private final Pages pages;
  private final Catalogue catalogue;
  private final LiveCatalogue live;
  private final Ratings ratings;
  private final Declines declines;

  RateRoutes(
      Pages pages, Catalogue catalogue, LiveCatalogue live, Ratings ratings, Declines declines) {
    this.pages = pages;
    this.catalogue = catalogue;
    this.live = live;
    this.ratings = ratings;
    this.declines = declines;
  }

  /// @param stars how many; nothing where somebody sent the form without choosing
  /// @param withdraw takes the rating back, whatever the stars say
  /// @param next where to go from here; the item's page where it is left out
  @PostMapping("/rate/{movieId}")
  View rate(
      @PathVariable("movieId") Reference id,
      @RequestParam(defaultValue = "") String stars,
      @RequestParam(defaultValue = "false") boolean withdraw,
      @RequestParam(required = false) @Nullable String next,
      Caller caller) {
    var item = ItemPageRoutes.visible(id, catalogue, live);
    var title = Wording.brief(item.title());
    if (withdraw) {
      return back(item, next, withdrawn(caller.self(), item.id(), title));
    }
    return back(
        item,
        next,
        stars.isBlank()
            ? "Choose how many stars %s gets, then send.".formatted(title)
            : rated(caller.self(), item.id(), starsOf(stars), title));
  }

  private static Stars starsOf(String text) {
    try {
      return Stars.of(new BigDecimal(text.strip()));
    } catch (IllegalArgumentException e) {
      throw ProblemException.invalid("stars", "A rating is a number from 0 to 5.");
    }
  }

  private String rated(int person, int item, Stars stars, String title) {
    return switch (ratings.rate(person, item, stars, null, person)) {
      case RateResult.Rated(Stars given) ->
          "You gave %s %s.".formatted(title, Wording.stars(given));
      case RateResult.Changed(Stars _, Stars given) ->
          "You gave %s %s now.".formatted(title, Wording.stars(given));
      case RateResult.Unchanged(Stars given) ->
          "You gave %s %s already.".formatted(title, Wording.stars(given));
      case RateResult.Outdated(Stars _, Instant _) ->
          "A newer rating of %s stands.".formatted(title);
      case RateResult.NoSuchItem() -> throw gone(title);
      case RateResult.NoSuchPerson() -> throw gone("Your account");
    };
  }

  private String withdrawn(int person, int item, String title) {
    return switch (ratings.withdraw(person, item, null, person)) {
      case WithdrawResult.Withdrawn _ -> "Your rating of %s is withdrawn.".formatted(title);
      case WithdrawResult.NoRating() -> "You have no rating of %s.".formatted(title);
      case WithdrawResult.Outdated(Instant _) -> "A newer rating of %s stands.".formatted(title);
    };
  }

  /// "Not for me", or taken back.
  @PostMapping("/decline/{id}")
  View decline(
      @PathVariable Reference id,
      @RequestParam(defaultValue = "false") boolean withdraw,
      @RequestParam(defaultValue = "") String reason,
      @RequestParam(required = false) @Nullable String next,
      Caller caller) {
    var item = ItemPageRoutes.visible(id, catalogue, live);
    var title = Wording.brief(item.title());
    var reasons = DeclineForm.read(reason);
    var outcome =
        withdraw
            ? declines.takeBack(caller.self(), item.id())
            : declines.decline(caller.self(), item.id(), reasons);
    return switch (outcome) {
      case NO_SUCH_REASON -> throw ProblemException.invalid("reason", "Choose one of the reasons.");
      case NO_SUCH_ITEM -> throw gone(title);
      case NO_SUCH_USER -> throw gone("Your account");
      default ->
          back(
              item,
              next,
              withdraw
                  ? "%s may be recommended to you again.".formatted(title)
                  : declined(title, reasons));
    };
  }

  private static String declined(String title, List<DeclineReason> reasons) {
    var sentence = "%s will not be recommended to you any more.".formatted(title);
    return reasons.stream()
        .filter(reason -> reason.value() != null)
        .findFirst()
        .map(reason ->
            "%s The %s %s ranks lower from now on."
                .formatted(sentence, reason.reason(), reason.value()))
        .orElse(sentence);
  }

  /// Where the form of such a path stands, if it does not say so itself; null for other paths.
  static @Nullable String placeOf(String path) {
    var form = FORM.matcher(path);
    return form.matches() ? "/items/" + form.group(1) : null;
  }

  private View back(Item item, @Nullable String next, String sentence) {
    return pages.redirect(LocalPath.of(next == null ? "/items/" + item.id() : next), sentence);
  }

  private static ProblemException gone(String what) {
    return ProblemException.notFound("gone", "%s is not here any more.".formatted(what));
  }
}
