package org.tastemaker.server.sql;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/// A cluster's folder and the processes that work in it, whoever started them.
///
/// Every process of a PostgreSQL has the cluster's folder as its working directory: that tells them
/// from a stranger who by chance got a number that an old pid file holds.
record Cluster(Path folder) {

  private static final Duration LONGEST_STOP = Duration.ofMinutes(3);
  private static final Duration LONGEST_END = Duration.ofSeconds(20);

  boolean exists() {
    return Files.isDirectory(folder);
  }

  Path pidFile() {
    return folder.resolve("postmaster.pid");
  }

  /// The processes that work in the folder.
  List<Long> processes() {
    if (!exists()) {
      return List.of();
    }
    var found = new ArrayList<Long>();
    try (DirectoryStream<Path> all = Files.newDirectoryStream(Path.of("/proc"), "[1-9]*")) {
      Path real = folder.toRealPath();
      for (Path process : all) {
        if (worksIn(process, real)) {
          found.add(Long.parseLong(process.getFileName().toString()));
        }
      }
    } catch (IOException e) {
      throw new StorageException("The running processes cannot be seen: " + e.getMessage(), e);
    }
    return found;
  }

  private static boolean worksIn(Path process, Path folder) {
    try {
      return Files.readSymbolicLink(process.resolve("cwd")).equals(folder)
          && Files.readString(process.resolve("comm")).startsWith("postgres");
    } catch (IOException e) {
      return false;
    }
  }

  /// The server's main process if it runs.
  OptionalLong postmaster() {
    List<String> lines = pidLines();
    if (lines.isEmpty()) {
      return OptionalLong.empty();
    }
    long pid = Long.parseLong(lines.getFirst().strip());
    return processes().contains(pid) ? OptionalLong.of(pid) : OptionalLong.empty();
  }

  /// Whether that process takes connections.
  boolean isReady(long pid) {
    List<String> lines = pidLines();
    return lines.size() >= 8
        && lines.getFirst().strip().equals(Long.toString(pid))
        && lines.get(7).strip().equals("ready");
  }

  private List<String> pidLines() {
    try {
      return Files.readAllLines(pidFile());
    } catch (NoSuchFileException e) {
      return List.of();
    } catch (IOException e) {
      throw new StorageException("%s cannot be read: %s".formatted(pidFile(), e.getMessage()), e);
    }
  }

  /// Ends whatever works in the folder: a server in order, what a dead server left behind by force.
  /// Takes away a pid file that nobody owns.
  void stop() {
    OptionalLong postmaster = postmaster();
    if (postmaster.isPresent()) {
      signal("INT", List.of(postmaster.getAsLong()));
      if (!awaitNobody(LONGEST_STOP)) {
        signal("QUIT", List.of(postmaster.getAsLong()));
      }
    }
    if (!awaitNobody(LONGEST_END)) {
      signal("KILL", processes());
      awaitNobody(LONGEST_END);
    }
    try {
      Files.deleteIfExists(pidFile());
    } catch (IOException e) {
      throw new StorageException(
          "%s cannot be deleted: %s".formatted(pidFile(), e.getMessage()), e);
    }
  }

  private static void signal(String name, List<Long> pids) {
    if (!pids.isEmpty()) {
      String numbers = String.join(" ", pids.stream().map(String::valueOf).toList());
      Programs.run(List.of("sh", "-c", "kill -" + name + " " + numbers));
    }
  }

  private boolean awaitNobody(Duration longest) {
    long end = System.nanoTime() + longest.toNanos();
    while (!processes().isEmpty()) {
      if (System.nanoTime() > end) {
        return false;
      }
      pause();
    }
    return true;
  }

  static void pause() {
    try {
      Thread.sleep(10);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StorageException("The wait for PostgreSQL was interrupted.", e);
    }
  }
}
