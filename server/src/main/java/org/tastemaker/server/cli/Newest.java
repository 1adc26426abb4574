package org.tastemaker.server.cli;

import picocli.CommandLine.Option;

/// How many of a history a command prints, the newest first.
final class Newest {
  private static final int MOST = 200;

  @Option(
      names = "--limit",
      paramLabel = "N",
      defaultValue = "20",
      description = "At most so many, to 200; 20 when left out.")
  private int limit;

  int limit() {
    if (limit < 1 || limit > MOST) {
      throw new CommandException(ExitCode.USAGE, "--limit is from 1 to " + MOST + ".");
    }
    return limit;
  }
}
