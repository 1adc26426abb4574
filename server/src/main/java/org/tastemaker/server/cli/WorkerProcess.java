package org.tastemaker.server.cli;

import java.io.File;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The worker that a server has beside it: a process of its own with a low priority, so that
/// serving keeps its latency and memory. It is started again when it dies, ever more patiently, and
/// ends with the server however that ends.
final class WorkerProcess implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(WorkerProcess.class);
  private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
  private static final Duration LONGEST_PAUSE = Duration.ofMinutes(1);
  private static final Duration HEALTHY = Duration.ofMinutes(1);
  private static final Duration STOPPING = Duration.ofSeconds(20);
  private static final String NICENESS = "15";

  /// What of this process's options makes no sense for another.
  private static final List<String> OWN_OPTIONS =
      List.of(
          "-XX:AOTCacheOutput", "-XX:AOTMode", "-XX:AOTConfiguration", "-agentlib", "-javaagent");

  private final List<String> command;
  private final @Nullable Object databaseUrl;
  private @Nullable Process process;
  private @Nullable Thread keeper;
  private boolean closed;

  WorkerProcess(Settings settings, Path data) {
    this.command = command(settings, data);
    this.databaseUrl = settings.given().get("tastemaker.database.url");
  }

  private static List<String> command(Settings settings, Path data) {
    var command = new ArrayList<String>();
    command.addAll(givingWay());
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
        .filter(option -> OWN_OPTIONS.stream().noneMatch(option::startsWith))
        .forEach(command::add);
    command.addAll(
        List.of("-cp", System.getProperty("java.class.path"), Main.class.getName(), "worker"));
    command.addAll(List.of("--child", "--data", data.toString()));
    command.addAll(List.of("--profile", settings.profile().lowerCase()));
    if (settings.config() != null) {
      command.addAll(List.of("--config", settings.config().toString()));
    }
    return command;
  }

  /// What starts a process that gives way to others. Linux may share the processor among sessions
  /// first, and heed niceness only between the processes of one: so it gets a session of its own,
  /// and that is nice, too.
  private static List<String> givingWay() {
    var nice = program("nice").map(path -> List.of(path, "-n", NICENESS)).orElse(List.of());
    var setsid = program("setsid");
    if (setsid.isEmpty() || !Files.isWritable(Path.of("/proc/self/autogroup"))) {
      return nice;
    }
    var script = "{ echo %s >/proc/self/autogroup; } 2>/dev/null; exec \"$@\"".formatted(NICENESS);
    var command = new ArrayList<>(List.of(setsid.get(), "sh", "-c", script, "sh"));
    command.addAll(nice);
    return command;
  }

  private static Optional<String> program(String name) {
    return Arrays.stream(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
        .map(folder -> Path.of(folder, name))
        .filter(Files::isExecutable)
        .map(Path::toString)
        .findFirst();
  }

  /// Starts the process and keeps it running.
  void start() {
    keeper = Thread.ofPlatform().name("worker-keeper").daemon().start(this::keep);
  }

  private void keep() {
    var pause = FIRST_PAUSE;
    try {
      while (true) {
        long begun = System.nanoTime();
        var worker = launch();
        if (worker == null) {
          return;
        }
        int code = worker.waitFor();
        if (isClosed()) {
          return;
        }
        boolean wasHealthy = System.nanoTime() - begun > HEALTHY.toNanos();
        pause = wasHealthy ? FIRST_PAUSE : pause;
        LOG.warn("The worker ended with {}; another starts in {} s", code, pause.toSeconds());
        Thread.sleep(pause);
        pause =
            pause.multipliedBy(2).compareTo(LONGEST_PAUSE) < 0
                ? pause.multipliedBy(2)
                : LONGEST_PAUSE;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (IOException e) {
      LOG.error("No worker can be started, so nothing is trained; start ./tastemaker worker", e);
    }
  }

  private synchronized @Nullable Process launch() throws IOException {
    if (closed) {
      return null;
    }
    var builder = new ProcessBuilder(command);
    builder.redirectError(Redirect.INHERIT).redirectOutput(Redirect.DISCARD);
    if (databaseUrl != null) {
      builder.environment().put("TASTEMAKER_DATABASE_URL", databaseUrl.toString());
      builder.environment().remove("TASTEMAKER_DATABASE_URL" + SecretSettings.FILE);
    }
    var started = builder.start();
    process = started;
    LOG.info("Worker process {} started", started.pid());
    return started;
  }

  private synchronized boolean isClosed() {
    return closed;
  }

  /// Ends the worker in order: a job that it runs waits for the next one.
  @Override
  public void close() {
    Process last;
    synchronized (this) {
      closed = true;
      last = process;
    }
    if (keeper != null) {
      keeper.interrupt();
    }
    if (last == null) {
      return;
    }
    try {
      last.getOutputStream().close();
      if (!last.waitFor(STOPPING.toMillis(), TimeUnit.MILLISECONDS)) {
        last.destroyForcibly();
      }
    } catch (IOException e) {
      last.destroyForcibly();
    } catch (InterruptedException e) {
      last.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
