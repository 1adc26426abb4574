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
import org.tastemaker.server.training.TestTastes;
import tools.jackson.databind.JsonNode;

/// The commands `train`, `jobs` and `models` where no server runs.
final class TrainingCommandsTest {
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  private Path folder;
  private Database database;

  @BeforeEach
  void open() throws IOException {
    folder = Files.createTempDirectory("tastemaker train ");
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
    database = Database.attach(DatabaseOptions.of(data(), null, null));
    TestTastes.fill(database.jdbc(), 60, 40);
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

  private Path data() {
    return folder.resolve("data");
  }

  private int run(String... arguments) {
    out.getBuffer().setLength(0);
    err.getBuffer().setLength(0);
    var all = new ArrayList<>(List.of(arguments));
    all.addAll(List.of("--data", data().toString(), "--profile", "test"));
    return CommandLines.of(new Tastemaker())
        .setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(err, true))
        .execute(all.toArray(String[]::new));
  }

  private JsonNode json() {
    return Json.mapper().readTree(out.toString());
  }

  @Test
  void trainingAndItsModelsAndJobsAreAtHand() {
    assertThat(run("train", "--role", "ranking", "--role", "popular")).as(err.toString()).isZero();
    assertThat(out.toString()).contains("ranking  published Accepted", "popular published.");
    assertThat(err.toString()).contains("100 % succeeded");

    assertThat(run("models", "--json")).isZero();
    assertThat(json().path("models")).hasSize(2);
    assertThat(run("models", "rollback", "ranking")).isEqualTo(ExitCode.REFUSED.code());
    assertThat(err.toString()).contains("There is no accepted model before");

    assertThat(run("jobs")).isZero();
    assertThat(out.toString()).contains("train", "succeeded", "published");
    assertThat(run("jobs", "show", "1")).isZero();
    assertThat(out.toString()).contains("ratings and activities of 60 people", "ranking: Accepted");
    assertThat(run("jobs", "cancel", "1")).isEqualTo(ExitCode.REFUSED.code());
    assertThat(err.toString()).contains("Job 1 has succeeded already.");
    assertThat(run("jobs", "show", "4711")).isEqualTo(ExitCode.REFUSED.code());

    assertThat(run("train", "--no-wait", "--json")).isZero();
    assertThat(json().path("state").asString()).isEqualTo("queued");
    assertThat(run("jobs", "cancel", json().path("id").asString())).isZero();
    assertThat(out.toString()).contains("is cancelled");
  }

  @Test
  void wrongOptionsAreUsage() {
    assertThat(run("train", "--role", "magic")).isEqualTo(ExitCode.USAGE.code());
    assertThat(run("train", "--algorithm", "{}")).isEqualTo(ExitCode.USAGE.code());
    assertThat(err.toString()).contains("exactly one --role");
    assertThat(run("train", "--role", "ranking", "--algorithm", "{\"type\": \"Magic\"}"))
        .isEqualTo(ExitCode.USAGE.code());
    assertThat(err.toString()).contains("There is no algorithm \"Magic\"");
    assertThat(run("jobs", "--limit", "0")).isEqualTo(ExitCode.USAGE.code());
    assertThat(run("jobs", "--state", "idle")).isEqualTo(ExitCode.USAGE.code());
    assertThat(run("models", "--role", "magic")).isEqualTo(ExitCode.USAGE.code());
  }
}
