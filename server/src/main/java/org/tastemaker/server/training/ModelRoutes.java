package org.tastemaker.server.training;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.tastemaker.server.access.Caller;
import org.tastemaker.server.access.Needs;
import org.tastemaker.server.access.Permission;
import org.tastemaker.server.http.Example;
import org.tastemaker.server.http.ProblemException;
import org.tastemaker.server.training.RollbackResult.CannotServe;
import org.tastemaker.server.training.RollbackResult.NoSuchModel;
import org.tastemaker.server.training.RollbackResult.NoneBefore;
import org.tastemaker.server.training.RollbackResult.NothingLive;
import org.tastemaker.server.training.RollbackResult.RolledBack;

/// The routes of models.
@RestController
@Needs(Permission.MODELS_MANAGE)
@RequestMapping("/api/v1/models")
@Tag(name = "Models", description = "What was trained, how good it is, and what serves.")
final class ModelRoutes {
  private static final String MODEL =
      "{\"id\": 12, \"role\": \"ranking\", \"algorithm\": {\"type\": \"ImplicitAls\", \"factors\":"
          + " 64}, \"selection\": {\"candidates\": [{\"type\": \"ImplicitAls\"}, {\"type\":"
          + " \"ItemKnn\"}], \"interactions\": 49372, \"metric\": \"ndcg@10\", \"findings\":"
          + " [{\"algorithm\": {\"type\": \"ImplicitAls\"}, \"share\": 1, \"value\": 0.27},"
          + " {\"algorithm\": {\"type\": \"ItemKnn\"}, \"share\": 1, \"value\": 0.25}]},"
          + " \"preference\": {\"likedFrom\": 3.5}, \"logPosition\": 100836, \"seed\": 42,"
          + " \"people\": 610, \"items\": 9724, \"interactions\": 61716, \"metrics\": [{\"metric\":"
          + " \"ndcg@10\", \"model\": {\"value\": 0.28, \"low\": 0.26, \"high\": 0.3},"
          + " \"baseline\": {\"value\": 0.17, \"low\": 0.15, \"high\": 0.18}, \"baselineName\":"
          + " \"popularity\"}], \"accepted\": true, \"verdict\": \"Accepted: its ndcg@10 of 0.2800"
          + " against 0.1700 for popularity.\", \"trainedAt\": \"2026-01-31T12:00:00Z\", \"live\":"
          + " true, \"stored\": true}";

  private final Models models;

  ModelRoutes(Models models) {
    this.models = models;
  }

  /// The history.
  record ModelList(List<TrainedModel> models) {}

  /// Which role to roll back.
  ///
  /// @param model the one to serve; the accepted one before the live one by default
  record Rollback(@JsonProperty(required = true) ModelRole role, @Nullable Long model) {}

  @GetMapping
  @Operation(
      summary = "List models, newest first",
      description =
          "Every model that was trained, those that the gate refused included, with measures on"
              + " held-out interactions and their 95 % intervals, beside popularity's.")
  @Example(
      call = "GET /api/v1/models?role=ranking&limit=5",
      response = "{\"models\": [" + MODEL + "]}")
  ModelList list(
      @RequestParam(required = false) @Nullable String role,
      @RequestParam(defaultValue = "20") int limit) {
    if (limit < 1 || limit > 200) {
      throw ProblemException.invalid("limit", "limit is from 1 to 200.");
    }
    return new ModelList(models.history(role == null ? null : labelled(role), limit));
  }

  private static ModelRole labelled(String role) {
    try {
      return ModelRole.labelled(role);
    } catch (IllegalArgumentException unknown) {
      throw ProblemException.invalid("role", String.valueOf(unknown.getMessage()));
    }
  }

  @GetMapping("/{id}")
  @Operation(summary = "One model")
  @Example(call = "GET /api/v1/models/12", response = MODEL)
  TrainedModel one(@PathVariable long id) {
    return models.find(id).orElseThrow(() -> noSuchModel(id));
  }

  @PostMapping("/rollback")
  @Operation(
      summary = "Let an earlier model serve again",
      description =
          "The newest accepted model before the live one, or the one named. All servers swap it in"
              + " within a moment.")
  @Example(request = "{\"role\": \"ranking\"}", response = MODEL)
  TrainedModel rollBack(@RequestBody Rollback rollback, Caller caller) {
    var role = rollback.role();
    return switch (models.rollBack(role, Optional.ofNullable(rollback.model()), caller.person())) {
      case RolledBack(_, var to) -> models.find(to.id()).orElseThrow();
      case NothingLive _ ->
          throw ProblemException.conflict(
              "no-live-model", "No model of the role " + role.label() + " serves yet.");
      case NoneBefore(var live) ->
          throw ProblemException.conflict(
              "no-earlier-model", "There is no accepted model before model " + live + ".");
      case NoSuchModel _ ->
          throw ProblemException.notFound(
              "no-such-model",
              "There is no model %d of the role %s.".formatted(rollback.model(), role.label()));
      case CannotServe(var reason) -> throw ProblemException.conflict("model-cannot-serve", reason);
    };
  }

  private static ProblemException noSuchModel(long id) {
    return ProblemException.notFound("no-such-model", "There is no model " + id + ".");
  }
}
