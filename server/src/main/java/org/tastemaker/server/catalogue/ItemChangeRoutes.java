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
  private final LiveCatalogue live;

  ItemChangeRoutes(Catalogue catalogue, ItemEditor editor, LiveCatalogue live) {
    this.catalogue = catalogue;
    this.editor = editor;
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
    int item = catalogue.find(reference).orElseThrow(() -> ItemProblems.noSuchItem(reference));
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
    int item = catalogue.find(reference).orElseThrow(() -> ItemProblems.noSuchItem(reference));
    answer(editor.delete(item, seen, caller.person()));
    return ResponseEntity.noContent().build();
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
