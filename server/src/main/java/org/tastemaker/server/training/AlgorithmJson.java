package org.tastemaker.server.training;

import java.util.List;
import java.util.TreeSet;
import org.tastemaker.engine.algorithm.Algorithm;
import org.tastemaker.engine.algorithm.Baseline;
import org.tastemaker.engine.algorithm.BayesianMf;
import org.tastemaker.engine.algorithm.BiasedAls;
import org.tastemaker.engine.algorithm.BiasedMf;
import org.tastemaker.engine.algorithm.Blended;
import org.tastemaker.engine.algorithm.Bpr;
import org.tastemaker.engine.algorithm.Ease;
import org.tastemaker.engine.algorithm.GraphFilter;
import org.tastemaker.engine.algorithm.ImplicitAls;
import org.tastemaker.engine.algorithm.ItemKnn;
import org.tastemaker.engine.algorithm.MostPopular;
import org.tastemaker.engine.algorithm.NextItem;
import org.tastemaker.engine.algorithm.RandomOrder;
import org.tastemaker.engine.algorithm.SlopeOne;
import org.tastemaker.engine.algorithm.SoftmaxFactors;
import org.tastemaker.engine.algorithm.SparseEase;
import org.tastemaker.engine.algorithm.Stacked;
import org.tastemaker.engine.algorithm.SvdPlusPlus;
import org.tastemaker.engine.algorithm.UserKnn;
import org.tastemaker.engine.data.PreferenceMapping;
import org.tastemaker.server.http.Nearest;
import org.tastemaker.server.json.Json;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DatabindException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Algorithms as JSON: `{"type": "ImplicitAls", "factors": 64}`, and a blend as `{"type":
/// "Blended", "parts": [{"weight": 0.5, "algorithm": {…}}, …]}`, or with learnt weights `{"type":
/// "Stacked", "parts": [{…}, …]}`. The type is the name of the algorithm's record, its fields are
/// the hyper-parameters; what is left out takes the record's default.
public final class AlgorithmJson {
  private static final List<Algorithm> DEFAULTS =
      List.of(
          new MostPopular(),
          new ImplicitAls(),
          new BiasedMf(),
          new BiasedAls(),
          new BayesianMf(),
          new Baseline(),
          new SlopeOne(),
          new SvdPlusPlus(),
          new ItemKnn(),
          new UserKnn(),
          new GraphFilter(),
          new Ease(),
          new SparseEase(),
          new NextItem(),
          new Bpr(),
          new SoftmaxFactors(),
          new RandomOrder(),
          new Blended(),
          new Stacked());

  private AlgorithmJson() {}

  /// The types there are.
  public static List<String> types() {
    return DEFAULTS.stream().map(AlgorithmJson::type).toList();
  }

  /// The type of an algorithm that was written.
  static String type(JsonNode written) {
    return written.path("type").asString();
  }

  /// The type of an algorithm.
  public static String type(Algorithm algorithm) {
    return algorithm.getClass().getSimpleName();
  }

  /// An algorithm with all its hyper-parameters.
  public static ObjectNode write(Algorithm algorithm) {
    var json = Json.mapper().createObjectNode().put("type", type(algorithm));
    if (algorithm instanceof Blended blended) {
      var parts = json.putArray("parts");
      for (var part : blended.parts()) {
        parts.addObject().put("weight", part.weight()).set("algorithm", write(part.algorithm()));
      }
      return json;
    }
    if (algorithm instanceof Stacked stacked) {
      json.putArray("parts").addAll(stacked.parts().stream().map(AlgorithmJson::write).toList());
      return json.setAll((ObjectNode) Json.mapper().<JsonNode>valueToTree(stacked.learning()));
    }
    return json.setAll((ObjectNode) Json.mapper().<JsonNode>valueToTree(algorithm));
  }

  /// The algorithm that somebody wrote.
  ///
  /// @throws IllegalArgumentException with a sentence, when the type or a field is unknown or a
  ///   value cannot be
  public static Algorithm read(String json) {
    try {
      return read(Json.mapper().readTree(json));
    } catch (JacksonException malformed) {
      throw new IllegalArgumentException(
          "An algorithm is a JSON object such as {\"type\": \"ImplicitAls\"}, not " + json + ".",
          malformed);
    }
  }

  /// One algorithm, or a list of several, that somebody wrote.
  ///
  /// @throws IllegalArgumentException with a sentence, when one cannot be or there is none
  public static List<Algorithm> readAll(JsonNode json) {
    if (!(json instanceof ArrayNode all)) {
      return List.of(read(json));
    }
    if (all.isEmpty()) {
      throw new IllegalArgumentException("A list of algorithms has at least one.");
    }
    return all.values().stream().map(AlgorithmJson::read).distinct().toList();
  }

  /// The algorithm that somebody wrote.
  ///
  /// @throws IllegalArgumentException with a sentence, when the type or a field is unknown or a
  ///   value cannot be
  public static Algorithm read(JsonNode json) {
    if (!(json instanceof ObjectNode object)) {
      throw new IllegalArgumentException(
          "An algorithm is an object such as {\"type\": \"ImplicitAls\"}, not " + json + ".");
    }
    var fields = object.deepCopy();
    var type = fields.remove("type");
    if (type == null || !type.isString()) {
      throw new IllegalArgumentException(
          "An algorithm says its type, one of " + String.join(", ", types()) + ".");
    }
    var defaults = ofType(type.asString());
    if (defaults instanceof Blended) {
      return fields.isEmpty() ? defaults : blended(fields);
    }
    if (defaults instanceof Stacked stacked) {
      return stacked(stacked, fields);
    }
    return overlaid(defaults, fields, type.asString());
  }

  private static Stacked stacked(Stacked defaults, ObjectNode fields) {
    var parts = fields.remove("parts");
    if (parts != null && !(parts instanceof ArrayNode)) {
      throw new IllegalArgumentException("The parts of Stacked are a list of algorithms.");
    }
    return new Stacked(
        parts == null
            ? defaults.parts()
            : parts.values().stream().map(AlgorithmJson::read).toList(),
        overlaid(defaults.learning(), fields, "Stacked beside its parts"));
  }

  private static Blended blended(ObjectNode fields) {
    if (fields.size() != 1 || !(fields.get("parts") instanceof ArrayNode parts)) {
      throw new IllegalArgumentException(
          "Blended has the field \"parts\" alone, a list of objects such as"
              + " {\"weight\": 0.5, \"algorithm\": {\"type\": \"Ease\"}}.");
    }
    return new Blended(parts.values().stream().map(AlgorithmJson::part).toList());
  }

  private static Blended.Part part(JsonNode part) {
    var weight = part.path("weight");
    if (part.size() != 2 || !weight.isNumber() || !part.has("algorithm")) {
      throw new IllegalArgumentException(
          "A part of a blend is an object with weight and algorithm, not " + part + ".");
    }
    return new Blended.Part(read(part.path("algorithm")), weight.doubleValue());
  }

  private static Algorithm ofType(String type) {
    return DEFAULTS.stream()
        .filter(algorithm -> type(algorithm).equals(type))
        .findFirst()
        .orElseThrow(() ->
            new IllegalArgumentException(
                "There is no algorithm \"%s\".%s There are %s."
                    .formatted(type, Nearest.hint(type, types()), String.join(", ", types()))));
  }

  /// A preference mapping from the fields that somebody wrote, the others at their defaults.
  ///
  /// @throws IllegalArgumentException with a sentence
  static PreferenceMapping preference(String json) {
    try {
      return overlaid(
          new PreferenceMapping(),
          (ObjectNode) Json.mapper().readTree(json),
          "The preference mapping");
    } catch (JacksonException | ClassCastException malformed) {
      throw new IllegalArgumentException(
          "A preference mapping is a JSON object such as {\"likedFrom\": 4}, not " + json + ".",
          malformed);
    }
  }

  @SuppressWarnings("unchecked") // the class of the defaults
  private static <T> T overlaid(T defaults, ObjectNode fields, String name) {
    var all = (ObjectNode) Json.mapper().<JsonNode>valueToTree(defaults);
    var known = new TreeSet<>(all.propertyNames());
    for (var field : fields.propertyNames()) {
      if (!known.contains(field)) {
        throw new IllegalArgumentException(
            "%s has no field \"%s\".%s It has %s."
                .formatted(name, field, Nearest.hint(field, known), String.join(", ", known)));
      }
    }
    all.setAll(fields);
    try {
      return (T) Json.mapper().treeToValue(all, defaults.getClass());
    } catch (DatabindException refused) {
      throw new IllegalArgumentException(name + ": " + sentence(refused), refused);
    }
  }

  private static String sentence(DatabindException refused) {
    for (Throwable cause = refused.getCause(); cause != null; cause = cause.getCause()) {
      if (cause instanceof IllegalArgumentException && cause.getMessage() != null) {
        return cause.getMessage();
      }
    }
    var field =
        refused.getPath().isEmpty() ? "a field" : refused.getPath().getLast().getPropertyName();
    return field + " has a value of the wrong type.";
  }
}
