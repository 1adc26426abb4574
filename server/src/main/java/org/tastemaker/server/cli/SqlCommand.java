package org.tastemaker.server.cli;

import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.tastemaker.server.sql.Database;
import org.tastemaker.server.sql.Query;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(
    name = "sql",
    description = {
      "Runs SQL on the database and prints the answer; without a query, prints how another program"
          + " connects to it. Works beside a running server and without one."
    },
    mixinStandardHelpOptions = true,
    sortOptions = false,
    footerHeading = "%nExamples:%n",
    footer = {
      "  ./tastemaker sql \"select kind, count(*) from item group by kind\"",
      "  ./tastemaker sql --json \"select version, script from flyway_schema_history\""
    })
final class SqlCommand implements Callable<Integer> {
  @Mixin private final Where where = new Where();
  @Mixin private final Output output = new Output();

  @Parameters(
      paramLabel = "QUERY",
      arity = "0..1",
      description = "One or several statements; several are one transaction.")
  private @Nullable String query;

  SqlCommand() {}

  @Override
  public Integer call() {
    try (var facades = where.facades()) {
      if (query == null) {
        output.line(howToConnect(facades));
      } else {
        var statements = query;
        var database = facades.of(Database.class).dataSource();
        print(CommandException.refusing(() -> Query.run(database, statements)));
      }
    }
    return ExitCode.DONE.code();
  }

  private static String howToConnect(Facades facades) {
    var database = facades.of(Database.class);
    if (facades.of(DatabaseSettings.class).url() == null && !database.isGuest()) {
      throw new CommandException(
          ExitCode.REFUSED,
          "No server runs here, so its PostgreSQL does not either. Start one with ./tastemaker serve, or give a query: ./tastemaker sql \"select 1\"");
    }
    return database.howToConnect();
  }

  private void print(List<Query> answers) {
    output.line(
        answers.stream()
            .map(answer -> output.isJson() ? answer.json() : answer.table())
            .collect(Collectors.joining("\n")));
  }
}
