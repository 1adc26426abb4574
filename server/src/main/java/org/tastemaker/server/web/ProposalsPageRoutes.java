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
import org.tastemaker.server.catalogue.LiveCatalogue;
import org.tastemaker.server.http.ProblemException;
import org.tastemaker.server.proposal.Decision;
import org.tastemaker.server.proposal.Proposals;

/// What somebody proposed, and where it stands.
@Hidden
@Controller
@Needs(Permission.ME)
final class ProposalsPageRoutes {
  private static final int SIZE = 25;

  private final Pages pages;
  private final LiveCatalogue live;
  private final Proposals proposals;

  ProposalsPageRoutes(Pages pages, LiveCatalogue live, Proposals proposals) {
    this.pages = pages;
    this.live = live;
    this.proposals = proposals;
  }

  @GetMapping("/proposals")
  View proposals(@RequestParam(required = false) @Nullable Integer before, Caller caller) {
    var index = live.current();
    var found = proposals.of(caller.self(), before == null ? Integer.MAX_VALUE : before, SIZE + 1);
    var part = found.subList(0, Math.min(SIZE, found.size()));
    return pages.show(
        new ProposalsPage(
            part.stream().map(one -> ProposalEntry.of(one, index)).toList(),
            found.size() > SIZE ? "/proposals?before=" + part.getLast().id() : null));
  }

  @PostMapping("/proposals/{id}/withdraw")
  View takeBack(@PathVariable int id, Caller caller) {
    return switch (proposals.takeBack(id, caller.self())) {
      case Decision.Decided _ -> pages.redirect("/proposals", "Your proposal is taken back.");
      case Decision.Closed _ -> pages.redirect("/proposals", "Somebody decided on it already.");
      case Decision.KeyTaken _, Decision.Missing _ ->
          throw ProblemException.notFound("no-such-proposal", "There is no such proposal.");
    };
  }
}
