package org.tastemaker.server.cli;

import java.io.Console;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import org.tastemaker.server.importing.ImportListener;

/// Shows how an import gets on: a bar that is drawn over on a terminal, a line now and then
/// elsewhere.
final class ProgressBar implements ImportListener, AutoCloseable {
  private static final int WIDTH = 30;
  private static final Duration ON_TERMINAL = Duration.ofMillis(200);
  private static final Duration ELSEWHERE = Duration.ofSeconds(5);

  private final PrintWriter out;
  private final boolean terminal;
  private final long start = System.nanoTime();
  private long shown = start;
  private boolean drawn;

  ProgressBar(PrintWriter out) {
    this(out, isTerminal());
  }

  ProgressBar(PrintWriter out, boolean terminal) {
    this.out = out;
    this.terminal = terminal;
  }

  private static boolean isTerminal() {
    return Optional.ofNullable(System.console()).filter(Console::isTerminal).isPresent();
  }

  @Override
  public void progressed(Progress progress) {
    long now = System.nanoTime();
    if (now - shown < (terminal ? ON_TERMINAL : ELSEWHERE).toNanos()) {
      return;
    }
    shown = now;
    String line = line(progress, (now - start) / 1e9);
    if (terminal) {
      out.print("\r" + bar(progress.share()) + line + "\u001b[K");
      drawn = true;
    } else {
      out.println(line);
    }
    out.flush();
  }

  private static String bar(double share) {
    int full = (int) (share * WIDTH);
    return "[" + "#".repeat(full) + ".".repeat(WIDTH - full) + "] ";
  }

  private static String line(Progress progress, double seconds) {
    double left = progress.share() > 0 ? seconds * (1 - progress.share()) / progress.share() : 0;
    return String.format(
        Locale.ROOT,
        "%s %3.0f %%, %,d rows, %,.0f rows/s, %d:%02d left",
        progress.file(),
        progress.share() * 100,
        progress.rows(),
        progress.rows() / seconds,
        (long) left / 60,
        (long) left % 60);
  }

  @Override
  public void stopping() {
    out.println(
        (drawn ? "\n" : "")
            + "Ending the chunk that is being written. The same command again goes on after it.");
    out.flush();
  }

  @Override
  public void close() {
    if (drawn) {
      out.print("\r\u001b[K");
      out.flush();
    }
  }
}
