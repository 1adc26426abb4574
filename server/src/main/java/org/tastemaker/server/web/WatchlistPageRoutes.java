package org.tastemaker.server.web;

import io.swagger.v3.oas.annotations.Hidden;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.View;
import org.tastemaker.server.access.Caller;
import org.tastemaker.server.access.Needs;
import org.tastemaker.server.access.Permission;
import org.tastemaker.server.catalogue.CatalogueIndex;
import org.tastemaker.server.catalogue.LiveCatalogue;
import org.tastemaker.server.interaction.Outcome;
import org.tastemaker.server.interaction.Watchlist;

/// What one means to get to.
@Hidden
@Controller
@Needs(Permission.ME)
final class WatchlistPageRoutes {
  private static final int SIZE = 25;

  private final Pages pages;
  private final LiveCatalogue live;
  private final Watchlist watchlist;

  WatchlistPageRoutes(Pages pages, LiveCatalogue live, Watchlist watchlist) {
    this.pages = pages;
    this.live = live;
    this.watchlist = watchlist;
  }

  @GetMapping("/watchlist")
  View watchlist(@RequestParam(required = false) @Nullable Integer page, Caller caller) {
    var index = live.current();
    var all = watchlist.entries(caller.self());
    var pager = Pager.of(new Link("/watchlist"), page, all.size(), SIZE);
    var part =
        pager.part(all, SIZE).stream().map(entry -> WatchlistPage.Entry.of(entry, index)).toList();
    return pages.show(new WatchlistPage(caller.self(), all.size(), part, pager));
  }

  /// @param what `add`, `remove`, `up` or `note`
  /// @param next where to go from here; the list where it is left out
  @PostMapping("/watch/{id}")
  View watch(
      @PathVariable int id,
      @RequestParam(defaultValue = "add") String what,
      @RequestParam(defaultValue = "") String note,
      @RequestParam(required = false) @Nullable String next,
      Caller caller) {
    var title = title(id, live.current());
    var sentence =
        switch (what) {
          case "remove" -> removed(caller.self(), id, title);
          case "up" -> moved(caller.self(), id, title);
          case "note" -> noted(caller.self(), id, note.replace("\r\n", "\n").strip(), title);
          default -> added(caller.self(), id, title);
        };
    return pages.redirect(LocalPath.of(next == null ? "/watchlist" : next), sentence);
  }

  private static String title(int item, CatalogueIndex index) {
    return index.findItem(item).map(found -> Wording.brief(found.title())).orElse("Item " + item);
  }

  private String added(int person, int item, String title) {
    return switch (watchlist.add(person, item)) {
      case NO_SUCH_ITEM -> title + " is not here any more.";
      case UNCHANGED -> title + " was on your list already.";
      default -> title + " is on your list.";
    };
  }

  private String noted(int person, int item, String note, String title) {
    var complaint = Watchlist.complaint(note);
    if (complaint.isPresent()) {
      return complaint.get();
    }
    return watchlist.note(person, item, note) == Outcome.NO_SUCH_ITEM
        ? title + " is not here any more."
        : "Your note on %s is %s.".formatted(title, note.isEmpty() ? "gone" : "kept");
  }

  private String removed(int person, int item, String title) {
    return watchlist.remove(person, item) == Outcome.WITHDRAWN
        ? title + " is off your list."
        : title + " was not on your list.";
  }

  private String moved(int person, int item, String title) {
    int place =
        watchlist.entries(person).stream()
            .filter(entry -> entry.item() == item)
            .mapToInt(Watchlist.Entry::place)
            .findFirst()
            .orElse(1);
    return watchlist.move(person, item, Math.max(1, place - 1), person)
        ? title + " is further up."
        : title + " is not on your list.";
  }
}
