package org.tastemaker.server.recommendation;

import com.fasterxml.jackson.annotation.JsonCreator;
import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;
import org.tastemaker.server.id.Reference;
import org.tastemaker.server.interaction.Stars;
import tools.jackson.databind.JsonNode;

/// An item of a basket as a caller writes it: `17`, `"ml:6"` or `{"id": "ml:6", "stars": 4.5}`.
///
/// @param stars absent: it counts as liked
@Schema(oneOf = {Integer.class, String.class, BasketItem.Rated.class})
record BasketItem(Reference id, @Nullable Double stars) {

  /// The form with stars.
  @Schema(name = "RatedBasketItem")
  record Rated(String id, @Nullable Double stars) {}

  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  static BasketItem of(JsonNode json) {
    if (!json.isObject()) {
      return new BasketItem(reference(json), null);
    }
    for (var field : json.propertyNames()) {
      if (!field.equals("id") && !field.equals("stars")) {
        throw new IllegalArgumentException(
            "There is no field \"%s\" here. Known: id, stars.".formatted(field));
      }
    }
    if (!json.has("id")) {
      throw new IllegalArgumentException("An item of a basket has an id.");
    }
    return new BasketItem(reference(json.get("id")), stars(json.get("stars")));
  }

  /// An item's id as a number or a text.
  static Reference reference(JsonNode json) {
    if (json.isString() || json.isIntegralNumber()) {
      return Reference.parse(json.asString());
    }
    throw new IllegalArgumentException(
        "An item is a number or a text of the form source:value, not " + json + ".");
  }

  private static @Nullable Double stars(@Nullable JsonNode json) {
    if (json == null || json.isNull()) {
      return null;
    }
    if (!json.isNumber()) {
      throw new IllegalArgumentException("Stars are a number from 0 to 5, not " + json + ".");
    }
    return Stars.of(json.asDouble()).value();
  }
}
