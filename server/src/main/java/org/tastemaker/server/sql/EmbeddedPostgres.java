package org.tastemaker.server.sql;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/// A PostgreSQL server of our own: one process, its cluster in the data folder, reachable from this
/// machine alone.
final class EmbeddedPostgres implements AutoCloseable {

  static final String USER = "tastemaker";
  static final String CLUSTER = "postgres-" + PostgresBinaries.MAJOR;
  private static final Duration LONGEST_STOP = Duration.ofMinutes(2);

  private final PostgresBinaries binaries;
  private final ServerAccount account;
  private final Path cluster;
  private final PostgresAddress address;
  private final Process process;

  private EmbeddedPostgres(
      PostgresBinaries binaries,
      ServerAccount account,
      Path cluster,
      PostgresAddress address,
      Process process) {
    this.binaries = binaries;
    this.account = account;
    this.cluster = cluster;
    this.address = address;
    this.process = process;
  }

  /// Starts the server on its cluster, which is made at the first start.
  static EmbeddedPostgres start(
      DataFolder folder, PostgresBinaries binaries, Map<String, String> settings) {
    try {
      var account = ServerAccount.choose();
      Path cluster = folder.file(CLUSTER);
      if (!Files.isDirectory(cluster)) {
        create(folder, binaries, account);
      }
      int port = freePort();
      configure(cluster, port, settings);
      String password = Files.readString(folder.file("postgres-password"));
      Process process = launch(folder, binaries, account);
      var address = new PostgresAddress("127.0.0.1", port, "postgres", USER, password);
      var postgres = new EmbeddedPostgres(binaries, account, cluster, address, process);
      postgres.awaitReady(folder);
      return postgres;
    } catch (IOException e) {
      throw new StorageException("PostgreSQL could not be started: " + e.getMessage(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StorageException("The start was interrupted.", e);
    }
  }

  private static void create(DataFolder folder, PostgresBinaries binaries, ServerAccount account)
      throws IOException, InterruptedException {
    Path partial = folder.file(CLUSTER + ".new");
    PostgresBinaries.deleteTree(partial);
    Path password = writeSecret(folder.file("postgres-password"), newPassword());
    run(
        account.command(
            binaries.program("initdb"),
            List.of(
                "-D",
                partial.toString(),
                "-U",
                USER,
                "-A",
                "scram-sha-256",
                "--pwfile=" + password,
                "-E",
                "UTF8",
                "--locale-provider=builtin",
                "--builtin-locale=C.UTF-8",
                "--data-checksums",
                "--no-instructions")));
    Path conf = partial.resolve("postgresql.conf");
    Files.writeString(conf, Files.readString(conf) + "\ninclude = 'tastemaker.conf'\n");
    Files.move(partial, folder.file(CLUSTER));
  }

  private static Path writeSecret(Path file, String secret) throws IOException {
    Files.deleteIfExists(file);
    Files.createFile(
        file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    return Files.writeString(file, secret);
  }

  private static String newPassword() {
    var bytes = new byte[24];
    new SecureRandom().nextBytes(bytes);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  private static int freePort() throws IOException {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private static void configure(Path cluster, int port, Map<String, String> settings)
      throws IOException {
    var all = new TreeMap<>(settings);
    all.put("listen_addresses", "127.0.0.1");
    all.put("port", Integer.toString(port));
    all.put("unix_socket_directories", "");
    all.put("dynamic_shared_memory_type", "mmap");
    String text =
        all.entrySet().stream()
            .map(e -> e.getKey() + " = '" + e.getValue().replace("'", "''") + "'\n")
            .collect(Collectors.joining("", "# Written by Tastemaker at every start.\n", ""));
    Files.writeString(cluster.resolve("tastemaker.conf"), text);
  }

  private static Process launch(DataFolder folder, PostgresBinaries binaries, ServerAccount account)
      throws IOException {
    var command =
        account.command(
            binaries.program("postgres"), List.of("-D", folder.file(CLUSTER).toString()));
    command.addFirst("setsid");
    return new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.appendTo(folder.file("postgres.log").toFile()))
        .start();
  }

  private void awaitReady(DataFolder folder) throws IOException, InterruptedException {
    Path pidFile = cluster.resolve("postmaster.pid");
    while (!isReady(pidFile)) {
      if (process.waitFor(10, TimeUnit.MILLISECONDS)) {
        throw new StorageException(
            "PostgreSQL ended while it started:\n" + tail(folder.file("postgres.log")));
      }
    }
  }

  private boolean isReady(Path pidFile) throws IOException {
    if (!Files.exists(pidFile)) {
      return false;
    }
    List<String> lines = Files.readAllLines(pidFile);
    return lines.size() >= 8
        && lines.getFirst().strip().equals(Long.toString(process.pid()))
        && lines.get(7).strip().equals("ready");
  }

  private static String tail(Path log) throws IOException {
    List<String> lines = Files.readAllLines(log);
    return String.join("\n", lines.subList(Math.max(0, lines.size() - 10), lines.size()));
  }

  private static void run(List<String> command) throws IOException, InterruptedException {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    process.getOutputStream().close();
    String output =
        new String(
            process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
    if (process.waitFor() != 0) {
      throw new IOException(String.join(" ", command) + " failed:\n" + output);
    }
  }

  long pid() {
    return process.pid();
  }

  PostgresAddress address() {
    return address;
  }

  /// Stops the server in order: sessions end, everything is written, the process is gone.
  @Override
  public void close() {
    try {
      run(
          account.command(
              binaries.program("pg_ctl"),
              List.of(
                  "stop",
                  "-D",
                  cluster.toString(),
                  "-m",
                  "fast",
                  "-t",
                  Long.toString(LONGEST_STOP.toSeconds()))));
    } catch (IOException e) {
      throw new StorageException("PostgreSQL could not be stopped: " + e.getMessage(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
