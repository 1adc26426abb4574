package org.tastemaker.server.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// `sslmode=verify-full`, as an outside database in production has it: the way is encrypted, and
/// the database must show that it is the one.
final class TlsToTheDatabaseTest {
  private static Path folder;
  private static EmbeddedPostgres server;

  @BeforeAll
  static void start() throws Exception {
    folder = Files.createTempDirectory("tastemaker-tls-");
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
    certificate("own");
    certificate("another");
    server =
        EmbeddedPostgres.start(
            DataFolder.open(folder.resolve("data")),
            Map.of(
                "ssl", "on",
                "ssl_cert_file", folder.resolve("own.crt").toString(),
                "ssl_key_file", folder.resolve("own.key").toString()));
  }

  private static void certificate(String name) throws Exception {
    var command =
        new ArrayList<>(
            List.of("openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2"));
    command.addAll(List.of("-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost"));
    command.addAll(List.of("-keyout", folder.resolve(name + ".key").toString()));
    command.addAll(List.of("-out", folder.resolve(name + ".crt").toString()));
    assertThat(new ProcessBuilder(command).start().waitFor()).isZero();
  }

  @AfterAll
  static void stop() {
    server.close();
    PostgresBinaries.deleteTree(folder);
  }

  private static DatabaseOptions options(String host, String certificate) {
    var url =
        server.address().uri().replace("127.0.0.1", host)
            + "?sslmode=verify-full&sslrootcert="
            + folder.resolve(certificate + ".crt");
    return DatabaseOptions.of(folder.resolve("client"), url, server.address().password());
  }

  @Test
  void theDatabaseThatShowsTheRightCertificateIsTaken() {
    try (var database = Database.attach(options("localhost", "own"))) {
      assertThat(
              database
                  .jdbc()
                  .sql("select ssl from pg_stat_ssl where pid = pg_backend_pid()")
                  .query(Boolean.class)
                  .single())
          .isTrue();
    }
  }

  @Test
  void aCertificateThatNobodyVouchesForIsRefused() {
    assertThatThrownBy(() -> Database.attach(options("localhost", "another")))
        .isInstanceOf(StorageException.class)
        .hasMessageContaining("cannot be reached")
        .hasMessageContaining("certificate");
  }

  @Test
  void aDatabaseOfAnotherNameIsRefused() {
    assertThatThrownBy(() -> Database.attach(options("127.0.0.1", "own")))
        .isInstanceOf(StorageException.class)
        .hasMessageContaining("127.0.0.1");
  }
}
