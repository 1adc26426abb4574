package org.tastemaker.server.sql;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A PostgreSQL server of our own: its cluster lies in the data folder, it listens on this
/// machine's loopback alone and runs in a session of its own, so that a terminal's Ctrl-C does not
/// end it before us.
final class EmbeddedPostgres implements AutoCloseable {

  static final String USER = "tastemaker";
  static final String CLUSTER = "postgres-" + PostgresBinaries.MAJOR;
  private static final Logger LOG = LoggerFactory.getLogger(EmbeddedPostgres.class);
  private static final String PARTIAL = CLUSTER + ".new-";
  private static final String PASSWORD = "postgres-password";
  private static final String SERVER_LOG = "postgres.log";
  private static final long LONGEST_LOG = 10 << 20;
  private static final int TRIES_FOR_A_PORT = 5;

  private final Cluster cluster;
  private final PostgresAddress address;
  private final long pid;

  private EmbeddedPostgres(Cluster cluster, PostgresAddress address, long pid) {
    this.cluster = cluster;
    this.address = address;
    this.pid = pid;
  }

  /// Starts the server on its cluster, which is made at the first start. Whatever an earlier
  /// process left running there is ended first; what it left half-written PostgreSQL puts right. It
  /// listens where it did the last time if that port is still free.
  static EmbeddedPostgres start(DataFolder folder, Map<String, String> settings) {
    try {
      return start(PostgresInstallation.choose(folder), settings);
    } catch (IOException e) {
      throw new StorageException(
          "PostgreSQL could not be unpacked for %s: %s".formatted(folder, e.getMessage()), e);
    }
  }

  static EmbeddedPostgres start(PostgresInstallation programs, Map<String, String> settings) {
    DataFolder folder = programs.folder();
    long begin = System.nanoTime();
    try {
      var cluster = new Cluster(folder.file(CLUSTER));
      refuseOtherMajor(folder, cluster);
      cluster.stop();
      EmbeddedPostgres started = new Start(programs, cluster, settings).run();
      LOG.atInfo()
          .addKeyValue("pid", started.pid)
          .log(
              "PostgreSQL runs on {} after {} ms",
              started.address.url(),
              Duration.ofNanos(System.nanoTime() - begin).toMillis());
      return started;
    } catch (IOException e) {
      throw new StorageException(
          "PostgreSQL could not be started in %s: %s".formatted(folder, e.getMessage()), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StorageException("The start of PostgreSQL was interrupted.", e);
    }
  }

  /// Takes over a server that an earlier process left running.
  static EmbeddedPostgres adopt(DataFolder folder, PostgresAddress address) {
    var cluster = new Cluster(folder.file(CLUSTER));
    return new EmbeddedPostgres(cluster, address, cluster.postmaster().orElseThrow());
  }

  private static void refuseOtherMajor(DataFolder folder, Cluster cluster) throws IOException {
    if (cluster.exists()) {
      return;
    }
    try (var others = Files.newDirectoryStream(folder.path(), "postgres-[0-9]*")) {
      for (Path other : others) {
        if (other.getFileName().toString().matches("postgres-\\d+")) {
          throw new StorageException(
              "%s is of another PostgreSQL than this program's %d. Write a backup with the program that made it, and restore that into a new data folder."
                  .formatted(other, PostgresBinaries.MAJOR));
        }
      }
    }
  }

  static Path passwordFile(DataFolder folder) {
    return folder.file(PASSWORD);
  }

  long pid() {
    return pid;
  }

  /// The server, by its database `postgres`.
  PostgresAddress address() {
    return address;
  }

  /// Stops the server in order: sessions end, everything is written, the processes are gone.
  @Override
  public void close() {
    cluster.stop();
  }

  /// What one start works with.
  private static final class Start {
    private final DataFolder folder;
    private final Cluster cluster;
    private final Map<String, String> settings;
    private final PostgresInstallation programs;

    Start(PostgresInstallation programs, Cluster cluster, Map<String, String> settings) {
      this.folder = programs.folder();
      this.cluster = cluster;
      this.settings = settings;
      this.programs = programs;
    }

    EmbeddedPostgres run() throws IOException, InterruptedException {
      if (!cluster.exists()) {
        create();
      }
      if (!Files.exists(folder.file(PASSWORD))) {
        replacePassword();
      }
      rotateLog();
      int last = lastPort();
      int port = isFree(last) ? last : freePort();
      for (int tries = 1; ; tries++) {
        configure(port);
        Process process = launch();
        if (becomesReady(process)) {
          return started(port, process);
        }
        if (tries == TRIES_FOR_A_PORT || !tail().contains("could not bind")) {
          throw new StorageException("PostgreSQL ended while it started:\n" + tail());
        }
        port = freePort();
      }
    }

    private EmbeddedPostgres started(int port, Process process) throws IOException {
      String password = Files.readString(folder.file(PASSWORD));
      return new EmbeddedPostgres(
          cluster, PostgresAddress.local(port, "postgres", USER, password), process.pid());
    }

    private void create() throws IOException {
      forgetBrokenOff();
      Path partial = programs.emptyFolder(PARTIAL + UUID.randomUUID());
      String password = newPassword();
      folder.writeSecret(PASSWORD, password);
      folder.writeSecret(PASSWORD + ".new", password);
      Path handed = folder.file(PASSWORD + ".new");
      try {
        programs.account().own(handed);
        programs.run(
            "initdb",
            List.of(
                "-D",
                partial.toString(),
                "-U",
                USER,
                "-A",
                "scram-sha-256",
                "--pwfile=" + handed,
                "-E",
                "UTF8",
                "--locale=C",
                "--locale-provider=builtin",
                "--builtin-locale=C.UTF-8",
                "--data-checksums",
                "--no-instructions"));
      } finally {
        Files.delete(handed);
      }
      Path conf = partial.resolve("postgresql.conf");
      Files.writeString(conf, Files.readString(conf) + "\ninclude = 'tastemaker.conf'\n");
      Files.move(partial, cluster.folder(), StandardCopyOption.ATOMIC_MOVE);
    }

    /// The `initdb` of a start that was killed may still be at work: it gets no folder of the same
    /// name, and what resists now is deleted by a later start.
    private void forgetBrokenOff() throws IOException {
      try (var partials = Files.newDirectoryStream(folder.path(), PARTIAL + "*")) {
        for (Path partial : partials) {
          PostgresBinaries.deleteTree(partial);
        }
      } catch (UncheckedIOException e) {
        LOG.atWarn().log("The rest of a start that broke off stays for now: {}", e.getMessage());
      }
    }

    /// Single-user mode asks for no password.
    private void replacePassword() throws IOException, InterruptedException {
      LOG.atWarn().log("{} is gone: a new password is set", folder.file(PASSWORD));
      configure(freePort());
      String password = newPassword();
      Process process =
          Programs.prepare(
                  programs.command(
                      "postgres",
                      List.of("--single", "-D", cluster.folder().toString(), "postgres")))
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.appendTo(folder.file(SERVER_LOG).toFile()))
              .start();
      try (var input = process.outputWriter(StandardCharsets.UTF_8)) {
        input.write("alter role " + USER + " password '" + password + "'\n");
      }
      if (process.waitFor() != 0) {
        throw new StorageException("PostgreSQL took no new password:\n" + tail());
      }
      folder.writeSecret(PASSWORD, password);
    }

    private void configure(int port) throws IOException {
      var all = new TreeMap<>(settings);
      all.put("listen_addresses", "127.0.0.1");
      all.put("port", Integer.toString(port));
      all.put("unix_socket_directories", "");
      all.put("dynamic_shared_memory_type", "mmap");
      all.put("timezone", "UTC");
      all.put("log_timezone", "UTC");
      String text =
          all.entrySet().stream()
              .map(e -> e.getKey() + " = '" + e.getValue().replace("'", "''") + "'\n")
              .collect(Collectors.joining("", "# Written by Tastemaker at every start.\n", ""));
      Files.writeString(conf(), text);
      programs.account().own(conf());
    }

    private int lastPort() throws IOException {
      if (!Files.exists(conf())) {
        return 0;
      }
      var port = Pattern.compile("(?m)^port = '(\\d{1,5})'$").matcher(Files.readString(conf()));
      return port.find() ? Integer.parseInt(port.group(1)) : 0;
    }

    private Path conf() {
      return cluster.folder().resolve("tastemaker.conf");
    }

    private Process launch() throws IOException {
      List<String> command =
          programs.command("postgres", List.of("-D", cluster.folder().toString()));
      command.addFirst("setsid");
      return Programs.prepare(command)
          .redirectErrorStream(true)
          .redirectOutput(ProcessBuilder.Redirect.appendTo(folder.file(SERVER_LOG).toFile()))
          .start();
    }

    private boolean becomesReady(Process process) throws InterruptedException {
      long patience = System.nanoTime() + Duration.ofSeconds(10).toNanos();
      while (!cluster.isReady(process.pid())) {
        if (process.waitFor(10, TimeUnit.MILLISECONDS)) {
          return false;
        }
        if (System.nanoTime() > patience) {
          LOG.atInfo().log("PostgreSQL puts right what the last stop left; this may take a while");
          patience = Long.MAX_VALUE;
        }
      }
      return true;
    }

    private String tail() throws IOException {
      List<String> lines = Files.readAllLines(folder.file(SERVER_LOG), StandardCharsets.ISO_8859_1);
      return String.join("\n", lines.subList(Math.max(0, lines.size() - 8), lines.size()));
    }

    private void rotateLog() throws IOException {
      Path log = folder.file(SERVER_LOG);
      if (Files.exists(log) && Files.size(log) > LONGEST_LOG) {
        Files.move(log, folder.file(SERVER_LOG + ".1"), StandardCopyOption.REPLACE_EXISTING);
      }
    }
  }

  private static String newPassword() {
    var bytes = new byte[24];
    new SecureRandom().nextBytes(bytes);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  private static boolean isFree(int port) {
    if (port == 0) {
      return false;
    }
    try (var _ = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  private static int freePort() throws IOException {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
