package org.tastemaker.server.catalogue;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.tastemaker.server.event.Event;
import org.tastemaker.server.event.Teller;
import org.tastemaker.server.id.SourceKey;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.node.StringNode;

/// Tells what happened to items in R's terms: `MovieAddedEvent` with the kind's attributes, and a
/// `ChangedEvent` for each attribute that changed.
final class ItemTeller implements Teller {
  private static final String CHANGED = "ChangedEvent";
  private static final String DELETION = "DeletionEvent";
  private static final String PEOPLE = "people";
  private static final String ATTRIBUTES = "attributes";

  /// What R calls some attributes, by kind; the others have our names.
  private static final Map<String, Map<String, String>> NAMES =
      Map.of(
          "movie", Map.of("imageUrl", "cover", "description", "plot_outline"),
          "series",
              Map.of("year", "start_year", "imageUrl", "cover", "description", "plot_outline"),
          "episode", Map.of("season", "season_number", "number", "episode_number"),
          "book", Map.of("year", "year_of_publication", "imageUrl", "image_url_m"),
          "game",
              Map.of(
                  "title", "name", "imageUrl", "header_image", "description", "short_description"),
          "track", Map.of("imageUrl", "cover_art_url", "artist", "artist_name"),
          "application", Map.of("title", "name", "imageUrl", "cover"));

  /// What R calls ids of other catalogues.
  private static final Map<String, String> SOURCES =
      Map.of(
          "imdb", "imdbid",
          "tmdb", "tmdbid",
          "steam", "steamid",
          "isbn", "isbn",
          "mbid", "recording_mbid",
          "spotify", "spotify_id");

  @Override
  public Map<String, String> types() {
    return ItemEvents.types().stream()
        .collect(Collectors.toUnmodifiableMap(type -> type, ItemTeller::told));
  }

  private static String told(String type) {
    if (type.equals(ItemEvents.DELETED) || type.equals(ItemEvents.MERGED)) {
      return DELETION;
    }
    if (!type.endsWith("Added")) {
      return CHANGED;
    }
    return type.equals("SeriesAdded") ? "SerieAddedEvent" : type + "Event";
  }

  @Override
  public List<ObjectNode> tell(Event event) {
    if (event.type().endsWith("Added")) {
      return List.of(added(event));
    }
    if (told(event.type()).equals(DELETION)) {
      return List.of(gone(event));
    }
    return event.type().equals(ItemEvents.LINKED) ? linked(event) : changed(event);
  }

  private static ObjectNode gone(Event event) {
    var told = Teller.about(model(event));
    told.set(ItemJson.KEYS, event.payload().path(ItemJson.KEYS));
    if (event.type().equals(ItemEvents.MERGED)) {
      told.set("merged_into", event.payload().path(ItemJson.INTO));
    }
    return told;
  }

  /// The model's name: the kind's, and `item` where the event does not tell the kind.
  private static String model(Event event) {
    if (event.payload().path("kind").isString()) {
      return event.payload().path("kind").asString();
    }
    return Kind.builtIn().stream()
        .filter(kind -> event.type().startsWith(kind.eventPrefix()))
        .findFirst()
        .map(Kind::name)
        .orElse("item");
  }

  private static ObjectNode added(Event event) {
    var model = model(event);
    var told = Teller.about(model);
    for (var part : event.payload().properties()) {
      switch (part.getKey()) {
        case "kind" -> {}
        case ItemJson.KEY -> {
          var key = SourceKey.parse(part.getValue().asString());
          told.put(name(key), SOURCES.containsKey(key.source()) ? key.value() : key.toString());
        }
        case PEOPLE -> people(part.getValue(), told);
        case ATTRIBUTES ->
            part.getValue()
                .properties()
                .forEach(one -> setNew(told, name(model, one.getKey()), one.getValue()));
        default -> told.set(name(model, part.getKey()), part.getValue());
      }
    }
    return told;
  }

  /// An attribute that some installation calls like a part which every item has does not hide that.
  private static void setNew(ObjectNode told, String name, JsonNode value) {
    told.set(told.has(name) ? "attribute_" + name : name, value);
  }

  /// The names of each role: `directors`, `actors`.
  private static void people(JsonNode people, ObjectNode told) {
    var byRole = new LinkedHashMap<String, List<String>>();
    people.forEach(one ->
        byRole
            .computeIfAbsent(one.path("role").asString(), _ -> new ArrayList<>())
            .add(one.path("name").asString()));
    byRole.forEach((role, names) -> {
      var list = told.putArray(Teller.snake(role).replace(' ', '_') + "s");
      names.forEach(list::add);
    });
  }

  private static String name(String model, String part) {
    return NAMES.getOrDefault(model, Map.of()).getOrDefault(part, Teller.snake(part));
  }

  private static String name(SourceKey key) {
    return SOURCES.getOrDefault(key.source(), "key");
  }

  private static List<ObjectNode> linked(Event event) {
    var told = new ArrayList<ObjectNode>();
    event
        .payload()
        .path("keys")
        .forEach(one -> {
          var key = SourceKey.parse(one.asString());
          var value = SOURCES.containsKey(key.source()) ? key.value() : key.toString();
          var change = change("item", name(key), StringNode.valueOf(value));
          told.add(withOld(change, MissingNode.getInstance()));
        });
    return told;
  }

  /// One for each part, and one for each attribute of the kind: the new value, and from version 2
  /// on the old one.
  private static List<ObjectNode> changed(Event event) {
    var model = model(event);
    var was = event.payload().path(ItemJson.WAS);
    var told = new ArrayList<ObjectNode>();
    for (var part : event.payload().properties()) {
      if (part.getKey().equals(ATTRIBUTES)) {
        attributes(model, part.getValue(), was.path(ATTRIBUTES), told);
      } else if (!part.getKey().equals(ItemJson.WAS)) {
        var change = change(model, name(model, part.getKey()), part.getValue());
        told.add(withOld(change, was.path(part.getKey())));
      }
    }
    return told;
  }

  private static void attributes(
      String model, JsonNode now, JsonNode before, List<ObjectNode> told) {
    var names = new TreeSet<>(now.propertyNames());
    names.addAll(before.propertyNames());
    for (String name : names) {
      if (!Objects.equals(now.get(name), before.get(name))) {
        told.add(withOld(change(model, name(model, name), now.path(name)), before.path(name)));
      }
    }
  }

  private static ObjectNode change(String model, String attribute, JsonNode now) {
    return Teller.about(model).put("attribute_name", attribute).put("new_value", text(now));
  }

  private static ObjectNode withOld(ObjectNode change, JsonNode before) {
    return change.put("old_value", text(before));
  }

  /// Values are texts, as R has them: JSON where it is more than a word, null where there is none.
  private static @Nullable String text(JsonNode value) {
    if (value.isMissingNode() || value.isNull()) {
      return null;
    }
    return value.isString() ? value.asString() : value.toString();
  }
}
