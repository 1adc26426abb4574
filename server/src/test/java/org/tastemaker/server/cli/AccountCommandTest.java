package org.tastemaker.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.tastemaker.server.json.Json;
import org.tastemaker.server.sql.Database;
import org.tastemaker.server.sql.DatabaseOptions;

/// The command `account` where no server runs.
final class AccountCommandTest {
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  private Path folder;
  private Database database;

  @BeforeEach
  void open() throws IOException {
    folder = Files.createTempDirectory("tastemaker account ");
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
    database = Database.attach(DatabaseOptions.of(folder.resolve("data"), null, null));
  }

  @AfterEach
  void close() throws IOException {
    database.close();
    try (var files = Files.walk(folder)) {
      for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    }
  }

  private int run(String... arguments) {
    out.getBuffer().setLength(0);
    err.getBuffer().setLength(0);
    var all = new ArrayList<>(List.of(arguments));
    all.addAll(List.of("--data", folder.resolve("data").toString(), "--profile", "test"));
    return CommandLines.of(new Tastemaker())
        .setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(err, true))
        .execute(all.toArray(String[]::new));
  }

  @Test
  void accountsAreMadeGivenRolesAndNewPasswords() {
    assertThat(run("account", "create", "ann_b", "ann@example.org", "--role", "moderator"))
        .as(err.toString())
        .isZero();
    assertThat(out.toString()).contains("has the role moderator", "shown this once: ");
    assertThat(run("account", "create", "ann_c", "ANN@example.org"))
        .isEqualTo(ExitCode.REFUSED.code());
    assertThat(err.toString()).contains("has an account already");
    assertThat(run("account", "create", "ann_b", "other@example.org"))
        .isEqualTo(ExitCode.REFUSED.code());
    assertThat(err.toString()).contains("Somebody has this username already.");

    assertThat(run("account", "grant", "ann@example.org", "admin", "--json")).isZero();
    assertThat(Json.mapper().readTree(out.toString()).path("role").asString()).isEqualTo("admin");
    assertThat(run("account", "reset-password", "ann_b", "--json")).isZero();
    assertThat(Json.mapper().readTree(out.toString()).path("password").asString()).hasSize(20);
    assertThat(run("account", "reset-password", "ann_b", "--password", "password123"))
        .isEqualTo(ExitCode.REFUSED.code());
    assertThat(err.toString()).contains("among the most common");
  }

  @Test
  void whoIsUnknownAndWhatIsNoRoleIsSaid() {
    assertThat(run("account", "grant", "nobody", "admin")).isEqualTo(ExitCode.REFUSED.code());
    assertThat(err.toString()).contains("There is no account nobody");
    assertThat(run("account", "grant", "nobody", "emperor")).isEqualTo(ExitCode.USAGE.code());
    assertThat(run("account")).isEqualTo(ExitCode.USAGE.code());
  }
}
