package org.tastemaker.server.cli;

import org.jspecify.annotations.Nullable;

/// Ends a command with a sentence and an exit code.
final class CommandException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final ExitCode code;

  CommandException(ExitCode code, String sentence) {
    this(code, sentence, null);
  }

  CommandException(ExitCode code, String sentence, @Nullable Throwable cause) {
    super(sentence, cause);
    this.code = code;
  }

  ExitCode code() {
    return code;
  }
}
