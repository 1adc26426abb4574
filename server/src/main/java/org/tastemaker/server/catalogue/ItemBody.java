package org.tastemaker.server.catalogue;

import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// An item as a caller describes it: whole; what is left out is absent.
record ItemBody(
    @Schema(example = "movie", requiredMode = Schema.RequiredMode.REQUIRED) @Nullable String kind,
    @Schema(example = "Heat", requiredMode = Schema.RequiredMode.REQUIRED) @Nullable String title,
    @Schema(example = "1995") @Nullable Integer year,
    @Schema(example = "[\"Crime\", \"Thriller\"]") @Nullable List<@Nullable String> genres,
    @Nullable List<@Nullable Person> people,
    @Schema(example = "en") @Nullable String language,
    @Schema(example = "US") @Nullable String country,
    @Nullable String description,
    @Schema(example = "https://images.example/heat.jpg") @Nullable String image,
    @Schema(example = "Heat") @Nullable String franchise,
    @Schema(example = "{\"minutes\": 170}") @Nullable Map<String, JsonNode> attributes) {

  /// Somebody behind the item.
  record Person(
      @Schema(example = "Michael Mann") @Nullable String name,
      @Schema(example = "director") @Nullable String role) {}

  /// The draft that it describes.
  ///
  /// @throws InvalidItemException naming the field
  ItemDraft draft() {
    return new ItemDraft(
        knownKind(),
        title == null ? "" : title,
        year,
        genres == null ? List.of() : genres.stream().map(ItemBody::orEmpty).toList(),
        people == null ? List.of() : people.stream().map(ItemBody::credit).toList(),
        language,
        country,
        description,
        image,
        franchise,
        attributes == null ? Map.of() : attributes);
  }

  private Kind knownKind() {
    var names = Kind.builtIn().stream().map(Kind::name).toList();
    if (kind == null || !names.contains(kind)) {
      throw new InvalidItemException("kind", "One of " + String.join(", ", names) + ".");
    }
    return new Kind(kind);
  }

  private static Credit credit(@Nullable Person person) {
    return person == null
        ? new Credit("", "")
        : new Credit(orEmpty(person.name()), orEmpty(person.role()));
  }

  private static String orEmpty(@Nullable String text) {
    return Objects.requireNonNullElse(text, "");
  }
}
