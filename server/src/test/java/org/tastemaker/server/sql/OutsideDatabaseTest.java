package org.tastemaker.server.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.dao.DataAccessException;

class OutsideDatabaseTest {

  @TempDir private Path folder;

  private final TestDatabase elsewhere = TestDatabase.empty();

  @AfterEach
  void close() {
    elsewhere.close();
  }

  @Test
  void anOutsideDatabaseGetsTheTablesAndStaysRunning() {
    try (Database database = Database.serve(options(uri(), password()))) {
      database.jdbc().sql("insert into person (name) values ('Ann')").update();
      assertThat(database.isGuest()).isFalse();
    }
    assertThat(elsewhere.jdbc().sql("select count(*) from person").query(Integer.class).single())
        .isEqualTo(1);
  }

  @Test
  void ofTwoServersOnOneDataFolderTheSecondIsRefused() {
    var options = options(uri(), password());
    try (Database first = Database.serve(options)) {
      assertThatExceptionOfType(StorageException.class)
          .isThrownBy(() -> Database.serve(options))
          .withMessageContaining(
              "Another Tastemaker (process %d) uses the data folder",
              ProcessHandle.current().pid());
      var own = DatabaseOptions.of(options.data(), null, null);
      assertThatExceptionOfType(StorageException.class)
          .isThrownBy(() -> Database.serve(own))
          .withMessageContaining("uses the data folder");
      assertThatExceptionOfType(StorageException.class)
          .isThrownBy(() -> Database.attach(own))
          .withMessageContaining("has its database elsewhere");
      Database.attach(options).close();
      Database.serve(DatabaseOptions.of(folder.resolve("another"), uri(), password())).close();
      assertThat(first.jdbc().sql("select 1").query(Integer.class).single()).isEqualTo(1);
    }
    Database.serve(options).close();
  }

  @Test
  void aServerThatFailsToStartLeavesTheDataFolderToOthers() {
    assertThatExceptionOfType(StorageException.class)
        .isThrownBy(() -> Database.serve(options(uri(), "wrong")));

    Database.serve(options(uri(), password())).close();
  }

  @Test
  void userAndPasswordMayStandInTheUrl() {
    String uri = uri().replace("tastemaker@", "tastemaker:" + password() + "@");
    String jdbc = elsewhere.address().url() + "?user=tastemaker&password=" + password();

    Database.serve(options(uri, null)).close();
    Database.attach(options(jdbc, null)).close();
  }

  @Test
  void anAddressIsReadWithPortOptionsAndEscapes() {
    var address =
        PostgresAddress.parse(
            "postgres://ann%40home:p%3Aw@db.example:6432/films?sslmode=require", null);

    assertThat(address)
        .isEqualTo(
            new PostgresAddress(
                "jdbc:postgresql://db.example:6432/films?sslmode=require", "ann@home", "p:w"));
    assertThat(address.toString()).doesNotContain("p:w");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "mysql://a/b",
        "postgresql://host",
        "postgresql://host/",
        "host",
        "jdbc:postgresql:",
        "postgresql:// /x",
        "jdbc:mysql://h/x"
      })
  void whatIsNoAddressIsRefusedWithoutShowingIt(String text) {
    assertThatExceptionOfType(StorageException.class)
        .isThrownBy(() -> PostgresAddress.parse(text, null))
        .withMessageContaining("postgresql://user:password@host");
  }

  @Test
  void aWrongPasswordIsSaid() {
    assertThatExceptionOfType(StorageException.class)
        .isThrownBy(() -> Database.serve(options(uri(), "wrong")))
        .withMessageContaining("TASTEMAKER_DATABASE_PASSWORD")
        .withMessageNotContaining("wrong");
  }

  @Test
  void aMissingDatabaseIsSaid() {
    String missing = elsewhere.address().withDatabase("missing").uri();

    assertThatExceptionOfType(StorageException.class)
        .isThrownBy(() -> Database.serve(options(missing, password())))
        .withMessageContaining("no such database");
  }

  @Test
  void aServerThatIsNotThereIsSaid() {
    assertThatExceptionOfType(StorageException.class)
        .isThrownBy(() -> Database.serve(options("postgresql://127.0.0.1:1/films", "x")))
        .withMessageContaining("cannot be reached");
  }

  @Test
  void withoutAUrlTheDatabaseIsOurOwn() {
    assertThat(DatabaseOptions.of(Path.of("data"), null, "x").outside()).isEmpty();
    assertThat(DatabaseOptions.of(Path.of("data"), " ", null).outside()).isEmpty();
  }

  @Test
  void twoThatMigrateAtOnceDoNotHurtEachOther() throws InterruptedException, ExecutionException {
    try (var threads = Executors.newFixedThreadPool(2)) {
      Future<?> one = threads.submit(() -> Migrations.migrate(elsewhere.unpooled()));
      Future<?> other = threads.submit(() -> Migrations.migrate(elsewhere.unpooled()));
      one.get();
      other.get();
    }
    assertThat(elsewhere.jdbc().sql("select count(*) from person").query(Integer.class).single())
        .isZero();
  }

  @Test
  void aStatementOfAServerIsBrokenOff() {
    var impatient = options(uri(), password());
    impatient =
        new DatabaseOptions(impatient.data(), impatient.outside(), 2, Duration.ofMillis(200));
    try (Database database = Database.serve(impatient)) {
      assertThatExceptionOfType(DataAccessException.class)
          .isThrownBy(() -> database.jdbc().sql("select pg_sleep(30)").query().listOfRows())
          .withMessageContaining("statement timeout");
    }
  }

  private DatabaseOptions options(String url, @Nullable String password) {
    return DatabaseOptions.of(folder.resolve("data"), url, password);
  }

  private String uri() {
    return elsewhere.address().uri();
  }

  private String password() {
    return elsewhere.address().password();
  }
}
