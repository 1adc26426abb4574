package org.tastemaker.server.catalogue;

import java.lang.reflect.RecordComponent;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.tastemaker.server.json.Json;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Which attributes items of a kind have, and what those may be.
///
/// @param schema the same as JSON Schema: as it was declared, where somebody did
public record KindForm(Kind kind, Map<String, Shape> attributes, JsonNode schema) {

  private static final int LONGEST_LIST = 100;

  private static final Map<Kind, Class<? extends Record>> BUILT_IN =
      Map.of(
          Kind.MOVIE, Details.Movie.class,
          Kind.SERIES, Details.Series.class,
          Kind.EPISODE, Details.Episode.class,
          Kind.ANIME, Details.Anime.class,
          Kind.BOOK, Details.Book.class,
          Kind.GAME, Details.Game.class,
          Kind.TRACK, Details.Track.class,
          Kind.APPLICATION, Details.Application.class);

  public KindForm {
    attributes = Collections.unmodifiableMap(new TreeMap<>(attributes));
  }

  /// The form of a kind that comes with the product: the components of its record.
  static KindForm builtIn(Kind kind) {
    var attributes = new TreeMap<String, Shape>();
    for (RecordComponent component : type(kind).getRecordComponents()) {
      attributes.put(component.getName(), shape(component));
    }
    return of(kind, attributes);
  }

  /// A kind of whose items nothing more can be told.
  static KindForm bare(Kind kind) {
    return of(kind, Map.of());
  }

  private static KindForm of(Kind kind, Map<String, Shape> attributes) {
    return new KindForm(kind, attributes, new Shape.Structure(attributes, Set.of()).schema());
  }

  /// The form that somebody declares.
  ///
  /// @throws InvalidItemException naming the part of the schema that is refused
  static KindForm declared(Kind kind, JsonNode schema) {
    return new KindForm(kind, ShapeReader.attributes(schema), schema);
  }

  private static Class<? extends Record> type(Kind kind) {
    return Objects.requireNonNull(BUILT_IN.get(kind), kind::name);
  }

  private static Shape shape(RecordComponent component) {
    var choice = component.getAnnotation(Details.OneOf.class);
    if (choice != null) {
      return new Shape.Choice(List.of(choice.value()));
    }
    Class<?> type = component.getType();
    if (type == Integer.class || type == Long.class) {
      var within = within(component);
      return new Shape.Whole(within.least(), within.most());
    }
    if (type == BigDecimal.class) {
      var within = within(component);
      return new Shape.Decimal(
          BigDecimal.valueOf(within.least()), BigDecimal.valueOf(within.most()));
    }
    if (type == Boolean.class || type == LocalDate.class) {
      return type == Boolean.class ? new Shape.Flag() : new Shape.Day();
    }
    var text = new Shape.Text(component.getAnnotation(Details.Longest.class).value());
    return type == List.class ? new Shape.ListOf(text, LONGEST_LIST) : text;
  }

  private static Details.Within within(RecordComponent component) {
    return component.getAnnotation(Details.Within.class);
  }

  /// The shape of one of the attributes.
  public Optional<Shape> attribute(String name) {
    return Optional.ofNullable(attributes.get(name));
  }

  /// The attribute of that name in whatever spelling: `runtime_minutes` is `runtimeMinutes`.
  public Optional<String> spelled(String name) {
    return attributes.keySet().stream()
        .filter(known -> plain(known).equals(plain(name)))
        .findFirst();
  }

  private static String plain(String name) {
    return name.toLowerCase(java.util.Locale.ROOT).replaceAll("[^a-z0-9]", "");
  }

  /// Refuses attributes that an item of this kind cannot have.
  ///
  /// @throws InvalidItemException naming the attribute
  public void check(Map<String, JsonNode> values) {
    values.forEach((name, value) -> {
      Shape shape = attributes.get(name);
      if (shape == null) {
        throw new InvalidItemException(
            "attributes." + name,
            "An item of kind %s has no such attribute; it has %s."
                .formatted(kind, Shape.names(attributes.keySet())));
      }
      shape.check("attributes." + name, value);
    });
    details(values);
  }

  /// The attributes as the record of their kind.
  Details details(Map<String, JsonNode> values) {
    @Nullable Class<? extends Record> type = BUILT_IN.get(kind);
    if (type == null) {
      return new Details.Declared(kind, values);
    }
    ObjectNode node = Json.mapper().createObjectNode();
    values.forEach(node::set);
    try {
      return (Details) Json.mapper().treeToValue(node, type);
    } catch (JacksonException e) {
      if (e.getCause() instanceof InvalidItemException refused) {
        throw refused;
      }
      throw e;
    }
  }
}
