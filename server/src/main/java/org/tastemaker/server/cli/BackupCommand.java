package org.tastemaker.server.cli;

import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import org.tastemaker.server.account.Erasures;
import org.tastemaker.server.sql.Backup;
import org.tastemaker.server.sql.Database;
import org.tastemaker.server.sql.Manifest;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(
    name = "backup",
    description = {
      "Writes everything into one file, as of one moment; a running server serves on meanwhile. The"
          + " file is for its owner's eyes: it holds what people did."
    },
    mixinStandardHelpOptions = true,
    sortOptions = false,
    footerHeading = "%nExample:%n",
    footer = "  ./tastemaker backup tastemaker-2026-01-31.zip")
final class BackupCommand implements Callable<Integer> {
  @Mixin private final Where where = new Where();
  @Mixin private final Output output = new Output();

  @Parameters(paramLabel = "FILE", description = "The file to write; it must not be there yet.")
  private Path file;

  BackupCommand() {}

  @Override
  public Integer call() {
    try (var facades = where.facades()) {
      var backup = new Backup(facades.of(Database.class), this::tell);
      facades.of(Erasures.class).keep();
      var written = CommandException.refusing(() -> backup.write(file));
      output.print(
          Map.of(
              "file", file.toString(), "rows", written.rows(), "tables", written.tables().size()),
          "%s holds %,d rows of %d tables."
              .formatted(file, written.rows(), written.tables().size()));
    }
    return ExitCode.DONE.code();
  }

  private void tell(Manifest.Table table) {
    output.progress("  %s: %,d rows".formatted(table.name(), table.rows()));
  }
}
