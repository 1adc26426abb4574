package org.tastemaker.server.web;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import org.tastemaker.server.catalogue.CatalogueIndex;
import org.tastemaker.server.catalogue.ItemDraft;
import tools.jackson.databind.JsonNode;

/// Something that a page says about an item: an attribute of its kind.
///
/// @param link what the text leads to; absent where it leads nowhere
record Fact(String name, String text, @Nullable String link) {

  private static final String SERIES = "series";
  private static final List<String> UNITS = List.of("Minutes", "Seconds");

  /// The attributes of an item, by name. The series of an episode leads there.
  static List<Fact> of(ItemDraft draft, int item, CatalogueIndex index) {
    var facts = new ArrayList<Fact>();
    OptionalInt series = index.contains(item) ? index.series(item) : OptionalInt.empty();
    draft
        .attributes()
        .forEach((name, value) -> {
          if (name.equals(SERIES) && series.isPresent()) {
            String title = index.title(series.getAsInt());
            facts.add(new Fact("Series", title, "/items/" + series.getAsInt()));
          } else {
            facts.add(of(name, value));
          }
        });
    return List.copyOf(facts);
  }

  private static Fact of(String name, JsonNode value) {
    for (String unit : UNITS) {
      if (name.endsWith(unit)) {
        String what = name.substring(0, name.length() - unit.length());
        return new Fact(words(what), text(value) + " " + unit.toLowerCase(Locale.ROOT), null);
      }
    }
    return new Fact(words(name), text(value), link(value));
  }

  /// `originalTitle` is `Original title`.
  private static String words(String name) {
    return Wording.capital(
        name.replaceAll("([a-z0-9])([A-Z])", "$1 $2").replace('_', ' ').toLowerCase(Locale.ROOT));
  }

  private static @Nullable String link(JsonNode value) {
    String text = value.isString() ? value.asString() : "";
    return text.matches("https?://\\S+") ? text : null;
  }

  private static String text(JsonNode value) {
    if (value.isArray()) {
      return StreamSupport.stream(value.spliterator(), false)
          .map(Fact::text)
          .collect(Collectors.joining(", "));
    }
    if (value.isObject()) {
      return value.properties().stream().map(Fact::part).collect(Collectors.joining(", "));
    }
    if (value.isBoolean()) {
      return value.asBoolean() ? "yes" : "no";
    }
    return value.isNumber() ? value.decimalValue().toPlainString() : value.asString();
  }

  private static String part(Map.Entry<String, JsonNode> part) {
    return part.getKey() + " " + text(part.getValue());
  }
}
