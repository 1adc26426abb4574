package org.tastemaker.server.cli;

import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.tastemaker.server.importing.ImportPreview;
import org.tastemaker.server.importing.ImportReport;
import org.tastemaker.server.importing.ImportRequest;
import org.tastemaker.server.importing.Importer;
import org.tastemaker.server.sql.DataFolder;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
    name = "import",
    description = {
      "Takes ratings, plays, views, purchases, installs and items from files.",
      "",
      "Every layout of MovieLens is recognised. Any other table (CSV, TSV, ::, |, blanks, JSON lines) is"
          + " taken by its column names or by --columns. Run again after it was stopped or killed, an"
          + " import goes on where it was; the same file again changes nothing.",
      ""
    },
    mixinStandardHelpOptions = true,
    sortOptions = false,
    footerHeading = "%nExamples:%n",
    footer = {
      "  ./tastemaker import ml-25m.zip",
      "  ./tastemaker import ml-latest-small --preview",
      "  ./tastemaker import ratings.csv --columns user=User-ID,item=ISBN,rating=Book-Rating --scale 1-10 --kind book",
      "  ./tastemaker import steam-200k.csv --columns user=user-id,item=game-title,plays=value --kind game"
    })
final class ImportCommand implements Callable<Integer> {
  @Mixin private final Where where = new Where();
  @Mixin private final Output output = new Output();
  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "PATH", description = "A folder, a file or a zip; plain or gzip inside.")
  private Path path;

  @Option(
      names = "--format",
      paramLabel = "F",
      description = {
        "movielens-100k, movielens-dat (1M, 10M), movielens-csv (20M, 25M, 32M, latest), csv, semicolon,"
            + " tsv, pipe, double-colon, blank or json-lines. Recognised when left out."
      })
  private @Nullable String format;

  @Option(
      names = "--columns",
      paramLabel = "MEANING=COLUMN,…",
      description = {
        "Which column means what, by its name or by its number from 1. Interactions: user, item, rating,"
            + " plays, views, purchases, installs, timestamp; plays=* when every row is one. Items: id, title,"
            + " year, genres, kind, description, image, language, country, people."
      })
  private @Nullable String columns;

  @Option(
      names = "--scale",
      paramLabel = "MIN-MAX",
      description =
          "The scale of the ratings, as in 1-10. Stars are value x 5 / MAX. 0-5 when left out.")
  private @Nullable String scale;

  @Option(
      names = "--time-unit",
      paramLabel = "UNIT",
      description =
          "seconds, millis or iso. When left out, numbers from 100 billion on are milliseconds.")
  private @Nullable String timeUnit;

  @Option(
      names = "--encoding",
      paramLabel = "NAME",
      description = "The encoding of the text, as in ISO-8859-1. UTF-8 when left out.")
  private @Nullable String encoding;

  @Option(names = "--kind", paramLabel = "KIND", description = "What the items are, as in game.")
  private @Nullable String kind;

  @Option(
      names = "--source",
      paramLabel = "NAME",
      description = {
        "Under which people and items are known, as in NAME:42. The folder's or file's name when left out."
      })
  private @Nullable String source;

  @Option(
      names = "--preview",
      description = "Say what was understood and what would be rejected; change nothing.")
  private boolean preview;

  ImportCommand() {}

  @Override
  public Integer call() {
    if (preview) {
      ImportPreview looked = ImportPreview.of(request());
      output.print(looked, ImportTexts.of(looked));
    } else {
      ImportReport report = run();
      output.print(report, ImportTexts.of(report));
    }
    return ExitCode.DONE.code();
  }

  private ImportReport run() {
    try (var facades = where.facades();
        var bar = new ProgressBar(spec.commandLine().getErr())) {
      var importer = facades.of(Importer.class);
      Path rejects = facades.of(DataFolder.class).path().resolve("rejects");
      return importer.run(request(), rejects, bar);
    }
  }

  private ImportRequest request() {
    return new ImportRequest(
        path,
        Optional.ofNullable(format),
        Optional.ofNullable(columns),
        Optional.ofNullable(scale),
        Optional.ofNullable(timeUnit),
        Optional.ofNullable(encoding),
        Optional.ofNullable(kind),
        Optional.ofNullable(source));
  }
}
