package org.tastemaker.server.web;

import io.swagger.v3.oas.annotations.Hidden;
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
import org.tastemaker.server.interaction.Comments;

/// What moderators decide on comments that were reported.
@Hidden
@Controller
@Needs(Permission.COMMENTS_MODERATE)
final class ReportsPageRoutes {
  private static final int SIZE = 25;

  private final Pages pages;
  private final LiveCatalogue live;
  private final Comments comments;

  ReportsPageRoutes(Pages pages, LiveCatalogue live, Comments comments) {
    this.pages = pages;
    this.live = live;
    this.comments = comments;
  }

  @GetMapping("/moderation/comments")
  View reports(@RequestParam(defaultValue = "0") int after) {
    var index = live.current();
    var found = comments.reported(after, SIZE + 1);
    var part = found.subList(0, Math.min(SIZE, found.size()));
    return pages.show(
        new ReportsPage(
            part.stream().map(one -> ReportsPage.Entry.of(one, index)).toList(),
            found.size() > SIZE
                ? "/moderation/comments?after=" + part.getLast().comment().id()
                : null));
  }

  /// @param decision `hide`, or `show` where nothing is wrong with it
  @PostMapping("/moderation/comments/{id}")
  View decide(@PathVariable int id, @RequestParam String decision, Caller caller) {
    boolean hidden =
        switch (decision) {
          case "hide" -> true;
          case "show" -> false;
          default -> throw ProblemException.invalid("decision", "Hide it, or show it.");
        };
    return switch (comments.moderate(id, hidden, caller.person())) {
      case Comments.Result.Done _ ->
          pages.redirect(
              "/moderation/comments",
              hidden
                  ? "The comment is hidden: who wrote it still sees it, nobody else does."
                  : "The comment stays, and its reports are settled.");
      case Comments.Result.NotThere _, Comments.Result.NotTheirs _, Comments.Result.TheirOwn _ ->
          throw ProblemException.notFound("gone", "This comment is not here any more.");
    };
  }
}
