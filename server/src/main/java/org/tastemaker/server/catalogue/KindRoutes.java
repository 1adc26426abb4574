package org.tastemaker.server.catalogue;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.roaringbitmap.RoaringBitmap;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;
import org.tastemaker.server.access.Caller;
import org.tastemaker.server.access.Needs;
import org.tastemaker.server.access.Permission;
import org.tastemaker.server.http.Example;
import org.tastemaker.server.http.FieldError;
import org.tastemaker.server.http.ProblemException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.NullNode;

/// The kinds of items over HTTP.
@RestController
@Needs(Permission.CATALOGUE_READ)
@Tag(name = "Items")
class KindRoutes {

  private static final int LONGEST_SCHEMA = 50_000;

  private final LiveCatalogue live;
  private final DeclaredKinds declared;

  KindRoutes(LiveCatalogue live, DeclaredKinds declared) {
    this.live = live;
    this.declared = declared;
  }

  /// A kind and how many items of it are shown.
  record KindCount(Kind kind, int items) {}

  /// The kinds that items have.
  record Kinds(List<KindCount> items) {}

  /// A genre within a kind.
  record GenreCount(String genre, int items) {}

  /// A kind, with what its items may have.
  ///
  /// @param declared whether this installation declared it
  /// @param genres those of its items, the most frequent first, in lower case
  /// @param schema the attributes of its items, as JSON Schema
  record KindView(
      Kind kind, int items, boolean declared, List<GenreCount> genres, JsonNode schema) {}

  /// What a kind is declared to be.
  record KindBody(
      @Schema(
              description = "The attributes, as JSON Schema of an object",
              type = "object",
              example =
                  "{\"type\":\"object\",\"properties\":{\"servings\":{\"type\":\"integer\"}}}",
              requiredMode = Schema.RequiredMode.REQUIRED)
          @JsonInclude
          @Nullable JsonNode schema) {}

  /// What became of it: `created`, `changed` or `unchanged`.
  record KindAnswer(Kind kind, String result) {}

  @GetMapping("/api/v1/kinds")
  @Operation(
      summary = "List the kinds of items",
      description =
          "Those that items have or that were declared, by name, and how many items; hidden ones"
              + " are not counted.")
  @Example(
      response =
          "{\"items\":[{\"kind\":\"book\",\"items\":62},{\"kind\":\"movie\",\"items\":115}]}")
  Kinds kinds() {
    var index = live.current();
    return new Kinds(
        index.knownKinds().stream()
            .map(kind -> new KindCount(kind, count(kind, index)))
            .filter(kind -> kind.items() > 0 || isDeclared(kind.kind()))
            .toList());
  }

  private static int count(Kind kind, CatalogueIndex index) {
    return index.matching(ItemFilter.of(kind)).getCardinality();
  }

  private static boolean isDeclared(Kind kind) {
    return KindForms.BUILT_IN.of(kind).isEmpty();
  }

  @GetMapping("/api/v1/kinds/{kind}")
  @Operation(
      summary = "Show a kind",
      description = "The attributes that its items may have, as JSON Schema, and its genres.")
  @Example(
      call = "GET /api/v1/kinds/recipe",
      response =
          """
          {"kind":"recipe","items":12,"declared":true,"genres":[{"genre":"soup","items":3}],
          "schema":{"type":"object","properties":{"servings":{"type":"integer","minimum":1}}}}
          """)
  KindView show(@Parameter(example = "movie") @PathVariable("kind") String name) {
    var index = live.current();
    KindForm form =
        index.forms().kinds().stream()
            .filter(kind -> kind.name().equals(name))
            .findFirst()
            .flatMap(index.forms()::of)
            .orElseThrow(() -> noSuchKind(name, index));
    return new KindView(
        form.kind(),
        count(form.kind(), index),
        isDeclared(form.kind()),
        genres(index.matching(ItemFilter.of(form.kind())), index),
        form.schema());
  }

  private static ProblemException noSuchKind(String name, CatalogueIndex index) {
    return ProblemException.notFound(
        "no-such-kind", "There is no kind %s. One of %s.".formatted(name, names(index.forms())));
  }

  private static String names(KindForms forms) {
    return forms.named().stream().map(Kind::name).collect(Collectors.joining(", "));
  }

  private static List<GenreCount> genres(RoaringBitmap items, CatalogueIndex index) {
    return index.genres().stream()
        .map(genre ->
            new GenreCount(genre, RoaringBitmap.andCardinality(items, index.ofGenre(genre))))
        .filter(genre -> genre.items() > 0)
        .sorted(
            Comparator.comparingInt(GenreCount::items).reversed().thenComparing(GenreCount::genre))
        .toList();
  }

  @PutMapping("/api/v1/kinds/{kind}")
  @Needs(Permission.KINDS_MANAGE)
  @Operation(
      summary = "Declare a kind",
      description =
          """
          Items of it can be put, imported and recommended at once. The schema is JSON Schema of an \
          object: string (maxLength, enum, format date), integer and number (minimum, maximum), boolean, \
          array (items, maxItems) and object (properties, required); other keywords are refused. A \
          declared kind can be given another schema that all its items fit.\
          """)
  @Example(
      call = "PUT /api/v1/kinds/recipe",
      request =
          """
          {"schema":{"type":"object","properties":{"servings":{"type":"integer","minimum":1},
          "ingredients":{"type":"array","items":{"type":"string"}}}}}
          """,
      response = "{\"kind\":\"recipe\",\"result\":\"created\"}")
  ResponseEntity<KindAnswer> declare(
      @Parameter(example = "recipe") @PathVariable("kind") String name,
      @RequestBody KindBody body,
      Caller caller) {
    Kind kind = kind(name);
    return switch (declare(kind, body, caller.person())) {
      case DeclareResult.Declared _ -> answer(HttpStatus.CREATED, kind, "created");
      case DeclareResult.Changed _ -> answer(HttpStatus.OK, kind, "changed");
      case DeclareResult.Unchanged _ -> answer(HttpStatus.OK, kind, "unchanged");
      case DeclareResult.BuiltIn _ ->
          throw ProblemException.conflict(
              "built-in-kind",
              "%s comes with the product, and its attributes stay as they are.".formatted(name));
      case DeclareResult.InUse(int item, String sentence) ->
          throw ProblemException.conflict(
              "kind-in-use",
              "Item %d would not fit: %s Change it first, or let the schema take it."
                  .formatted(item, sentence));
    };
  }

  private DeclareResult declare(Kind kind, KindBody body, @Nullable Integer actor) {
    JsonNode schema = body.schema() == null ? NullNode.instance : body.schema();
    if (schema.toString().length() > LONGEST_SCHEMA) {
      throw refused("schema", "At most %,d characters.".formatted(LONGEST_SCHEMA));
    }
    try {
      return declared.declare(kind, schema, actor);
    } catch (InvalidItemException e) {
      throw refused(e.field(), e.sentence());
    }
  }

  private static ProblemException refused(String field, String sentence) {
    return new ProblemException(
        HttpStatus.UNPROCESSABLE_CONTENT,
        "invalid-kind",
        field + ": " + sentence,
        List.of(new FieldError(field, sentence)));
  }

  private static Kind kind(String name) {
    try {
      return new Kind(name);
    } catch (IllegalArgumentException e) {
      throw ProblemException.invalid("kind", e.getMessage() + ".");
    }
  }

  private static ResponseEntity<KindAnswer> answer(HttpStatus status, Kind kind, String result) {
    return ResponseEntity.status(status).body(new KindAnswer(kind, result));
  }
}
