package org.tastemaker.server.cli;

import java.io.Console;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.Optional;
import org.tastemaker.server.job.Job;

/// Shows how a job gets on: a bar that is drawn over on a terminal, a line for every new step
/// elsewhere, without the numbers that would make a line of every sweep.
final class JobProgress implements AutoCloseable {
  private static final int WIDTH = 30;

  private final PrintWriter out;
  private final boolean terminal;
  private String shown = "";

  JobProgress(PrintWriter out) {
    this.out = out;
    this.terminal = Optional.ofNullable(System.console()).filter(Console::isTerminal).isPresent();
  }

  void show(Job job) {
    if (terminal) {
      draw(job);
    } else {
      tell(job);
    }
    out.flush();
  }

  private void draw(Job job) {
    int full = (int) (job.progress() * WIDTH);
    out.print(
        String.format(
            Locale.ROOT,
            "\r[%s%s] %3.0f %% %s\u001b[K",
            "#".repeat(full),
            ".".repeat(WIDTH - full),
            100 * job.progress(),
            said(job)));
  }

  private void tell(Job job) {
    var stage = said(job).replaceAll(" \\d+ of \\d+", "");
    if (!stage.equals(shown)) {
      shown = stage;
      out.println(String.format(Locale.ROOT, "%3.0f %% %s", 100 * job.progress(), stage));
    }
  }

  private static String said(Job job) {
    return job.state().ended() || job.step().isEmpty() ? job.state().label() : job.step();
  }

  /// Leaves the line clean.
  @Override
  public void close() {
    if (terminal) {
      out.print("\r\u001b[K");
      out.flush();
    }
  }
}
