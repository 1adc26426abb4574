package org.tastemaker.server.training;

import org.tastemaker.engine.algorithm.Run;
import org.tastemaker.server.job.JobContext;

/// A part of a job's way: tells progress from 0 to 1 within it.
record Stage(JobContext job, double from, double to) {

  static Stage whole(JobContext job) {
    return new Stage(job, 0, 1);
  }

  /// A part of this part.
  Stage part(double begin, double end) {
    return new Stage(job, at(begin), at(end));
  }

  private double at(double share) {
    return from + share * (to - from);
  }

  /// Tells progress and stops when cancelled.
  void proceed(double share, String step) {
    job.stopIfCancelled();
    job.progress(at(share), step);
  }

  /// This part as an algorithm's run.
  Run run(String name, int threads, long seed) {
    return new Training(this, name, threads, seed);
  }

  private record Training(Stage stage, String name, int threads, long seed) implements Run {
    @Override
    public void progress(double share, String step) {
      stage.job.progress(stage.at(share), name + " " + step);
    }

    @Override
    public boolean cancelled() {
      return stage.job.cancelled();
    }
  }
}
