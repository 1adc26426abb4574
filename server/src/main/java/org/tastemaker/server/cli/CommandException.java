package org.tastemaker.server.cli;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.tastemaker.server.sql.StorageException;

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

  /// Does what storage may refuse for reasons that lie in what was asked for.
  static <T> T refusing(Supplier<T> work) {
    try {
      return work.get();
    } catch (StorageException e) {
      throw new CommandException(ExitCode.REFUSED, String.valueOf(e.getMessage()), e);
    }
  }
}
