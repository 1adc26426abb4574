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
import org.tastemaker.server.catalogue.Kind;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;

/// Something that a page says about an item: an attribute of its kind.
///
/// @param link what the text leads to; absent where it leads nowhere
record Fact(String name, String text, @Nullable String link) {

  private static final String SERIES = "series";
  private static final List<String> UNITS = List.of("Minutes", "Seconds");

  /// The attributes of an item, by name; as the kind's schema titles them, where it does. The
  /// series of an episode leads there.
  static List<Fact> of(ItemDraft draft, int item, CatalogueIndex index) {
    var facts = new ArrayList<Fact>();
    var titles = titles(draft.kind(), index);
    OptionalInt series = index.contains(item) ? index.series(item) : OptionalInt.empty();
    draft
        .attributes()
        .forEach((name, value) -> {
          if (name.equals(SERIES) && series.isPresent()) {
            String title = index.title(series.getAsInt());
            facts.add(new Fact("Series", title, "/items/" + series.getAsInt()));
          } else {
            facts.add(of(name, value, titles.path(name).path("title")));
          }
        });
    return List.copyOf(facts);
  }

  /// What the schema of a kind says of its attributes, by name.
  private static JsonNode titles(Kind kind, CatalogueIndex index) {
    return index
        .forms()
        .of(kind)
        .map(form -> form.schema().path("properties"))
        .orElseGet(MissingNode::getInstance);
  }

  /// What a form calls an attribute: `Runtime in minutes`.
  static String label(String name, JsonNode title) {
    if (isSaid(title)) {
      return title.asString();
    }
    for (String unit : UNITS) {
      if (name.endsWith(unit)) {
        String what = name.substring(0, name.length() - unit.length());
        return words(what) + " in " + unit.toLowerCase(Locale.ROOT);
      }
    }
    return words(name);
  }

  private static boolean isSaid(JsonNode title) {
    return title.isString() && !title.asString().isBlank();
  }

  private static Fact of(String name, JsonNode value, JsonNode title) {
    if (isSaid(title)) {
      return new Fact(title.asString(), text(value), link(value));
    }
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
