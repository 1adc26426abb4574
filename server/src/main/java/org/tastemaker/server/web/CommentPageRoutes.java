package org.tastemaker.server.web;

import io.swagger.v3.oas.annotations.Hidden;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.View;
import org.tastemaker.server.access.Caller;
import org.tastemaker.server.access.Needs;
import org.tastemaker.server.access.Permission;
import org.tastemaker.server.catalogue.Catalogue;
import org.tastemaker.server.catalogue.LiveCatalogue;
import org.tastemaker.server.http.Limited;
import org.tastemaker.server.http.ProblemException;
import org.tastemaker.server.http.RouteClass;
import org.tastemaker.server.id.Reference;
import org.tastemaker.server.interaction.Comments;
import org.tastemaker.server.interaction.ReportReason;

/// What people say of an item, on its page.
@Hidden
@Controller
@Needs(Permission.ME)
@Limited(RouteClass.COMMENT)
final class CommentPageRoutes {
  private final Pages pages;
  private final Catalogue catalogue;
  private final LiveCatalogue live;
  private final Comments comments;

  CommentPageRoutes(Pages pages, Catalogue catalogue, LiveCatalogue live, Comments comments) {
    this.pages = pages;
    this.catalogue = catalogue;
    this.live = live;
    this.comments = comments;
  }

  @PostMapping("/comment/{id}")
  View write(
      @PathVariable Reference id, @RequestParam(defaultValue = "") String text, Caller caller) {
    var item = ItemPageRoutes.visible(id, catalogue, live);
    var said = said(text);
    var complaint = Comments.complaint(said);
    if (complaint.isPresent()) {
      return back(item.id(), complaint.get());
    }
    return switch (comments.write(caller.self(), item.id(), said, caller.self())) {
      case Comments.Result.Done _ -> back(item.id(), "What you say stands below.");
      case Comments.Result.NotThere _, Comments.Result.NotTheirs _, Comments.Result.TheirOwn _ ->
          throw gone();
    };
  }

  @PostMapping("/comments/{id}/edit")
  View edit(@PathVariable int id, @RequestParam(defaultValue = "") String text, Caller caller) {
    var said = said(text);
    var complaint = Comments.complaint(said);
    if (complaint.isPresent()) {
      var item = comments.find(id).orElseThrow(CommentPageRoutes::gone).item();
      return back(item, complaint.get());
    }
    return switch (comments.edit(id, caller.self(), said, caller.self())) {
      case Comments.Result.Done(var comment) -> back(comment.item(), "Your comment is changed.");
      case Comments.Result.NotThere _, Comments.Result.NotTheirs _, Comments.Result.TheirOwn _ ->
          throw gone();
    };
  }

  @PostMapping("/comments/{id}/delete")
  View delete(@PathVariable int id, Caller caller) {
    return switch (comments.delete(id, caller.self(), caller.self())) {
      case Comments.Result.Done(var comment) -> back(comment.item(), "Your comment is gone.");
      case Comments.Result.NotThere _, Comments.Result.NotTheirs _, Comments.Result.TheirOwn _ ->
          throw gone();
    };
  }

  @PostMapping("/comments/{id}/report")
  View report(@PathVariable int id, @RequestParam String reason, Caller caller) {
    var why =
        ReportReason.of(reason)
            .orElseThrow(() -> ProblemException.invalid("reason", "Choose one of the reasons."));
    return switch (comments.report(id, caller.self(), why, caller.self())) {
      case Comments.Result.Done(var comment) ->
          back(comment.item(), "Thank you: a moderator will look at it.");
      case Comments.Result.NotThere _, Comments.Result.NotTheirs _, Comments.Result.TheirOwn _ ->
          throw gone();
    };
  }

  /// Browsers send line breaks as two characters.
  private static String said(String text) {
    return text.replace("\r\n", "\n").strip();
  }

  private View back(int item, String sentence) {
    return pages.redirect("/items/" + item + "#comments", sentence);
  }

  private static ProblemException gone() {
    return ProblemException.notFound("gone", "This comment is not here any more.");
  }
}
