package org.tastemaker.server.training;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import org.tastemaker.server.access.Needs;
import org.tastemaker.server.access.Permission;
import org.tastemaker.server.http.Example;

/// What would be trained now, over HTTP.
@RestController
@Needs(Permission.JOBS_MANAGE)
@Tag(name = "Jobs")
final class PlanRoutes {
  private final TrainingPlanner planner;

  PlanRoutes(TrainingPlanner planner) {
    this.planner = planner;
  }

  @GetMapping("/api/v1/jobs/plan")
  @Operation(
      summary = "What would be trained now, and why",
      description =
          """
          For each role: what came in since the log position that its newest model has seen, by kind, and whether that is \
          enough by the settings (`tastemaker.training.min-new`, `…min-new-share`, `…min-new-items`, \
          `…thresholds.<role>.<kind>.items` and `.interactions`, `…every`). Workers look every half minute; `waitsFor` says \
          what keeps them from beginning.\
          """)
  @Example(
      call = "GET /api/v1/jobs/plan",
      response =
          """
          {"trainings":[{"role":"ranking","due":true,"reason":"1,204 new interactions","since":100836,
          "trainedAt":"2026-01-31T12:00:00Z","newItems":3,"newInteractions":1204,"kinds":[{"kind":"movie","newItems":3,
          "newInteractions":1204,"interactionsNeeded":5000}]}]}
          """)
  TrainingPlan plan() {
    return planner.plan();
  }
}
