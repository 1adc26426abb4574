package org.tastemaker.server.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.tastemaker.server.account.Erasures;
import org.tastemaker.server.sql.Database;
import org.tastemaker.server.sql.Manifest;
import org.tastemaker.server.sql.Restore;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "restore",
    description = {
      "Fills the database from a backup, all of it or nothing. A backup of an older version is brought"
          + " up to date."
    },
    mixinStandardHelpOptions = true,
    sortOptions = false,
    footerHeading = "%nExample:%n",
    footer = "  ./tastemaker restore tastemaker-2026-01-31.zip --data /var/lib/tastemaker")
final class RestoreCommand implements Callable<Integer> {
  @Mixin private final Where where = new Where();
  @Mixin private final Output output = new Output();

  @Option(names = "--replace", description = "Throw away what the database holds now.")
  private boolean replace;

  @Option(
      names = "--erasures",
      paramLabel = "FILE",
      description =
          "Another file of erasures, of a data folder that is lost; more than one may be named.")
  private List<Path> erasures = List.of();

  @Parameters(paramLabel = "FILE", description = "A file that ./tastemaker backup wrote.")
  private Path file;

  RestoreCommand() {}

  @Override
  public Integer call() {
    try (var facades = where.facades()) {
      var restore = new Restore(facades.of(Database.class), this::tell);
      var gone = CommandException.refusing(() -> facades.of(Erasures.class).gone(erasures));
      var read = CommandException.refusing(() -> restore.read(file, replace));
      int erased = facades.of(Erasures.class).repeat(gone);
      output.print(
          Map.of(
              "file", file.toString(),
              "rows", read.rows(),
              "tables", read.tables().size(),
              "erased", erased),
          "%,d rows of %d tables are back, as they were at %s.%s"
              .formatted(read.rows(), read.tables().size(), read.createdAt(), sentenceOn(erased)));
    }
    return ExitCode.DONE.code();
  }

  private static String sentenceOn(int erased) {
    return switch (erased) {
      case 0 -> "";
      case 1 -> " One person who was erased since is erased again.";
      default -> " %d people who were erased since are erased again.".formatted(erased);
    };
  }

  private void tell(Manifest.Table table) {
    output.progress("  %s: %,d rows".formatted(table.name(), table.rows()));
  }
}
