package org.tastemaker.server.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/// Starts the server on a data folder that is thrown away, asks it a few things and stops it: what
/// the launcher records to make later starts quick.
@Command(name = "rehearse", hidden = true, description = "Starts and stops, for the launcher.")
final class RehearseCommand implements Callable<Integer> {
  private static final List<String> QUESTIONS =
      List.of("/api/v1/health/ready", "/api/v1/items?limit=5", "/api/v1/models", "/");

  RehearseCommand() {}

  @Override
  public Integer call() throws IOException {
    var folder = Files.createTempDirectory("tastemaker-rehearsal");
    try {
      rehearse(Where.in(folder).with("tastemaker.port", 0).with("tastemaker.worker", false));
    } finally {
      delete(folder);
    }
    return ExitCode.DONE.code();
  }

  private static void rehearse(Settings settings) {
    try (var server = Server.start(settings)) {
      var live = LiveServer.on(server.dataFolder()).orElseThrow();
      for (var question : QUESTIONS) {
        live.ask(question);
      }
    }
  }

  private static void delete(Path folder) throws IOException {
    try (var files = Files.walk(folder)) {
      for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
