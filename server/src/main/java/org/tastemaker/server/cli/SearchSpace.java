package org.tastemaker.server.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.tastemaker.engine.algorithm.Algorithm;
import org.tastemaker.server.json.Json;
import org.tastemaker.server.training.AlgorithmJson;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Algorithms of which some fields are open: `[32, 64]` for one of some values, `{"from": 0.001,
/// "to": 0.1, "scale": "log", "steps": 4}` for a range, whole numbers where both ends are. In a
/// blend the weights and the fields of the parts may be open. A file holds one such algorithm or a
/// list of them.
final class SearchSpace {
  private static final int MOST = 10_000;
  private static final int STEPS = 5;

  private final String where;
  private final List<JsonNode> spaces;

  private SearchSpace(String where, List<JsonNode> spaces) {
    this.where = where;
    this.spaces = List.copyOf(spaces);
  }

  /// Reads a file.
  ///
  /// @throws IllegalArgumentException with a sentence, when it is no JSON or holds no algorithm
  static SearchSpace read(Path file) {
    try {
      JsonNode json = Json.mapper().readTree(Files.readString(file));
      var spaces = json.isArray() ? List.copyOf(json.values()) : List.of(json);
      if (spaces.isEmpty()) {
        throw new IllegalArgumentException(file + ": there is no algorithm in it.");
      }
      return new SearchSpace(file.toString(), spaces);
    } catch (IOException e) {
      throw new CommandException(
          ExitCode.REFUSED, "%s cannot be read: %s.".formatted(file, e.getMessage()), e);
    } catch (JacksonException e) {
      throw new IllegalArgumentException(
          "%s, line %d: this is no JSON such as {\"type\": \"ImplicitAls\", \"factors\": [32, 64]}."
              .formatted(file, e.getLocation().getLineNr()),
          e);
    }
  }

  /// All combinations; ranges are taken in their steps.
  ///
  /// @throws IllegalArgumentException with a sentence, when one cannot be or there are too many
  List<Algorithm> grid() {
    List<Algorithm> all = new ArrayList<>();
    for (var space : spaces) {
      var odometer = new Odometer();
      do {
        all.add(algorithm(space, odometer));
        if (all.size() > MOST) {
          throw new IllegalArgumentException(
              "%s has more than %,d combinations; --trials draws some of them."
                  .formatted(where, MOST));
        }
      } while (odometer.turn());
    }
    return all.stream().distinct().toList();
  }

  /// So many algorithms drawn at random, from each space as many; fewer where some come twice.
  ///
  /// @throws IllegalArgumentException with a sentence, when one cannot be
  List<Algorithm> draw(int count, long seed) {
    var random = new SplittableRandom(seed);
    List<Algorithm> drawn = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      drawn.add(algorithm(spaces.get(i % spaces.size()), choice -> choice.draw(random)));
    }
    return drawn.stream().distinct().toList();
  }

  private Algorithm algorithm(JsonNode space, Picker picker) {
    try {
      return AlgorithmJson.read(filled(space, picker));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(where + ": " + e.getMessage(), e);
    }
  }

  private interface Picker {
    JsonNode pick(Choice choice);
  }

  /// Goes through all combinations, the first choice turning fastest.
  private static final class Odometer implements Picker {
    private final List<Integer> digits = new ArrayList<>();
    private final List<Integer> sizes = new ArrayList<>();
    private int at;

    @Override
    public JsonNode pick(Choice choice) {
      if (at == digits.size()) {
        digits.add(0);
        sizes.add(choice.size());
      }
      return choice.at(digits.get(at++));
    }

    /// Goes on to the next combination, if there is one.
    boolean turn() {
      at = 0;
      for (int i = 0; i < digits.size(); i++) {
        int next = digits.get(i) + 1;
        digits.set(i, next < sizes.get(i) ? next : 0);
        if (next < sizes.get(i)) {
          return true;
        }
      }
      return false;
    }
  }

  private static JsonNode filled(JsonNode space, Picker picker) {
    if (!(space instanceof ObjectNode open)) {
      return space;
    }
    var closed = Json.mapper().createObjectNode();
    open.forEachEntry((name, value) -> closed.set(name, value(name, value, picker)));
    return closed;
  }

  private static JsonNode value(String name, JsonNode value, Picker picker) {
    if (value instanceof ArrayNode list && name.equals("parts")) {
      var parts = Json.mapper().createArrayNode();
      list.values().forEach(part -> parts.add(filled(part, picker)));
      return parts;
    }
    if (name.equals("algorithm")) {
      return filled(value, picker);
    }
    return switch (value) {
      case ArrayNode list -> picker.pick(OneOf.of(name, list));
      case ObjectNode range -> picker.pick(Range.of(name, range));
      default -> value;
    };
  }

  private sealed interface Choice {
    int size();

    JsonNode at(int index);

    JsonNode draw(SplittableRandom random);
  }

  private record OneOf(List<JsonNode> values) implements Choice {
    static OneOf of(String name, ArrayNode list) {
      if (list.isEmpty()) {
        throw new IllegalArgumentException("there is nothing to choose from in " + name + ".");
      }
      return new OneOf(List.copyOf(list.values()));
    }

    @Override
    public int size() {
      return values.size();
    }

    @Override
    public JsonNode at(int index) {
      return values.get(index);
    }

    @Override
    public JsonNode draw(SplittableRandom random) {
      return values.get(random.nextInt(values.size()));
    }
  }

  private record Range(double from, double to, boolean logarithmic, boolean whole, int steps)
      implements Choice {
    static Range of(String name, ObjectNode range) {
      for (String field : range.propertyNames()) {
        if (!List.of("from", "to", "scale", "steps").contains(field)) {
          throw new IllegalArgumentException(
              "%s has no field \"%s\": a range has from, to, scale and steps."
                  .formatted(name, field));
        }
      }
      var from = range.path("from");
      var to = range.path("to");
      String scale = range.path("scale").asString("linear");
      boolean logarithmic = scale.equals("log");
      int steps = range.path("steps").asInt(STEPS);
      if (!from.isNumber()
          || !to.isNumber()
          || !(from.asDouble() < to.asDouble())
          || (logarithmic && !(from.asDouble() > 0))
          || !(logarithmic || scale.equals("linear"))
          || steps < 2
          || steps > MOST) {
        throw new IllegalArgumentException(
            "%s is a range such as {\"from\": 0.001, \"to\": 0.1, \"scale\": \"log\", \"steps\": 4}, not %s."
                .formatted(name, range));
      }
      boolean whole = from.isIntegralNumber() && to.isIntegralNumber();
      return new Range(from.asDouble(), to.asDouble(), logarithmic, whole, steps);
    }

    @Override
    public int size() {
      return steps;
    }

    @Override
    public JsonNode at(int index) {
      return number(index / (double) (steps - 1));
    }

    @Override
    public JsonNode draw(SplittableRandom random) {
      return number(random.nextDouble());
    }

    private JsonNode number(double share) {
      double value = logarithmic ? from * Math.pow(to / from, share) : from + share * (to - from);
      double inside = Math.clamp(value, from, to);
      var nodes = Json.mapper().getNodeFactory();
      return whole ? nodes.numberNode(Math.round(inside)) : nodes.numberNode(inside);
    }
  }
}
