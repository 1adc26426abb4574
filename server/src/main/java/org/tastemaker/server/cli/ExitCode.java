package org.tastemaker.server.cli;

/// What a command tells the shell. Listed in `--help` of the program.
enum ExitCode {
  DONE(0),
  FAILED(1),
  USAGE(2),
  REFUSED(3),
  UNAVAILABLE(4);

  private final int code;

  ExitCode(int code) {
    this.code = code;
  }

  int code() {
    return code;
  }
}
