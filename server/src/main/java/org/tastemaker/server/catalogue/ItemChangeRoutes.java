package org.tastemaker.server.catalogue;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;
import org.tastemaker.server.access.Caller;
import org.tastemaker.server.access.Needs;
import org.tastemaker.server.access.Permission;
import org.tastemaker.server.http.Example;
import org.tastemaker.server.http.MergePatch;
import org.tastemaker.server.http.ProblemException;
import org.tastemaker.server.id.OurId;
import org.tastemaker.server.id.Reference;
import org.tastemaker.server.id.SourceKey;
import tools.jackson.databind.JsonNode;

/// Changes of single items over HTTP.
@RestController
@Needs(Permission.CATALOGUE_WRITE)
@Tag(name = "Items")
class ItemChangeRoutes {

  static final String IF_MATCH =
      "The ETag of the item that the change was made for; 412 with what stands when somebody was"
          + " quicker. Without it the change is made to whatever stands";

  private final Catalogue catalogue;
  private final ItemEditor editor;
  private final ItemMerger merger;
  private final LiveCatalogue live;

  ItemChangeRoutes(Catalogue catalogue, ItemEditor editor, ItemMerger merger, LiveCatalogue live) {
    this.catalogue = catalogue;
    this.editor = editor;
    this.merger = merger;
    this.live = live;
  }

  /// An item that stands now.
  ///
  /// @param version grows with each change; the beginning of the item's ETag
  /// @param keys its outside ids
  /// @param changed which parts are different now
  record ItemAnswer(
      int id, int version, List<String> keys, boolean hidden, @Nullable Set<String> changed) {}

  @PostMapping("/api/v1/items")
  @Operation(
      summary = "Create an item",
      description =
          """
          With the outside ids in `keys`, or one of our own where there is none. A key that leads to \
          an item already is a 409.\
          """)
  @Example(
      request =
          """
          {"kind":"movie","title":"Heat","year":1995,"keys":["imdb:tt0113277"],
          "attributes":{"runtimeMinutes":170}}
          """,
      response = "{\"id\":42,\"version\":1,\"keys\":[\"imdb:tt0113277\"],\"hidden\":false}")
  ResponseEntity<ItemAnswer> create(@RequestBody ItemBody body, Caller caller) {
    return switch (made(body, caller.person())) {
      case CreateResult.Created(List<ItemState> items) -> stands(items.getFirst(), Set.of(), true);
      case CreateResult.KeyTaken(SourceKey key, int item) ->
          throw ItemProblems.duplicate(key, item);
    };
  }

  private CreateResult made(ItemBody body, @Nullable Integer actor) {
    try {
      return editor.create(List.of(new NewItem(body.draft(), body.sourceKeys())), actor);
    } catch (InvalidItemException e) {
      throw ItemProblems.invalid(e);
    }
  }

  @PatchMapping(
      path = "/api/v1/items/{id}",
      consumes = {MergePatch.MEDIA_TYPE, MediaType.APPLICATION_JSON_VALUE})
  @Operation(
      summary = "Change an item",
      description =
          """
          A JSON merge patch (RFC 7396) of the item as it is shown, with `keys`, and `hidden`: what is \
          absent stays, null takes away.\
          """)
  @Example(
      call = "PATCH /api/v1/items/42",
      request = "{\"year\":1996,\"attributes\":{\"tagline\":null},\"hidden\":true}",
      response =
          """
          {"id":42,"version":3,"keys":["imdb:tt0113277"],"hidden":true,
          "changed":["attributes","hidden","year"]}
          """)
  ResponseEntity<ItemAnswer> patch(
      @Parameter(description = "Our id, or source:value", example = "42") @PathVariable("id")
          Reference reference,
      @Parameter(description = IF_MATCH, example = "\"3\"")
          @RequestHeader(name = HttpHeaders.IF_MATCH, required = false)
          @Nullable String ifMatch,
      @io.swagger.v3.oas.annotations.parameters.RequestBody(
              content = @Content(schema = @Schema(implementation = ItemBody.class)))
          @RequestBody
          JsonNode patch,
      Caller caller) {
    Integer seen = ItemTag.version(ifMatch);
    int item = find(reference);
    try {
      return answer(editor.edit(item, seen, now -> ItemPatch.applied(patch, now), caller.person()));
    } catch (InvalidItemException e) {
      throw ItemProblems.invalid(e);
    }
  }

  @DeleteMapping("/api/v1/items/{id}")
  @Operation(
      summary = "Delete an item",
      description =
          """
          For good, with its outside ids. Only an item that nobody rated, played or did anything else \
          with: others are hidden.\
          """)
  @Example(call = "DELETE /api/v1/items/42")
  ResponseEntity<Void> delete(
      @Parameter(description = "Our id, or source:value", example = "42") @PathVariable("id")
          Reference reference,
      @Parameter(description = IF_MATCH, example = "\"3\"")
          @RequestHeader(name = HttpHeaders.IF_MATCH, required = false)
          @Nullable String ifMatch,
      Caller caller) {
    Integer seen = ItemTag.version(ifMatch);
    int item = find(reference);
    if (reference instanceof OurId id && id.value() != item) {
      throw ItemProblems.noSuchItem(reference);
    }
    answer(editor.delete(item, seen, caller.person()));
    return ResponseEntity.noContent().build();
  }

  /// Which item is to go.
  record Duplicate(
      @Schema(
              description = "Our id, or source:value",
              example = "43",
              requiredMode = Schema.RequiredMode.REQUIRED)
          @Nullable String duplicate) {}

  @PostMapping("/api/v1/items/{id}/merge")
  @Operation(
      summary = "Merge a duplicate into an item",
      description =
          """
          The duplicate goes. Its outside ids, titles, keywords and links are the item's from now on, and so is everything           that people did with it: who rated both keeps the later rating. Whoever still asks for the duplicate gets the           item. Both are of one kind, unless nobody has said what the duplicate is.\
          """)
  @Example(
      call = "POST /api/v1/items/42/merge",
      request = "{\"duplicate\":\"43\"}",
      response =
          """
          {"id":42,"version":4,"keys":["imdb:tt0113277","shop:heat"],"hidden":false,
          "changed":["keys","titles"]}
          """)
  ResponseEntity<ItemAnswer> merge(
      @Parameter(description = "The one to keep: our id, or source:value", example = "42")
          @PathVariable("id")
          Reference reference,
      @Parameter(description = IF_MATCH, example = "\"3\"")
          @RequestHeader(name = HttpHeaders.IF_MATCH, required = false)
          @Nullable String ifMatch,
      @RequestBody Duplicate body,
      Caller caller) {
    Integer seen = ItemTag.version(ifMatch);
    int kept = find(reference);
    int duplicate = find(named(body));
    try {
      return merged(merger.merge(kept, duplicate, seen, caller.person()));
    } catch (InvalidItemException e) {
      throw ItemProblems.invalid(e);
    }
  }

  private static Reference named(Duplicate body) {
    if (body.duplicate() == null) {
      throw ProblemException.invalid("duplicate", "Say which item is the duplicate.");
    }
    try {
      return Reference.parse(body.duplicate());
    } catch (IllegalArgumentException e) {
      throw ProblemException.invalid("duplicate", e.getMessage() + ".");
    }
  }

  private int find(Reference reference) {
    return catalogue.find(reference).orElseThrow(() -> ItemProblems.noSuchItem(reference));
  }

  private ResponseEntity<ItemAnswer> merged(MergeResult result) {
    return switch (result) {
      case MergeResult.Merged(ItemState now, Set<String> parts) -> stands(now, parts, false);
      case MergeResult.Stale(ItemState now) -> throw ItemProblems.stale(now);
      case MergeResult.Missing(int item) -> throw ItemProblems.noSuchItem(new OurId(item));
      case MergeResult.Same _ ->
          throw ProblemException.conflict("merged-with-itself", "Both are the same item.");
      case MergeResult.OtherKind(Kind kept, Kind duplicate) ->
          throw ProblemException.conflict(
              "other-kind",
              "One is of the kind %s, the other of the kind %s. Where a kind is wrong, change that first."
                  .formatted(kept.name(), duplicate.name()));
      case MergeResult.Circle(int item, Relation relation) ->
          throw ProblemException.conflict(
              "circular-link",
              "By the links of both, item %d would be %s itself, over other items. Take one of the links away first."
                  .formatted(item, relation.text()));
    };
  }

  private ResponseEntity<ItemAnswer> answer(EditResult result) {
    return switch (result) {
      case EditResult.Edited(ItemState now, Set<String> parts) -> stands(now, parts, false);
      case EditResult.Deleted _ -> ResponseEntity.noContent().build();
      case EditResult.Stale(ItemState now) -> throw ItemProblems.stale(now);
      case EditResult.Missing _ ->
          throw ProblemException.notFound("no-such-item", "The item is no longer there.");
      case EditResult.KeyTaken(SourceKey key, int item) -> throw ItemProblems.duplicate(key, item);
      case EditResult.Used _ ->
          throw ProblemException.conflict(
              "item-in-use", "People did something with this item. Hide it: {\"hidden\": true}.");
    };
  }

  private ResponseEntity<ItemAnswer> stands(ItemState now, Set<String> parts, boolean created) {
    var answer =
        new ItemAnswer(
            now.id(),
            now.version(),
            now.keys().stream().map(SourceKey::toString).toList(),
            now.hidden(),
            created ? null : new TreeSet<>(parts.stream().map(ItemProblems::fieldOf).toList()));
    var response = ResponseEntity.status(created ? HttpStatus.CREATED : HttpStatus.OK);
    if (created) {
      response.header(HttpHeaders.LOCATION, "/api/v1/items/" + now.id());
    }
    return response.header(HttpHeaders.ETAG, ItemTag.of(now, live.current())).body(answer);
  }
}
