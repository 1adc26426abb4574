package org.tastemaker.server.importing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tastemaker.server.sql.Database;
import org.tastemaker.server.sql.DatabaseOptions;

/// The command as a process of its own: killed, then interrupted, then left alone.
class KilledImportTest {
  private static final int PEOPLE = 900;
  private static final int ITEMS = 40;

  @TempDir private Path folder;

  @Test
  void killedAndInterruptedImportEndsAsAnUninterruptedOne() throws Exception {
    Path file = ratings();
    Path data = folder.resolve("data");

    Process killed = start(file, data);
    awaitRejects(data, 1, killed);
    killed.destroyForcibly();
    assertThat(killed.waitFor(1, TimeUnit.MINUTES)).isTrue();
    Process interrupted = start(file, data);
    awaitRejects(data, 2, interrupted);
    interrupted.destroy();
    assertThat(interrupted.waitFor(2, TimeUnit.MINUTES)).isTrue();
    assertThat(output()).contains("The same command again goes on");
    Process whole = start(file, data);
    assertThat(whole.waitFor(5, TimeUnit.MINUTES)).isTrue();

    assertThat(whole.exitValue()).as(output()).isZero();
    assertThat(output()).contains("went on after").contains("36,002");
    assertThat(tables(data)).isEqualTo(uninterrupted(file));
  }

  /// Plays would be counted twice by any row that is taken twice. Two broken rows tell from outside
  /// how far an import is.
  private Path ratings() throws IOException {
    var text = new StringBuilder("user,item,rating,plays,timestamp\n");
    for (int person = 0; person < PEOPLE; person++) {
      if (person == PEOPLE / 3 || person == 2 * PEOPLE / 3) {
        text.append("p,broken,x,1,1112486027\n");
      }
      for (int item = 0; item < ITEMS; item++) {
        text.append(
            "p%d,i%d,%d,%d,%d\n"
                .formatted(person, item, item % 5 + 1, person % 3 + 1, 1112486027 + person));
      }
    }
    return Files.writeString(folder.resolve("set.csv"), text);
  }

  private Process start(Path file, Path data) throws IOException {
    var builder =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "--add-modules",
            "jdk.incubator.vector",
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-cp",
            System.getProperty("java.class.path"),
            "org.tastemaker.server.cli.Main",
            "import",
            file.toString(),
            "--kind",
            "track",
            "--data",
            data.toString());
    builder.environment().put("TASTEMAKER_IMPORTING_CHUNKROWS", "500");
    builder.redirectErrorStream(true).redirectOutput(folder.resolve("output").toFile());
    return builder.start();
  }

  private String output() throws IOException {
    return Files.readString(folder.resolve("output"));
  }

  private void awaitRejects(Path data, int lists, Process process) throws Exception {
    while (rejects(data) < lists) {
      assertThat(process.isAlive()).as(output()).isTrue();
      TimeUnit.MILLISECONDS.sleep(20);
    }
  }

  private static long rejects(Path data) throws IOException {
    Path rejects = data.resolve("rejects");
    if (!Files.isDirectory(rejects)) {
      return 0;
    }
    try (Stream<Path> lists = Files.list(rejects)) {
      return lists.count();
    }
  }

  private static List<List<String>> tables(Path data) {
    try (var database = Database.attach(DatabaseOptions.of(data, null, null))) {
      return ImportFixture.tables(database.jdbc());
    }
  }

  private List<List<String>> uninterrupted(Path file) {
    try (var imports = new ImportFixture(folder, 100_000)) {
      imports.run(ImportRequest.of(file).withKind("track"));
      return imports.tables();
    }
  }
}
