package org.tastemaker.server.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// As whom PostgreSQL runs. What changes users takes root, what runs as an ordinary user is also
/// run by root as one.
class ServerAccountTest {

  private static final int SOMEBODY = 54321;
  private static final Map<String, String> NO_SETTINGS = Map.of();

  private static final TestFolder COPIES = TestFolder.make();

  private final TestFolder folder = TestFolder.make();

  @AfterEach
  void close() {
    folder.close();
  }

  @AfterAll
  static void deleteCopies() {
    COPIES.close();
  }

  @Test
  void theStarterOwnsTheFilesOfTheCluster() throws IOException {
    var data = DataFolder.open(folder.data());
    try (var server = EmbeddedPostgres.start(data, NO_SETTINGS)) {
      assertThat(owner(folder.cluster().folder())).isEqualTo(ServerAccount.ownUid());
      assertThat(server.pid()).isEqualTo(folder.cluster().postmaster().orElseThrow());
    }
  }

  @Test
  void whereNamespacesAreForbiddenRootBecomesAnOrdinaryUser() throws IOException {
    assumeTrue(ServerAccount.ownUid() == 0, "changing the user takes root");
    var data = DataFolder.open(folder.data());
    var forbidden = ServerAccount.candidates(data, 0, List.of("false"));

    var first = PostgresInstallation.choose(data, forbidden, List.of());
    EmbeddedPostgres.start(first, NO_SETTINGS).close();

    int user = owner(folder.cluster().folder());
    assertThat(user).isNotZero();
    assertThat(ServerAccount.ownerOf(folder.data().resolve("postgres-password"))).isZero();
    try (var again = EmbeddedPostgres.start(data, NO_SETTINGS)) {
      assertThat(ServerAccount.ownerOf(Path.of("/proc/" + again.pid()))).isEqualTo(user);
    }
  }

  @Test
  void theFolderOfAnOrdinaryUserStaysHisWhenRootStarts() throws IOException {
    assumeTrue(ServerAccount.ownUid() == 0, "changing the user takes root");
    var data = DataFolder.open(folder.data());
    Files.setAttribute(folder.data(), "unix:uid", nobody());

    try (var server = EmbeddedPostgres.start(data, NO_SETTINGS)) {
      assertThat(ServerAccount.ownerOf(Path.of("/proc/" + server.pid()))).isEqualTo(nobody());
      assertThat(owner(folder.cluster().folder())).isEqualTo(nobody());
    }
  }

  @Test
  void aFolderThatNoOrdinaryUserReachesIsRefusedWithAdvice() throws IOException {
    assumeTrue(ServerAccount.ownUid() == 0, "changing the user takes root");
    Path closed = Files.createDirectory(folder.parent().resolve("closed"));
    Files.setPosixFilePermissions(closed, PosixFilePermissions.fromString("rwx------"));
    var data = DataFolder.open(closed.resolve("data"));
    var forbidden = ServerAccount.candidates(data, 0, List.of("false"));

    assertThatExceptionOfType(StorageException.class)
        .isThrownBy(() -> PostgresInstallation.choose(data, forbidden, List.of()))
        .withMessageContaining("refuses to run as root")
        .withMessageContaining("--data");
  }

  @Test
  void anOrdinaryUserStartsPlainly() throws IOException {
    assumeTrue(ServerAccount.ownUid() == 0, "changing the user takes root");
    Path home = homeOf(nobody());

    try (var process = startAs(nobody(), home, home.resolve("data"))) {
      assertThat(process.answer()).isEqualTo("ready owner");
      assertThat(process.run("insert into person (name) values ('Ann')")).isEqualTo("done");
    }
    assertThat(owner(home.resolve("data").resolve(EmbeddedPostgres.CLUSTER))).isEqualTo(nobody());
    assertThat(home.resolve(".cache/tastemaker")).isDirectory();
  }

  @Test
  void anUnwritableHomeIsNoObstacle() throws IOException {
    assumeTrue(ServerAccount.ownUid() == 0, "changing the user takes root");
    Path home = homeOf(nobody());

    try (var process = startAs(nobody(), Path.of("/proc"), home.resolve("data"))) {
      assertThat(process.answer()).isEqualTo("ready owner");
    }
    assertThat(home.resolve("data/programs")).isDirectory();
  }

  @Test
  void anUnwritableFolderIsNamedWithAdvice() throws IOException {
    assumeTrue(ServerAccount.ownUid() == 0, "changing the user takes root");

    try (var process = startAs(nobody(), homeOf(nobody()), Path.of("/proc/data"))) {
      assertThat(process.answer())
          .contains("/proc/data cannot be made")
          .contains("TASTEMAKER_DATA");
    }
  }

  @Test
  void whatRootLeftBehindIsNamedWithTheCommandThatHelps() throws IOException {
    assumeTrue(ServerAccount.ownUid() == 0, "changing the user takes root");
    Database.serve(DatabaseOptions.of(folder.data(), null, null)).close();

    try (var process = startAs(nobody(), homeOf(nobody()), folder.data())) {
      assertThat(process.answer()).contains("belongs to root").contains("sudo chown -R nobody");
    }
    Files.setAttribute(folder.data(), "unix:uid", nobody());
    try (var process = startAs(nobody(), homeOf(nobody()), folder.data())) {
      assertThat(process.answer()).contains("belongs to root").contains("sudo chown -R nobody");
    }
  }

  @Test
  void aUserWithoutAnEntryInThePasswordFileStartsInANamespace() throws IOException {
    assumeTrue(ServerAccount.ownUid() == 0, "changing the user takes root");
    Path home = homeOf(SOMEBODY);

    try (var process = startAs(SOMEBODY, home, home.resolve("data"))) {
      assertThat(process.answer()).isEqualTo("ready owner");
    }
  }

  private DatabaseProcess startAs(int uid, Path home, Path data) throws IOException {
    return DatabaseProcess.start(
        List.of("setpriv", "--reuid=" + uid, "--regid=" + uid, "--clear-groups", "--"),
        readableClassPath(),
        Map.of("HOME", home.toString(), "XDG_CACHE_HOME", ""),
        "serve",
        data);
  }

  private Path homeOf(int uid) throws IOException {
    Path home = folder.parent().resolve("home of " + uid);
    if (!Files.exists(home)) {
      Files.createDirectory(home);
      Files.setAttribute(home, "unix:uid", uid);
      Files.setAttribute(home, "unix:gid", uid);
    }
    return home;
  }

  /// The repository of jars may lie in root's closed home: ordinary users get a copy.
  private static String readableClassPath() throws IOException {
    Path copies = COPIES.parent().resolve("class path");
    if (!Files.exists(copies)) {
      Files.createDirectory(copies);
      int number = 0;
      for (String part : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
        copy(
            Path.of(part),
            copies.resolve("%03d-%s".formatted(number++, Path.of(part).getFileName())));
      }
    }
    try (Stream<Path> parts = Files.list(copies)) {
      return parts.sorted().map(Path::toString).collect(Collectors.joining(File.pathSeparator));
    }
  }

  private static void copy(Path from, Path to) throws IOException {
    if (!Files.exists(from)) {
      return;
    }
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.toList()) {
        Path copy = to.resolve(from.relativize(file).toString());
        Files.copy(file, from.equals(file) ? to : copy);
      }
    }
  }

  private static int nobody() {
    return Integer.parseInt(Programs.run(List.of("id", "-u", "nobody")).output());
  }

  private static int owner(Path file) {
    return ServerAccount.ownerOf(file);
  }
}
