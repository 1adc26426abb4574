package org.tastemaker.server.catalogue;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.tastemaker.server.access.Caller;
import org.tastemaker.server.access.Needs;
import org.tastemaker.server.access.Permission;
import org.tastemaker.server.http.Example;
import org.tastemaker.server.http.ProblemException;
import org.tastemaker.server.id.Reference;
import org.tastemaker.server.id.SourceKey;

/// The catalogue over HTTP.
@RestController
@Needs(Permission.CATALOGUE_READ)
@Tag(name = "Items")
class ItemRoutes {

  private final Catalogue catalogue;
  private final ItemEditor editor;
  private final LiveCatalogue live;
  private final PersonalItems personal;

  ItemRoutes(Catalogue catalogue, ItemEditor editor, LiveCatalogue live, PersonalItems personal) {
    this.catalogue = catalogue;
    this.editor = editor;
    this.live = live;
    this.personal = personal;
  }

  /// What became of an item that was put.
  ///
  /// @param result `created`, `changed` or `unchanged`
  /// @param changed which parts are different now
  record PutAnswer(int id, String key, String result, @Nullable Set<String> changed) {}

  @GetMapping("/api/v1/items/{id}")
  @Operation(
      summary = "Show an item",
      description =
          """
          By our id, or by an outside id. `mine` is what the person who calls has to do with it. The answer's ETag \
          goes into the If-Match of a change.\
          """)
  @Example(
      call = "GET /api/v1/items/ml-latest-small:6",
      response =
          """
          {"id":42,"keys":["imdb:tt0113277","ml-latest-small:6"],"kind":"movie","title":"Heat",
          "year":1995,"genres":["Action","Crime","Thriller"],"ratings":102,"averageRating":3.946,
          "people":[{"name":"Michael Mann","role":"director"}],"language":"en","country":"US",
          "attributes":{"runtimeMinutes":170},
          "mine":{"rating":{"stars":4.5,"at":"2026-11-20T20:15:00Z"}}}
          """)
  ResponseEntity<ItemView> show(
      @Parameter(description = "Our id, or source:value", example = "ml-latest-small:6")
          @PathVariable("id")
          Reference reference,
      Caller caller) {
    return shown(reference, caller);
  }

  @GetMapping("/api/v1/items/lookup")
  @Operation(
      summary = "Find an item by an outside id",
      description =
          "The same as showing `source:value`, for ids with characters that paths have no room for.")
  @Example(
      call = "GET /api/v1/items/lookup?source=imdb&value=tt0113277",
      response =
          """
          {"id":42,"keys":["imdb:tt0113277","ml-latest-small:6"],"kind":"movie","title":"Heat",
          "year":1995,"genres":["Action","Crime","Thriller"],"ratings":102,"averageRating":3.946,
          "people":[{"name":"Michael Mann","role":"director"}],"language":"en","country":"US",
          "attributes":{"runtimeMinutes":170}}
          """)
  ResponseEntity<ItemView> lookUp(
      @Parameter(description = "Whose id it is", example = "imdb") @RequestParam String source,
      @Parameter(description = "The id there", example = "tt0113277") @RequestParam String value,
      Caller caller) {
    try {
      return shown(ExternalIds.checked(new SourceKey(source, value)), caller);
    } catch (IllegalArgumentException e) {
      throw ProblemException.invalid("value", e.getMessage() + ".");
    }
  }

  private ResponseEntity<ItemView> shown(Reference reference, Caller caller) {
    int id = catalogue.find(reference).orElseThrow(() -> ItemProblems.noSuchItem(reference));
    var index = live.current();
    return editor
        .state(id)
        .filter(item -> !item.hidden() || caller.may(Permission.CATALOGUE_WRITE))
        .map(item ->
            ResponseEntity.ok()
                .header(HttpHeaders.ETAG, ItemTag.of(item, index))
                .body(ItemView.whole(item, personal.standing(caller, id), index)))
        .orElseThrow(() -> ItemProblems.noSuchItem(reference));
  }

  @PutMapping("/api/v1/items/{id}")
  @Needs(Permission.CATALOGUE_WRITE)
  @Operation(
      summary = "Add or rewrite an item",
      description =
          """
          Makes the item of an outside id (`source:value`) as described: whole, so what is left out \
          is removed. 201 when it is new, 200 when it was there; doing it again changes nothing.\
          """)
  @Example(
      call = "PUT /api/v1/items/shop:heat",
      request =
          """
          {"kind":"movie","title":"Heat","year":1995,"genres":["Crime","Thriller"],
          "people":[{"name":"Michael Mann","role":"director"}],"attributes":{"runtimeMinutes":170}}
          """,
      response =
          """
          {"id":42,"key":"shop:heat","result":"created"}
          """)
  ResponseEntity<PutAnswer> put(
      @Parameter(description = "The outside id, source:value", example = "shop:heat")
          @PathVariable("id")
          Reference reference,
      @Parameter(description = ItemChangeRoutes.IF_MATCH, example = "\"3\"")
          @RequestHeader(name = HttpHeaders.IF_MATCH, required = false)
          @Nullable String ifMatch,
      @RequestBody ItemBody body,
      Caller caller) {
    SourceKey key = key(reference);
    return switch (put(key, body, ItemTag.version(ifMatch), caller.person())) {
      case KeyedPut.Done(PutResult result) -> answer(key, result);
      case KeyedPut.Taken(SourceKey taken, int item) -> throw ItemProblems.duplicate(taken, item);
      case KeyedPut.Stale(ItemState now) ->
          throw now == null ? ItemProblems.noSuchItem(key) : ItemProblems.stale(now);
    };
  }

  private static SourceKey key(Reference reference) {
    if (!(reference instanceof SourceKey key)) {
      throw ProblemException.invalid(
          "id",
          "An item is put under an outside id, source:value; \"%s\" is none.".formatted(reference));
    }
    try {
      return ExternalIds.checked(key);
    } catch (IllegalArgumentException e) {
      throw ProblemException.invalid("id", e.getMessage() + ".");
    }
  }

  private static ResponseEntity<PutAnswer> answer(SourceKey key, PutResult result) {
    return switch (result) {
      case PutResult.Created(int id) ->
          ResponseEntity.status(HttpStatus.CREATED)
              .header("Location", "/api/v1/items/" + id)
              .body(new PutAnswer(id, key.toString(), "created", null));
      case PutResult.Changed(int id, Set<String> parts) ->
          ResponseEntity.ok(
              new PutAnswer(id, key.toString(), "changed", new TreeSet<>(named(parts))));
      case PutResult.Unchanged(int id) ->
          ResponseEntity.ok(new PutAnswer(id, key.toString(), "unchanged", null));
    };
  }

  private KeyedPut put(
      SourceKey key, ItemBody body, @Nullable Integer seen, @Nullable Integer actor) {
    try {
      return catalogue.put(key, body.draft(), body.sourceKeys(), seen, actor);
    } catch (InvalidItemException e) {
      throw ItemProblems.invalid(e);
    }
  }

  private static List<String> named(Set<String> parts) {
    return parts.stream().map(ItemProblems::fieldOf).toList();
  }
}
