package org.tastemaker.server.recommendation;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tastemaker.server.catalogue.CatalogueIndex;
import org.tastemaker.server.http.FieldError;
import org.tastemaker.server.http.ProblemException;
import tools.jackson.databind.JsonNode;

/// A question for a list from a basket of items, with nobody known. But for `items` it says what
/// the query parameters of a person's list say.
///
/// @param items what stands for the taste, at most 500; empty: what is popular
record BasketRequest(
    @JsonProperty(required = true) List<BasketItem> items,
    @JsonFormat(with = JsonFormat.Feature.ACCEPT_SINGLE_VALUE_AS_ARRAY) @Nullable List<String> kind,
    @JsonFormat(with = JsonFormat.Feature.ACCEPT_SINGLE_VALUE_AS_ARRAY)
        @Nullable List<String> genre,
    @Nullable Integer yearFrom,
    @Nullable Integer yearTo,
    @Schema(type = "array", description = "Items to leave out: ids of ours or source:value.")
        @Nullable List<JsonNode> exclude,
    @Nullable Integer limit,
    @Nullable String cursor) {
  private static final int MOST = 500;

  BasketRequest {
    if (items.size() > MOST) {
      throw new IllegalArgumentException(
          "A basket has at most " + MOST + " items, not " + items.size() + ".");
    }
  }

  ListParameters parameters() {
    var excluded = exclude == null ? null : exclude.stream().map(JsonNode::asString).toList();
    return new ListParameters(kind, genre, yearFrom, yearTo, excluded, limit);
  }

  /// The basket with our ids.
  ///
  /// @throws ProblemException 400 naming every item that does not exist
  Audience.Basket basket(CatalogueIndex index) {
    var choices = new ArrayList<Audience.Choice>(items.size());
    var errors = new ArrayList<FieldError>();
    for (var at = 0; at < items.size(); at++) {
      var item = items.get(at);
      var found = index.find(item.id());
      if (found.isPresent()) {
        choices.add(new Audience.Choice(found.getAsInt(), item.stars()));
      } else {
        errors.add(new FieldError("items[" + at + "]", "There is no item " + item.id() + "."));
      }
    }
    if (!errors.isEmpty()) {
      throw ProblemException.invalid(errors);
    }
    return new Audience.Basket(choices);
  }
}
