package org.tastemaker.server.catalogue;

import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.tastemaker.server.id.SourceKey;
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
    @Nullable List<@Nullable OtherTitle> titles,
    @Schema(example = "[\"heist\", \"los angeles\"]") @Nullable List<@Nullable String> keywords,
    @Schema(
            description = "Further outside ids, source:value; those that are there already stay",
            example = "[\"imdb:tt0113277\"]")
        @Nullable List<@Nullable String> keys,
    @Schema(example = "{\"runtimeMinutes\": 170}") @Nullable Map<String, JsonNode> attributes) {

  private static final int MOST_KEYS = 50;

  /// Somebody behind the item.
  record Person(
      @Schema(example = "Michael Mann") @Nullable String name,
      @Schema(example = "director") @Nullable String role) {}

  /// Another title of the item.
  record OtherTitle(
      @Schema(example = "Fuego contra fuego") @Nullable String title,
      @Schema(example = "es") @Nullable String language) {}

  /// The draft that it describes.
  ///
  /// @throws InvalidItemException naming the field
  ItemDraft draft() {
    return new ItemDraft(
        namedKind(),
        title == null ? "" : title,
        year,
        genres == null ? List.of() : genres.stream().map(ItemBody::orEmpty).toList(),
        people == null ? List.of() : people.stream().map(ItemBody::credit).toList(),
        language,
        country,
        description,
        image,
        franchise,
        titles == null ? List.of() : titles.stream().map(ItemBody::title).toList(),
        keywords == null ? List.of() : keywords.stream().map(ItemBody::orEmpty).toList(),
        attributes == null ? Map.of() : attributes);
  }

  /// Whether there is such a kind is the catalogue's affair.
  private Kind namedKind() {
    if (kind == null || kind.equals(Kind.UNKNOWN.name())) {
      throw new InvalidItemException("kind", "Say what it is: movie, book, … or a declared kind.");
    }
    try {
      return new Kind(kind);
    } catch (IllegalArgumentException e) {
      throw new InvalidItemException("kind", e.getMessage() + ".");
    }
  }

  /// Its further outside ids, each in its one form.
  ///
  /// @throws InvalidItemException when one is not of its source's form
  List<SourceKey> sourceKeys() {
    var found = new TreeSet<SourceKey>();
    if (keys != null && keys.size() > MOST_KEYS) {
      throw new InvalidItemException(
          "keys", "At most %d, not %d.".formatted(MOST_KEYS, keys.size()));
    }
    for (String key : keys == null ? List.<String>of() : keys) {
      try {
        found.add(ExternalIds.checked(SourceKey.parse(orEmpty(key))));
      } catch (IllegalArgumentException e) {
        throw new InvalidItemException("keys", e.getMessage() + ".");
      }
    }
    return List.copyOf(found);
  }

  private static AlternateTitle title(@Nullable OtherTitle other) {
    return other == null
        ? new AlternateTitle("", null)
        : new AlternateTitle(orEmpty(other.title()), other.language());
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
