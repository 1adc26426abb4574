package org.tastemaker.server.training;

import java.time.Duration;
import org.tastemaker.server.job.Chore;
import org.tastemaker.server.job.Jobs;

/// Asks for a training of the roles that are due. Not while other work runs: an import is better
/// trained on when it is done.
final class TrainingTrigger implements Chore {
  private final Jobs jobs;
  private final TrainingPlanner planner;
  private final Duration every;

  TrainingTrigger(Jobs jobs, TrainingPlanner planner, Duration every) {
    this.jobs = jobs;
    this.planner = planner;
    this.every = every;
  }

  @Override
  public String name() {
    return "look whether a training is due";
  }

  @Override
  public Duration every() {
    return every;
  }

  @Override
  public void run() {
    var plan = planner.plan();
    if (plan.waitsFor() == null && !plan.due().isEmpty()) {
      jobs.request(TrainKind.NAME, TrainParameters.ofRoles(plan.due()), plan.reason());
    }
  }
}
