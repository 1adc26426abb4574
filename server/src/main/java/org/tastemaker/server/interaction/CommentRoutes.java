package org.tastemaker.server.interaction;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.tastemaker.server.access.Caller;
import org.tastemaker.server.access.Needs;
import org.tastemaker.server.access.Permission;
import org.tastemaker.server.http.Cursor;
import org.tastemaker.server.http.Example;
import org.tastemaker.server.http.Limited;
import org.tastemaker.server.http.ProblemException;
import org.tastemaker.server.http.RouteClass;
import org.tastemaker.server.id.Reference;
import tools.jackson.databind.JsonNode;

/// Comments over HTTP.
@RestController
@Needs(Permission.INTERACTIONS_WRITE)
@Tag(name = "Comments")
class CommentRoutes {

  private static final int MOST = 100;
  private static final String NEWEST = Integer.toString(Integer.MAX_VALUE);

  private final Comments comments;
  private final Pairs pairs;
  private final Whom whom;

  CommentRoutes(Comments comments, Pairs pairs, Whom whom) {
    this.comments = comments;
    this.pairs = pairs;
    this.whom = whom;
  }

  /// What is said.
  record TextBody(
      @Schema(
              type = "string",
              maxLength = Comments.LONGEST,
              requiredMode = Schema.RequiredMode.REQUIRED)
          @Nullable JsonNode text) {}

  /// Why a comment is reported.
  record ReportBody(
      @Schema(
              type = "string",
              allowableValues = {"spam", "insult", "spoiler", "off-topic", "other"},
              requiredMode = Schema.RequiredMode.REQUIRED)
          @Nullable JsonNode reason) {}

  /// What a moderator decides.
  record ModerationBody(
      @Schema(type = "boolean", requiredMode = Schema.RequiredMode.REQUIRED)
          @Nullable JsonNode hidden) {}

  /// A comment as readers see it.
  ///
  /// @param author absent where they do not show their profile
  /// @param mine whether the reader wrote it
  /// @param hidden by a moderator: only who wrote it and moderators see it
  record CommentView(
      int id,
      int item,
      @Nullable String author,
      boolean mine,
      boolean hidden,
      String text,
      Instant writtenAt,
      @Nullable Instant editedAt) {

    static CommentView of(Comment comment, @Nullable Integer reader) {
      boolean mine = reader != null && reader == comment.person();
      return new CommentView(
          comment.id(),
          comment.item(),
          comment.author(),
          mine,
          comment.hidden(),
          comment.text(),
          comment.writtenAt(),
          comment.editedAt());
    }
  }

  /// Comments on an item.
  ///
  /// @param cursor goes on behind this page; absent on the last one
  record CommentPage(int item, List<CommentView> comments, @Nullable String cursor) {}

  /// A comment with reports to settle.
  ///
  /// @param user who wrote it
  /// @param reports the reason of each
  record ReportedView(int user, CommentView comment, List<ReportReason> reports) {}

  /// Comments with reports to settle.
  ///
  /// @param cursor goes on behind this page; absent on the last one
  record ReportedPage(List<ReportedView> comments, @Nullable String cursor) {}

  @GetMapping("/api/v1/items/{id}/comments")
  @Needs(Permission.CATALOGUE_READ)
  @Operation(
      summary = "Read what people say of an item",
      description =
          """
          Newest first. What a moderator hid is left out, but for who wrote it. Whoever does not show \
          their profile has no name here.\
          """)
  @Example(
      call = "GET /api/v1/items/test:heat/comments?limit=1",
      response =
          """
          {"item":42,"comments":[{"id":9,"item":42,"author":"ann","mine":false,"hidden":false,
          "text":"That diner.","writtenAt":"2026-01-31T20:15:00Z"}]}
          """)
  CommentPage comments(
      @Parameter(description = "The item: our id, or source:value") @PathVariable("id")
          Reference item,
      @Parameter(description = "From 1 to 100; 20 when left out") @RequestParam(defaultValue = "20")
          int limit,
      @Parameter(description = "The cursor of the answer that this one goes on from")
          @RequestParam(required = false)
          @Nullable String cursor,
      Caller caller) {
    checkLimit(limit);
    int itemId = pairs.item(item);
    String list = "comments on " + itemId;
    int before = Integer.parseInt(cursor == null ? NEWEST : Cursor.read(list, cursor));
    var found = comments.of(itemId, before, caller.person(), limit + 1);
    var part = found.subList(0, Math.min(limit, found.size()));
    return new CommentPage(
        itemId,
        part.stream().map(one -> CommentView.of(one, caller.person())).toList(),
        found.size() > limit ? Cursor.of(list, Integer.toString(part.getLast().id())) : null);
  }

  private static void checkLimit(int limit) {
    if (limit < 1 || limit > MOST) {
      throw ProblemException.invalid("limit", "From 1 to %d, not %d.".formatted(MOST, limit));
    }
  }

  @PostMapping("/api/v1/items/{id}/comments")
  @Limited(RouteClass.COMMENT)
  @ResponseStatus(HttpStatus.CREATED)
  @Operation(
      summary = "Say something of an item",
      description = "Everybody may read it. At most 5,000 characters of plain text.")
  @Example(
      call = "POST /api/v1/items/test:heat/comments?user=shop:ann",
      request = "{\"text\":\"That diner.\"}",
      response =
          """
          {"id":9,"item":42,"mine":false,"hidden":false,"text":"That diner.",
          "writtenAt":"2026-01-31T20:15:00Z"}
          """)
  CommentView write(
      @Parameter(description = "The item: our id, or source:value") @PathVariable("id")
          Reference item,
      @Parameter(description = "Who: our id, or source:value; oneself when left out")
          @RequestParam(required = false)
          @Nullable Reference user,
      @Parameter(description = "Refuse an unknown user instead of making one")
          @RequestParam(defaultValue = "false")
          boolean strict,
      @RequestBody TextBody body,
      Caller caller) {
    var text = textOf(body);
    whom.owner(caller, user);
    var pair = pairs.of(caller, item, user, !strict);
    var written = comments.write(pair.person(), pair.item(), text, caller.person());
    if (written instanceof Comments.Result.NotThere) {
      throw Pairs.noSuchUser(pair.personSaid());
    }
    return view(written, 0, caller);
  }

  private static String textOf(TextBody body) {
    var fields = new Fields();
    var text = fields.text("text", body.text(), Comments.LONGEST);
    fields.refuse("invalid-comment");
    return Objects.requireNonNull(text);
  }

  private static CommentView view(Comments.Result result, int id, Caller caller) {
    return switch (result) {
      case Comments.Result.Done(Comment comment) -> CommentView.of(comment, caller.person());
      case Comments.Result.NotThere() -> throw noSuchComment(id);
      case Comments.Result.NotTheirs() ->
          throw new ProblemException(
              HttpStatus.FORBIDDEN,
              "not-yours",
              "Comment %d is somebody else's.".formatted(id),
              List.of());
      case Comments.Result.TheirOwn() ->
          throw ProblemException.conflict(
              "own-comment", "One does not report a comment of one's own: delete it.");
    };
  }

  private static ProblemException noSuchComment(int id) {
    return ProblemException.notFound("no-such-comment", "There is no comment %d.".formatted(id));
  }

  @PutMapping("/api/v1/comments/{id}")
  @Limited(RouteClass.COMMENT)
  @Operation(
      summary = "Say it differently",
      description = "For who wrote it; the comment shows when it was edited.")
  @Example(
      call = "PUT /api/v1/comments/9?user=shop:ann",
      request = "{\"text\":\"That diner!\"}",
      response =
          """
          {"id":9,"item":42,"mine":false,"hidden":false,"text":"That diner!",
          "writtenAt":"2026-01-31T20:15:00Z","editedAt":"2026-01-31T20:16:00Z"}
          """)
  CommentView edit(
      @Parameter(description = "The comment") @PathVariable int id,
      @Parameter(description = "Who: our id, or source:value; oneself when left out")
          @RequestParam(required = false)
          @Nullable Reference user,
      @RequestBody TextBody body,
      Caller caller) {
    var text = textOf(body);
    return view(comments.edit(id, owner(caller, user), text, caller.person()), id, caller);
  }

  private int owner(Caller caller, @Nullable Reference user) {
    return pairs.person(whom.owner(caller, user));
  }

  @DeleteMapping("/api/v1/comments/{id}")
  @Operation(summary = "Take a comment back", description = "For who wrote it; its text is gone.")
  @Example(call = "DELETE /api/v1/comments/9?user=shop:ann")
  ResponseEntity<Void> delete(
      @Parameter(description = "The comment") @PathVariable int id,
      @Parameter(description = "Who: our id, or source:value; oneself when left out")
          @RequestParam(required = false)
          @Nullable Reference user,
      Caller caller) {
    view(comments.delete(id, owner(caller, user), caller.person()), id, caller);
    return ResponseEntity.noContent().build();
  }

  @PostMapping("/api/v1/comments/{id}/reports")
  @Limited(RouteClass.COMMENT)
  @Operation(
      summary = "Report a comment to the moderators",
      description = "Once each; whoever reports again tells another reason.")
  @Example(
      call = "POST /api/v1/comments/9/reports?user=shop:bob",
      request = "{\"reason\":\"spoiler\"}")
  ResponseEntity<Void> report(
      @Parameter(description = "The comment") @PathVariable int id,
      @Parameter(description = "Who: our id, or source:value; oneself when left out")
          @RequestParam(required = false)
          @Nullable Reference user,
      @RequestBody ReportBody body,
      Caller caller) {
    var reason =
        body.reason() == null || !body.reason().isString()
            ? null
            : ReportReason.of(body.reason().asString()).orElse(null);
    if (reason == null) {
      var fields = new Fields();
      fields.wrong(
          "reason",
          Arrays.stream(ReportReason.values())
              .map(ReportReason::label)
              .collect(Collectors.joining(", ", "One of ", ".")));
      fields.refuse("invalid-report");
      throw new IllegalStateException("not refused");
    }
    view(comments.report(id, owner(caller, user), reason, caller.person()), id, caller);
    return ResponseEntity.noContent().build();
  }

  @GetMapping("/api/v1/comments/reported")
  @Needs(Permission.COMMENTS_MODERATE)
  @Operation(
      summary = "See which comments were reported",
      description = "Those that no moderator has decided on since, the oldest first.")
  @Example(
      call = "GET /api/v1/comments/reported?limit=1",
      response =
          """
          {"comments":[{"user":7,"comment":{"id":9,"item":42,"author":"ann","mine":false,
          "hidden":false,"text":"He dies.","writtenAt":"2026-01-31T20:15:00Z"},
          "reports":["spoiler","spoiler"]}]}
          """)
  ReportedPage reported(
      @Parameter(description = "From 1 to 100; 20 when left out") @RequestParam(defaultValue = "20")
          int limit,
      @Parameter(description = "The cursor of the answer that this one goes on from")
          @RequestParam(required = false)
          @Nullable String cursor,
      Caller caller) {
    checkLimit(limit);
    String list = "reported comments";
    int after = cursor == null ? 0 : Integer.parseInt(Cursor.read(list, cursor));
    var found = comments.reported(after, limit + 1);
    var part = found.subList(0, Math.min(limit, found.size()));
    return new ReportedPage(
        part.stream()
            .map(one ->
                new ReportedView(
                    one.comment().person(),
                    CommentView.of(one.comment(), caller.person()),
                    one.reasons()))
            .toList(),
        found.size() > limit
            ? Cursor.of(list, Integer.toString(part.getLast().comment().id()))
            : null);
  }

  @PutMapping("/api/v1/comments/{id}/moderation")
  @Needs(Permission.COMMENTS_MODERATE)
  @Operation(
      summary = "Hide a comment, or show it again",
      description = "Either way its reports are settled.")
  @Example(
      call = "PUT /api/v1/comments/9/moderation",
      request = "{\"hidden\":true}",
      response =
          """
          {"id":9,"item":42,"mine":false,"hidden":true,"text":"He dies.",
          "writtenAt":"2026-01-31T20:15:00Z"}
          """)
  CommentView moderate(
      @Parameter(description = "The comment") @PathVariable int id,
      @RequestBody ModerationBody body,
      Caller caller) {
    var fields = new Fields();
    if (body.hidden() == null || body.hidden().isNull()) {
      fields.wrong("hidden", "True or false is required here.");
    }
    boolean hidden = fields.flag("hidden", body.hidden());
    fields.refuse("invalid-moderation");
    return view(comments.moderate(id, hidden, caller.person()), id, caller);
  }
}
