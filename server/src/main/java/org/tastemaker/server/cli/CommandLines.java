package org.tastemaker.server.cli;

import java.net.BindException;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.web.server.PortInUseException;
import org.tastemaker.server.http.ProblemException;
import org.tastemaker.server.importing.ImportException;
import org.tastemaker.server.sql.StorageException;
import picocli.CommandLine;

/// The third edge of the program, beside HTTP and jobs: exceptions become a sentence and an exit
/// code here. `TASTEMAKER_TRACE=true` adds the stack.
final class CommandLines {
  private CommandLines() {}

  static CommandLine of(Object command) {
    var line = new CommandLine(command);
    line.setCaseInsensitiveEnumValuesAllowed(true);
    line.setUsageHelpAutoWidth(true);
    line.setExecutionExceptionHandler((thrown, failed, parsed) -> report(thrown, failed));
    return line;
  }

  private static int report(Throwable thrown, CommandLine failed) {
    if (isStopping()) {
      return ExitCode.FAILED.code(); // what failed was only cut short
    }
    var told = told(thrown);
    failed.getErr().println("tastemaker: " + told.getMessage());
    if (told.code() == ExitCode.FAILED || "true".equals(System.getenv("TASTEMAKER_TRACE"))) {
      thrown.printStackTrace(failed.getErr());
    }
    failed.getErr().flush();
    return told.code().code();
  }

  /// Whether the program was told to stop, by Ctrl-C for one.
  private static boolean isStopping() {
    try {
      var hook = new Thread(() -> {});
      Runtime.getRuntime().addShutdownHook(hook);
      Runtime.getRuntime().removeShutdownHook(hook);
      return false;
    } catch (IllegalStateException e) {
      return true;
    }
  }

  private static CommandException told(Throwable thrown) {
    @Nullable Throwable cause = thrown;
    while (cause != null) {
      var known = known(cause);
      if (known.isPresent()) {
        return known.get();
      }
      cause = cause.getCause();
    }
    return new CommandException(
        ExitCode.FAILED, "failed: " + Optional.ofNullable(thrown.getMessage()).orElse("no reason"));
  }

  private static Optional<CommandException> known(Throwable thrown) {
    var sentence = String.valueOf(thrown.getMessage());
    return switch (thrown) {
      case CommandException told -> Optional.of(told);
      case SettingsException wrong -> Optional.of(new CommandException(ExitCode.USAGE, sentence));
      case StorageException gone ->
          Optional.of(new CommandException(ExitCode.UNAVAILABLE, sentence));
      case ImportException refused -> Optional.of(new CommandException(ExitCode.REFUSED, sentence));
      case ProblemException refused ->
          Optional.of(new CommandException(ExitCode.REFUSED, sentence));
      case PortInUseException taken -> Optional.of(Ports.taken(taken.getPort()));
      case BindException bind -> Optional.of(new CommandException(ExitCode.UNAVAILABLE, sentence));
      case CancellationException cancelled ->
          Optional.of(new CommandException(ExitCode.REFUSED, "cancelled"));
      default -> Optional.empty();
    };
  }
}
