package org.tastemaker.server.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.tastemaker.server.sql.Database;
import org.tastemaker.server.sql.DatabaseOptions;
import org.tastemaker.server.training.TestTastes;

/// A server and its worker as real processes, on an embedded database of their own, and how they
/// die.
final class WorkerProcessTest {
  /// Ample: the worker gives way to whatever else the machine does.
  private static final Duration PATIENCE = Duration.ofMinutes(3);

  private static final Map<String, Object> ENDLESS =
      Map.of(
          "kind",
          "train",
          "parameters",
          Map.of(
              "roles",
              List.of("rating"),
              "algorithms",
              Map.of("rating", Map.of("type", "BiasedMf", "iterations", 10_000, "factors", 1024))));

  private Path folder;
  private Path data;
  private Process server;
  private LiveServer live;

  @BeforeEach
  void serve() throws IOException {
    folder = Files.createTempDirectory("tastemaker worker ");
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
    data = folder.resolve("data");
    server = start();
    live = awaitServer();
    try (var database = Database.attach(DatabaseOptions.of(data, null, null))) {
      TestTastes.fill(database.jdbc(), 120, 80);
    }
  }

  private Process start() throws IOException {
    var command = new ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(
        List.of("--add-modules", "jdk.incubator.vector", "--enable-native-access=ALL-UNNAMED"));
    command.addAll(List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
    command.addAll(List.of("-Duser.home=" + System.getProperty("user.home")));
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), Main.class.getName()));
    command.addAll(List.of("serve", "--port", "0", "--data", data.toString(), "--profile", "test"));
    var builder = new ProcessBuilder(command);
    builder.environment().put("TASTEMAKER_JOB_HEARTBEAT", "300ms");
    builder.environment().put("TASTEMAKER_JOB_DEADAFTER", "1500ms");
    builder.environment().put("TASTEMAKER_TRAINING_CHECK", "1h");
    builder.redirectOutput(Redirect.DISCARD);
    builder.redirectError(Redirect.appendTo(folder.resolve("log").toFile()));
    return builder.start();
  }

  @AfterEach
  void stop() throws IOException, InterruptedException {
    server.destroy();
    if (!server.waitFor(Duration.ofSeconds(60))) {
      server.destroyForcibly().waitFor();
    }
    Database.serve(DatabaseOptions.of(data, null, null)).close(); // ends what a killed server left
    try (var files = Files.walk(folder)) {
      for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    }
  }

  private LiveServer awaitServer() {
    await(() -> LiveServer.on(data).isPresent());
    return LiveServer.on(data).orElseThrow();
  }

  private ProcessHandle worker() {
    await(() -> workers().size() == 1);
    return workers().getFirst();
  }

  private List<ProcessHandle> workers() {
    return server
        .children()
        .filter(child -> child.info().command().orElse("").endsWith("java"))
        .toList();
  }

  private void await(BooleanSupplier condition) {
    var deadline = Instant.now().plus(PATIENCE);
    while (!condition.getAsBoolean()) {
      if (Instant.now().isAfter(deadline)) {
        throw new AssertionError("It did not come to that. The server's log:\n" + log());
      }
      try {
        Thread.sleep(100);
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }
  }

  private String log() {
    try {
      return Files.readString(folder.resolve("log"));
    } catch (IOException e) {
      return e.toString();
    }
  }

  @Test
  void jobOfAKilledWorkerIsTakenOverByTheNext() {
    var job = "/api/v1/jobs/" + live.post("/api/v1/jobs", ENDLESS).path("id").asLong();
    await(() -> live.at(job).path("step").asString("").contains("pass"));
    var first = worker();

    first.destroyForcibly();

    await(() -> live.at(job).path("attempts").asInt() == 2);
    await(() -> live.at(job).path("step").asString("").contains("pass"));
    assertThat(worker().pid()).isNotEqualTo(first.pid());
    assertThat(live.at(job + "/log").toString()).contains("Its worker died");
  }

  @Test
  void workerEndsWithItsKilledServerAndTheJobGoesOnWithTheNext() throws IOException {
    var job = "/api/v1/jobs/" + live.post("/api/v1/jobs", ENDLESS).path("id").asLong();
    await(() -> live.at(job).path("state").asString().equals("running"));
    var worker = worker();

    server.destroyForcibly();

    await(() -> !worker.isAlive());
    Files.deleteIfExists(data.resolve(Server.ADDRESS_FILE));
    server = start();
    live = awaitServer();
    await(() ->
        live.at(job).path("state").asString().equals("running")
            && live.at(job).path("step").asString("").contains("pass"));
  }

  @Test
  void workerGivesWayToOthersAsAProcessAndAsASession() throws IOException {
    var process = Path.of("/proc", Long.toString(worker().pid()));
    assertThat(niceness(process)).isEqualTo(Math.min(19, niceness(Path.of("/proc/self")) + 15));

    assumeThat(process.resolve("autogroup")).exists();
    assertThat(Files.readString(process.resolve("autogroup"))).contains("nice 15");
    assertThat(Files.readString(Path.of("/proc/self/autogroup"))).doesNotContain("nice 15");
  }

  /// The 19th column; the second, the program's name in brackets, may hold blanks.
  private static int niceness(Path process) throws IOException {
    var columns =
        Files.readString(process.resolve("stat")).replaceFirst(".*\\) ", "").split(" ", -1);
    return Integer.parseInt(columns[16]);
  }

  @Test
  void workerStopsInOrderWithItsServer() throws InterruptedException {
    var worker = worker();
    long begun = System.nanoTime();
    server.destroy();
    assertThat(server.waitFor(Duration.ofSeconds(60))).isTrue();
    assertThat(worker.isAlive()).isFalse();
    assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(20));
    assertThat(log()).doesNotContain("ended with", "ERROR");
  }
}
