package org.tastemaker.server.training;

import java.util.Arrays;
import java.util.stream.Collectors;
import org.tastemaker.server.http.HealthCheck;

/// Tells which models serve on this node. Never down: without a model there is still what everybody
/// likes.
final class ModelHealth implements HealthCheck {
  private final LiveModels live;

  ModelHealth(LiveModels live) {
    this.live = live;
  }

  @Override
  public String name() {
    return "models";
  }

  @Override
  public boolean isVital() {
    return false;
  }

  @Override
  public Result check() {
    var serving =
        Arrays.stream(ModelRole.values())
            .flatMap(role -> live.of(role).stream())
            .map(model -> model.role().label() + " " + model.id())
            .collect(Collectors.joining(", "));
    return Result.up(
        serving.isEmpty() ? "none yet; train with ./tastemaker train" : "serving " + serving);
  }
}
