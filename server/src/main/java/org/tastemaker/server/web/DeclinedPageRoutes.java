package org.tastemaker.server.web;

import io.swagger.v3.oas.annotations.Hidden;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.View;
import org.tastemaker.server.access.Caller;
import org.tastemaker.server.access.Needs;
import org.tastemaker.server.access.Permission;
import org.tastemaker.server.catalogue.LiveCatalogue;
import org.tastemaker.server.interaction.Declines;

/// What somebody said is not for them, and why.
@Hidden
@Controller
@Needs(Permission.ME)
final class DeclinedPageRoutes {
  private static final int SIZE = 25;

  private final Pages pages;
  private final LiveCatalogue live;
  private final Declines declines;

  DeclinedPageRoutes(Pages pages, LiveCatalogue live, Declines declines) {
    this.pages = pages;
    this.live = live;
    this.declines = declines;
  }

  @GetMapping("/declined")
  View declined(@RequestParam(required = false) @Nullable Integer page, Caller caller) {
    var index = live.current();
    var all = declines.entries(caller.self());
    var pager = Pager.of(new Link("/declined"), page, all.size(), SIZE);
    var part =
        pager.part(all, SIZE).stream()
            .map(entry -> DeclinedPage.Entry.of(entry, index, pager.here()))
            .toList();
    return pages.show(new DeclinedPage(all.size(), part, pager));
  }
}
