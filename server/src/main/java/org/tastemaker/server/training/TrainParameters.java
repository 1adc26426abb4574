package org.tastemaker.server.training;

import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.tastemaker.engine.algorithm.Algorithm;
import org.tastemaker.server.json.Json;
import tools.jackson.databind.JsonNode;

/// What a training is asked to do; everything may be left out.
///
/// @param roles whose models to train; all by default
/// @param algorithms another algorithm than the settings' for some roles, or a list to choose from
/// @param seed another seed than the settings'
/// @param search whether algorithms are chosen anew, although what was chosen still holds
public record TrainParameters(
    @Nullable List<ModelRole> roles,
    @Nullable Map<ModelRole, JsonNode> algorithms,
    @Nullable Long seed,
    @Nullable Boolean search) {

  /// @throws IllegalArgumentException with a sentence, when an algorithm cannot be
  public TrainParameters {
    roles = roles == null ? null : List.copyOf(EnumSet.copyOf(nonEmpty(roles)));
    algorithms = algorithms == null ? null : Map.copyOf(algorithms);
    if (algorithms != null) {
      for (var entry : algorithms.entrySet()) {
        var _ = entry.getKey().candidates(entry.getValue());
      }
    }
  }

  private static List<ModelRole> nonEmpty(List<ModelRole> roles) {
    if (roles.isEmpty()) {
      throw new IllegalArgumentException("Name at least one role, or leave roles out for all.");
    }
    return roles;
  }

  /// All roles by the settings.
  public static TrainParameters everything() {
    return new TrainParameters(null, null, null, null);
  }

  /// Some roles by the settings.
  public static TrainParameters ofRoles(List<ModelRole> roles) {
    return roles.size() == ModelRole.values().length
        ? everything()
        : new TrainParameters(roles, null, null, null);
  }

  static TrainParameters of(JsonNode json) {
    return Json.mapper().treeToValue(json, TrainParameters.class);
  }

  /// Whether algorithms are chosen anew.
  boolean searches() {
    return Boolean.TRUE.equals(search);
  }

  /// The candidates of every role to train.
  Map<ModelRole, List<Algorithm>> plan(TrainingSettings settings) {
    var plan = new EnumMap<ModelRole, List<Algorithm>>(ModelRole.class);
    for (var role : roles == null ? List.of(ModelRole.values()) : roles) {
      plan.put(role, settings.candidates(role));
    }
    if (algorithms != null) {
      algorithms.forEach((role, json) -> {
        if (!plan.containsKey(role)) {
          throw new IllegalArgumentException(
              "An algorithm is given for the role %s, which is not to be trained."
                  .formatted(role.label()));
        }
        plan.put(role, role.candidates(json));
      });
    }
    return plan;
  }
}
