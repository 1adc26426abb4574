package org.tastemaker.server.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DataAccessException;

class EmbeddedDatabaseTest {

  private static final String ADD_ANN = "insert into person (name) values ('Ann')";

  private final TestFolder folder = TestFolder.make();
  private final DatabaseOptions options = DatabaseOptions.of(folder.data(), null, null);

  @AfterEach
  void close() {
    folder.close();
  }

  @Test
  void whatIsWrittenIsThereAfterARestart() {
    PostgresAddress first;
    try (Database database = Database.serve(options)) {
      database.jdbc().sql(ADD_ANN).update();
      first = database.address();
    }
    assertThat(folder.cluster().processes()).isEmpty();
    assertThat(folder.cluster().pidFile()).doesNotExist();

    try (Database database = Database.serve(options)) {
      assertThat(people(database)).isEqualTo(1);
      assertThat(database.address()).isEqualTo(first);
      assertThat(database.howToConnect())
          .contains("/my data/postgres-password')\" psql 'postgresql://tastemaker@127.0.0.1:")
          .doesNotContain(first.password());
    }
  }

  @Test
  void theFolderAndItsSecretsAreTheOwnersAlone() throws IOException {
    try (Database _ = Database.serve(options)) {
      assertThat(permissions(folder.data())).isEqualTo("rwx------");
      for (String secret : List.of("postgres-password", "postgres-address", "lock")) {
        assertThat(permissions(folder.data().resolve(secret))).isEqualTo("rw-------");
      }
    }
  }

  @Test
  void theServerIsSafeInACrashAndReachedFromThisMachineAlone() {
    try (Database database = Database.serve(options)) {
      assertThat(setting(database, "fsync")).isEqualTo("on");
      assertThat(setting(database, "synchronous_commit")).isEqualTo("on");
      assertThat(setting(database, "full_page_writes")).isEqualTo("on");
      assertThat(setting(database, "data_checksums")).isEqualTo("on");
      assertThat(setting(database, "listen_addresses")).isEqualTo("127.0.0.1");
      assertThat(setting(database, "unix_socket_directories")).isEmpty();
      assertThat(setting(database, "dynamic_shared_memory_type")).isEqualTo("mmap");
      var stranger = new PostgresAddress(database.address().url(), "tastemaker", "guessed");
      assertThatExceptionOfType(StorageException.class)
          .isThrownBy(() -> Database.serve(outside(stranger)))
          .withMessageContaining("does not accept the user and password");
    }
  }

  @Test
  void aSecondServerOnTheFolderIsRefusedWithTheProcessOfTheFirst() throws IOException {
    try (var first = DatabaseProcess.serve(folder.data())) {
      assertThat(first.answer()).isEqualTo("ready owner");

      assertThatExceptionOfType(StorageException.class)
          .isThrownBy(() -> Database.serve(options))
          .withMessageContaining("process " + first.pid())
          .withMessageContaining("--data");
      assertThat(first.run(ADD_ANN)).isEqualTo("done");
    }
  }

  @Test
  void theServerIsInASessionOfItsOwnSoThatCtrlCDoesNotReachIt() throws IOException {
    try (Database _ = Database.serve(options)) {
      long pid = folder.cluster().postmaster().orElseThrow();
      String stat = Files.readString(Path.of("/proc/" + pid + "/stat"));

      List<String> fields = List.of(stat.substring(stat.indexOf(") ") + 2).split(" ", -1));

      assertThat(fields.get(2)).as("process group").isEqualTo(Long.toString(pid));
      assertThat(fields.get(3)).as("session").isEqualTo(Long.toString(pid));
    }
  }

  @Test
  void aStartThatIsInterruptedDoesNotHinderTheNext() throws Exception {
    for (int pause : new int[] {600, 1200, 2000}) {
      try (var process = DatabaseProcess.serve(folder.data())) {
        Thread.sleep(pause);
        process.terminate();
      }
      assertThat(folder.cluster().processes()).isEmpty();
    }
    try (Database database = Database.serve(options)) {
      assertThat(people(database)).isZero();
    }
    assertThat(folder.cluster().processes()).isEmpty();
  }

  @Test
  void aSecondServerInTheSameProcessIsRefused() {
    try (Database database = Database.serve(options)) {
      assertThatExceptionOfType(StorageException.class)
          .isThrownBy(() -> Database.serve(options))
          .withMessageContaining("Another Tastemaker");
      assertThat(people(database)).isZero();
    }
  }

  @Test
  void aCommandUsesTheRunningServer() throws IOException {
    try (var server = DatabaseProcess.serve(folder.data())) {
      server.answer();
      server.run(ADD_ANN);
      try (Database command = Database.attach(options)) {
        assertThat(command.isGuest()).isTrue();
        assertThat(people(command)).isEqualTo(1);
      }
      assertThat(server.run(ADD_ANN)).isEqualTo("done");
    }
    assertThat(folder.cluster().processes()).isEmpty();
  }

  @Test
  void theLastOfTwoCommandsStopsTheServer() throws IOException {
    try (var first = DatabaseProcess.attach(folder.data())) {
      assertThat(first.answer()).isEqualTo("ready owner");
      try (var second = DatabaseProcess.attach(folder.data())) {
        assertThat(second.answer()).isEqualTo("ready guest");
        first.leave();
        assertThat(second.run(ADD_ANN)).isEqualTo("done");
        try (Database third = Database.serve(options)) {
          assertThat(people(third)).isEqualTo(1);
        }
      }
    }
    assertThat(folder.cluster().processes()).isEmpty();
  }

  @Test
  void aServerWaitsForACommandThatIsLeaving() throws Exception {
    try (var killed = DatabaseProcess.serve(folder.data())) {
      killed.answer();
      killed.kill();
    }
    try (var command = DatabaseProcess.attach(folder.data())) {
      assertThat(command.answer()).isEqualTo("ready owner");
      var server = CompletableFuture.supplyAsync(() -> Database.serve(options));
      assertThatExceptionOfType(TimeoutException.class)
          .isThrownBy(() -> server.get(500, TimeUnit.MILLISECONDS));
      command.leave();
      server.get(1, TimeUnit.MINUTES).close();
    }
    assertThat(folder.cluster().processes()).isEmpty();
  }

  @Test
  void aCommandThatOutlivesItsHostStopsTheServer() throws IOException {
    try (var first = DatabaseProcess.attach(folder.data())) {
      first.answer();
      try (var second = DatabaseProcess.attach(folder.data())) {
        second.answer();
        first.leave();
        assertThat(second.run(ADD_ANN)).isEqualTo("done");
      }
    }
    assertThat(folder.cluster().processes()).isEmpty();
  }

  @Test
  void afterTheProgramWasKilledTheNextStartHasEverythingAcknowledged() throws Exception {
    try (var killed = DatabaseProcess.serve(folder.data())) {
      killed.answer();
      assertThat(killed.run(ADD_ANN)).isEqualTo("done");
      killed.kill();
    }
    assertThat(folder.cluster().postmaster()).isPresent();

    try (Database database = Database.serve(options)) {
      assertThat(people(database)).isEqualTo(1);
    }
  }

  @Test
  void aGuestKeepsItsServerWhenTheProgramIsKilledAndStartedAgain() throws Exception {
    try (var killed = DatabaseProcess.serve(folder.data())) {
      killed.answer();
      try (var guest = DatabaseProcess.attach(folder.data())) {
        guest.answer();
        killed.kill();
        try (Database database = Database.serve(options)) {
          assertThat(guest.run(ADD_ANN)).isEqualTo("done");
          assertThat(people(database)).isEqualTo(1);
        }
      }
    }
  }

  @Test
  void afterPostgresWasKilledTheNextStartRecovers() throws IOException {
    try (Database database = Database.serve(options)) {
      database.jdbc().sql(ADD_ANN).update();
      long postmaster = folder.cluster().postmaster().orElseThrow();
      ProcessHandle.of(postmaster).orElseThrow().destroyForcibly();
    }

    try (Database database = Database.serve(options)) {
      assertThat(people(database)).isEqualTo(1);
    }
    assertThat(Files.readString(folder.data().resolve("postgres.log")))
        .contains("was not properly shut down");
  }

  @Test
  void aServerThatDiesUnderTheProgramIsStartedAgain() {
    try (Database database = Database.serve(options)) {
      database.jdbc().sql(ADD_ANN).update();
      for (int deaths = 0; deaths < 2; deaths++) {
        Set<Long> dying = Set.copyOf(folder.cluster().processes());
        ProcessHandle.of(folder.cluster().postmaster().orElseThrow())
            .orElseThrow()
            .destroyForcibly();
        awaitEnd(dying);

        assertThat(peopleOnceItAnswers(database)).isEqualTo(1);
        assertThat(folder.cluster().processes()).isNotEmpty().doesNotContainAnyElementsOf(dying);
      }
    }
    assertThat(folder.cluster().processes()).isEmpty();
  }

  @Test
  void aPidFileWithTheNumberOfAStrangerIsNoObstacle() throws IOException {
    Database.serve(options).close();
    Files.writeString(
        folder.cluster().pidFile(), ProcessHandle.current().pid() + "\n/elsewhere\n1\n1\n\n\n\n");

    try (Database database = Database.serve(options)) {
      assertThat(people(database)).isZero();
    }
  }

  @Test
  void aLostPasswordIsReplaced() throws IOException {
    Database.serve(options).close();
    Files.delete(folder.data().resolve("postgres-password"));

    try (Database database = Database.serve(options)) {
      assertThat(people(database)).isZero();
    }
  }

  @Test
  void aStartThatBrokeOffIsMadeGood() throws IOException {
    Path partial = folder.data().resolve(EmbeddedPostgres.CLUSTER + ".new-1");
    Files.createDirectories(partial.resolve("base"));
    Files.writeString(partial.resolve("PG_VERSION"), "18");

    try (Database database = Database.serve(options)) {
      assertThat(people(database)).isZero();
      assertThat(partial).doesNotExist();
    }
  }

  @Test
  void aClusterOfAnotherMajorVersionIsRefused() throws IOException {
    Path other = Files.createDirectories(folder.data().resolve("postgres-17"));
    Files.writeString(other.resolve("PG_VERSION"), "17\n");

    assertThatExceptionOfType(StorageException.class)
        .isThrownBy(() -> Database.serve(options))
        .withMessageContaining("postgres-17")
        .withMessageContaining("backup");
  }

  @Test
  void aDatabaseThatIsNewerThanTheProgramIsRefused() {
    try (Database database = Database.serve(options)) {
      pretendNewer(database);
    }

    assertThatExceptionOfType(StorageException.class)
        .isThrownBy(() -> Database.serve(options))
        .withMessageContaining("newer Tastemaker")
        .withMessageContaining("999");
    assertThat(folder.cluster().processes()).isEmpty();
  }

  private static void pretendNewer(Database database) {
    database
        .jdbc()
        .sql(
            """
            insert into flyway_schema_history
              (installed_rank, version, description, type, script, installed_by, execution_time, success)
            values (999, '999', 'later', 'SQL', 'V999__later.sql', 'tastemaker', 1, true)
            """)
        .update();
  }

  private DatabaseOptions outside(PostgresAddress address) {
    return DatabaseOptions.of(folder.parent().resolve("client"), address.url(), address.password());
  }

  private static int people(Database database) {
    return database.jdbc().sql("select count(*) from person").query(Integer.class).single();
  }

  private static void awaitEnd(Set<Long> processes) {
    for (long process : processes) {
      ProcessHandle.of(process).ifPresent(running -> running.onExit().join());
    }
  }

  private static int peopleOnceItAnswers(Database database) {
    for (int tries = 0; ; tries++) {
      try {
        return people(database);
      } catch (DataAccessException e) {
        assertThat(tries).as("tries, the last of which: " + e).isLessThan(20);
      }
    }
  }

  private static String setting(Database database, String name) {
    return database.jdbc().sql("show " + name).query(String.class).single();
  }

  private static String permissions(Path file) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
  }
}
