package org.tastemaker.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tastemaker.server.account.Accounts;

/// The commands that work on the database alone, on a data folder of their own.
final class StorageCommandsTest {
  @TempDir private Path folder;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private int run(String... arguments) {
    out.getBuffer().setLength(0);
    err.getBuffer().setLength(0);
    return CommandLines.of(new Tastemaker())
        .setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(err, true))
        .execute(arguments);
  }

  private String data(String name) {
    return folder.resolve(name).toString();
  }

  @Test
  void sqlAnswersWithoutAServer() {
    assertThat(run("sql", "--data", data("a b"), "select 6 * 7 as answer")).isZero();
    assertThat(out.toString()).contains("answer", "42", "(1 row)");
    assertThat(run("sql", "--data", data("a b"), "--json", "select 6 * 7 as answer")).isZero();
    assertThat(out.toString()).isEqualToIgnoringNewLines("[{\"answer\":42}]");
    assertThat(run("sql", "--data", data("a b"), "selekt")).isEqualTo(3);
    assertThat(err.toString()).contains("syntax error");
    assertThat(run("sql", "--data", data("a b"))).isEqualTo(3);
    assertThat(err.toString()).contains("No server runs here", "./tastemaker serve");
  }

  @Test
  void aBackupComesBackInAnotherFolder() {
    var file = folder.resolve("all.zip").toString();
    var insert = "insert into event (type, object_id, payload) values ('Trial', 1, '{}')";
    assertThat(run("sql", "--data", data("one"), insert)).isZero();
    assertThat(run("backup", "--data", data("one"), file)).isZero();
    assertThat(out.toString()).contains("all.zip holds");
    assertThat(run("backup", "--data", data("one"), file)).isEqualTo(3);
    assertThat(run("restore", "--data", data("two"), file)).isZero();
    assertThat(run("sql", "--data", data("two"), "--json", "select type from event")).isZero();
    assertThat(out.toString()).contains("Trial");
    assertThat(run("restore", "--data", data("two"), file)).isEqualTo(3);
    assertThat(run("restore", "--data", data("two"), "--replace", file)).isZero();
    assertThat(run("restore", "--data", data("two"), data("nothing.zip"))).isEqualTo(3);
  }

  @Test
  void whoWasErasedDoesNotComeBackWithAnOlderBackup() throws Exception {
    var file = folder.resolve("older.zip").toString();
    assertThat(run("account", "create", "ann_b", "ann@example.org", "--data", data("one")))
        .isZero();
    assertThat(run("account", "create", "ben_c", "ben@example.org", "--data", data("one")))
        .isZero();
    assertThat(run("backup", "--data", data("one"), file)).isZero();
    var where = Where.in(folder.resolve("one"));
    try (var facades = Facades.open(where)) {
      var accounts = facades.of(Accounts.class);
      assertThat(accounts.erase(accounts.find("ann_b").orElseThrow().id())).isTrue();
    }

    assertThat(run("restore", "--data", data("one"), "--replace", file)).isZero();
    assertThat(out.toString()).contains("One person who was erased since is erased again.");
    assertThat(usernames("one")).contains("ben_c").doesNotContain("ann_b");
    assertThat(run("restore", "--data", data("one"), "--replace", file)).isZero();
    assertThat(usernames("one")).as("again").doesNotContain("ann_b");

    var kept = folder.resolve("one").resolve("erasures");
    assertThat(Files.readString(kept)).doesNotContain("ann").endsWith("\n");
    assertThat(run("restore", "--data", data("two"), "--erasures", data("none"), file))
        .isEqualTo(ExitCode.REFUSED.code());
    assertThat(run("restore", "--data", data("two"), "--erasures", kept.toString(), file)).isZero();
    assertThat(usernames("two")).contains("ben_c").doesNotContain("ann_b");
    assertThat(run("restore", "--data", data("three"), file)).isZero();
    assertThat(usernames("three")).as("without the file nobody knows").contains("ann_b");
  }

  private String usernames(String name) {
    assertThat(run("sql", "--data", data(name), "--json", "select username from account")).isZero();
    return out.toString();
  }

  @Test
  void besideAServerSqlSaysHowToConnect() throws Exception {
    var settings =
        new Settings(
            Map.of("tastemaker.data", data("live"), "tastemaker.port", 0), null, Profile.TEST);
    try (var server = Server.start(settings)) {
      assertThat(run("sql", "--data", data("live"))).isZero();
      assertThat(out.toString()).contains("psql", "postgresql://", "$(cat ");
      var secret = Files.readString(server.dataFolder().resolve("postgres-password")).strip();
      assertThat(out.toString()).doesNotContain(secret);
      assertThat(run("sql", "--data", data("live"), "select 1 as one")).isZero();
      assertThat(run("serve", "--data", data("live"), "--port", "0")).isEqualTo(4);
      assertThat(err.toString().lines()).hasSize(1).first().asString().contains("data folder");
    }
  }
}
