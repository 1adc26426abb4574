package org.tastemaker.server.search;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.tastemaker.server.access.Caller;
import org.tastemaker.server.access.Needs;
import org.tastemaker.server.access.Permission;
import org.tastemaker.server.catalogue.Catalogue;
import org.tastemaker.server.catalogue.CatalogueIndex;
import org.tastemaker.server.catalogue.Item;
import org.tastemaker.server.catalogue.LiveCatalogue;
import org.tastemaker.server.http.Cursor;
import org.tastemaker.server.http.Example;
import org.tastemaker.server.http.ProblemException;
import org.tastemaker.server.id.Reference;
import org.tastemaker.server.id.SourceKey;
import org.tastemaker.server.interaction.People;
import org.tastemaker.server.interaction.Whom;

/// What somebody searched for, over HTTP.
@RestController
@Needs(Permission.INTERACTIONS_WRITE)
@RequestMapping("/api/v1/users/history/{user}")
@Tag(name = "Search")
class HistoryRoutes {
  private static final int MOST = 100;

  private final SearchHistory history;
  private final People people;
  private final Whom whom;
  private final Catalogue catalogue;
  private final LiveCatalogue live;

  HistoryRoutes(
      SearchHistory history, People people, Whom whom, Catalogue catalogue, LiveCatalogue live) {
    this.history = history;
    this.people = people;
    this.whom = whom;
    this.catalogue = catalogue;
    this.live = live;
  }

  /// A search to be remembered.
  record Searched(
      @Schema(
              description = "What was typed, up to 200 characters; the item's title when left out",
              example = "naru")
          @Nullable String title,
      @Schema(description = "The item that was picked: our id, or source:value", example = "mal:20")
          @Nullable String item) {}

  /// A remembered search.
  ///
  /// @param item what was picked, if it still is in the catalogue
  record SearchView(long id, String title, @Nullable Picked item, Instant searchedAt) {

    static SearchView of(SearchHistory.Entry entry, CatalogueIndex index) {
      return new SearchView(
          entry.id(),
          entry.title(),
          entry.item() == null
              ? null
              : index
                  .findItem(entry.item())
                  .filter(item -> !item.hidden())
                  .map(Picked::of)
                  .orElse(null),
          entry.searchedAt());
    }
  }

  /// An item that was picked.
  record Picked(int id, String kind, String title, @Nullable Integer year, @Nullable String image) {

    static Picked of(Item item) {
      return new Picked(item.id(), item.kind().name(), item.title(), item.year(), item.imageUrl());
    }
  }

  /// A part of a history.
  ///
  /// @param cursor goes on behind this page; absent on the last one
  record HistoryPage(int user, List<SearchView> searches, @Nullable String cursor) {}

  @PostMapping
  @Operation(
      summary = "Remember a search",
      description =
          """
          What was typed, what was picked, or both. The same again moves to the top. Of so many searches the newest \
          are kept (`tastemaker.search.history`). Only one's own; a program may name whomever it acts for, and an unknown \
          `source:value` user is made.\
          """)
  @Example(
      call = "POST /api/v1/users/history/mal:1234",
      request = "{\"title\":\"naru\",\"item\":\"mal:20\"}",
      response =
          """
          {"id":91,"title":"naru","item":{"id":7,"kind":"anime","title":"Naruto","year":2002},
          "searchedAt":"2026-05-01T12:00:00Z"}
          """)
  ResponseEntity<SearchView> add(
      @Parameter(description = "Whose: our id, or source:value", example = "mal:1234")
          @PathVariable("user")
          Reference user,
      @RequestBody Searched searched,
      Caller caller) {
    var owner = whom.owner(caller, user);
    var item = searched.item() == null ? null : picked(searched.item());
    var title = searched.title() == null && item != null ? titleOf(item) : typed(searched.title());
    int person = owner instanceof SourceKey key ? people.ensure(key) : personOf(owner);
    var entry = history.add(person, title, item);
    return ResponseEntity.status(HttpStatus.CREATED).body(SearchView.of(entry, live.current()));
  }

  private int picked(String text) {
    try {
      var reference = Reference.parse(text);
      return catalogue
          .find(reference)
          .orElseThrow(() ->
              ProblemException.notFound("no-such-item", "There is no item " + reference + "."));
    } catch (IllegalArgumentException e) {
      throw ProblemException.invalid("item", e.getMessage() + ".");
    }
  }

  private String titleOf(int item) {
    return live.current()
        .findItem(item)
        .map(Item::title)
        .orElseThrow(
            () -> ProblemException.notFound("no-such-item", "There is no item " + item + "."));
  }

  private static String typed(@Nullable String title) {
    var plain = title == null ? "" : plain(title);
    if (plain.isEmpty()) {
      throw ProblemException.invalid(
          "title", "Say what was searched for, or which item was picked.");
    }
    if (plain.length() > Search.LONGEST) {
      throw ProblemException.invalid(
          "title", "At most %d characters, not %d.".formatted(Search.LONGEST, plain.length()));
    }
    return plain;
  }

  /// Without what no page and no database can show, and without space around.
  private static String plain(String title) {
    var plain = new StringBuilder(title.length());
    title
        .codePoints()
        .map(c -> Character.isISOControl(c) ? ' ' : c)
        .filter(c -> Character.getType(c) != Character.SURROGATE)
        .forEach(plain::appendCodePoint);
    return plain.toString().strip();
  }

  @GetMapping
  @Needs(Permission.INTERACTIONS_READ)
  @Operation(summary = "List searches", description = "One's own, the newest first.")
  @Example(
      call = "GET /api/v1/users/history/7?limit=1",
      response =
          """
          {"user":7,"searches":[{"id":91,"title":"naru","item":{"id":7,"kind":"anime","title":"Naruto","year":2002},
          "searchedAt":"2026-05-01T12:00:00Z"}],"cursor":"Zm9y…"}
          """)
  HistoryPage list(
      @Parameter(description = "Whose: our id, or source:value", example = "mal:1234")
          @PathVariable("user")
          Reference user,
      @Parameter(description = "From 1 to 100; 20 when left out") @RequestParam(defaultValue = "20")
          int limit,
      @Parameter(description = "The cursor of the answer that this one goes on from")
          @RequestParam(required = false)
          @Nullable String cursor,
      Caller caller) {
    if (limit < 1 || limit > MOST) {
      throw ProblemException.invalid("limit", "From 1 to %d, not %d.".formatted(MOST, limit));
    }
    int person = personOf(whom.owner(caller, user));
    var query = "searches of " + person;
    var after = cursor == null ? null : place(Cursor.read(query, cursor));
    var found = new ArrayList<>(history.newest(person, after, limit + 1));
    boolean more = found.size() > limit;
    if (more) {
      found.removeLast();
    }
    var index = live.current();
    return new HistoryPage(
        person,
        found.stream().map(entry -> SearchView.of(entry, index)).toList(),
        more ? Cursor.of(query, found.getLast().searchedAt() + " " + found.getLast().id()) : null);
  }

  private static SearchHistory.Place place(String text) {
    int space = text.indexOf(' ');
    return new SearchHistory.Place(
        Instant.parse(text.substring(0, space)), Long.parseLong(text.substring(space + 1)));
  }

  @DeleteMapping("/{search}")
  @Operation(
      summary = "Forget a search",
      description = "204 when it is gone, 404 when there is none.")
  @Example(call = "DELETE /api/v1/users/history/7/91")
  ResponseEntity<Void> forget(
      @Parameter(description = "Whose: our id, or source:value", example = "mal:1234")
          @PathVariable("user")
          Reference user,
      @Parameter(description = "The search's id", example = "91") @PathVariable("search")
          long search,
      Caller caller) {
    if (!history.forget(personOf(whom.owner(caller, user)), search)) {
      throw ProblemException.notFound(
          "no-such-search", "%s has no search %d.".formatted(user, search));
    }
    return ResponseEntity.noContent().build();
  }

  @DeleteMapping
  @Operation(summary = "Forget all searches", description = "204, also when there were none.")
  @Example(call = "DELETE /api/v1/users/history/7")
  ResponseEntity<Void> forgetAll(
      @Parameter(description = "Whose: our id, or source:value", example = "mal:1234")
          @PathVariable("user")
          Reference user,
      Caller caller) {
    history.forgetAll(personOf(whom.owner(caller, user)));
    return ResponseEntity.noContent().build();
  }

  private int personOf(Reference user) {
    return people
        .find(user)
        .orElseThrow(() ->
            ProblemException.notFound("no-such-user", "There is no user %s.".formatted(user)));
  }
}
