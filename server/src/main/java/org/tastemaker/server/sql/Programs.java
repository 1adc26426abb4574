package org.tastemaker.server.sql;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/// Runs programs of the system to their end.
final class Programs {

  private Programs() {}

  /// @param output both streams
  record Result(int exit, String output) {
    boolean succeeded() {
      return exit == 0;
    }
  }

  /// A program that is not there counts as failed.
  static Result run(List<String> command) {
    try {
      Process process = prepare(command).redirectErrorStream(true).start();
      process.getOutputStream().close();
      String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      return new Result(process.waitFor(), output.strip());
    } catch (IOException e) {
      return new Result(127, String.valueOf(e.getMessage()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StorageException(
          "The wait for %s was interrupted.".formatted(command.getFirst()), e);
    }
  }

  /// Without what would change how PostgreSQL behaves: its own variables, and the language of its
  /// messages.
  static ProcessBuilder prepare(List<String> command) {
    var builder = new ProcessBuilder(command);
    Map<String, String> environment = builder.environment();
    environment.keySet().removeIf(name -> name.startsWith("PG") || name.startsWith("LC_"));
    environment.put("LC_ALL", "C");
    return builder;
  }
}
