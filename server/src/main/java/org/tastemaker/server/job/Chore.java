package org.tastemaker.server.job;

import java.time.Duration;

/// Something short that one worker does every so often, declared as a bean: look whether a job is
/// due, clear away what is old.
public interface Chore {

  /// Its name, unique.
  String name();

  /// The pause between the end of one run and the next.
  Duration every();

  /// Does it. An exception is logged, and it is tried again after the pause.
  void run();
}
