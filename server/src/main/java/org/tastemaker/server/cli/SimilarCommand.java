package org.tastemaker.server.cli;

import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.tastemaker.server.catalogue.LiveCatalogue;
import org.tastemaker.server.recommendation.SimilarItems;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
    name = "similar",
    description = "Prints what is like an item, as the people see it who had to do with both.",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    footerHeading = "%nExample:%n",
    footer = "  ./tastemaker similar --item ml-latest-small:6 --limit 5")
final class SimilarCommand implements Callable<Integer> {
  @Mixin private final Where where = new Where();
  @Mixin private final Output output = new Output();

  @Option(
      names = "--item",
      paramLabel = "ID",
      required = true,
      description = "Like what: source:value, or the value alone where one source only has it.")
  private @Nullable String item;

  @Option(
      names = "--kind",
      paramLabel = "KIND",
      split = ",",
      description = "Only items of these kinds.")
  private List<String> kinds = List.of();

  @Option(
      names = "--genre",
      paramLabel = "GENRE",
      split = ",",
      description = "Only items of one of these genres.")
  private List<String> genres = List.of();

  @Option(
      names = "--limit",
      paramLabel = "N",
      defaultValue = "10",
      description = "How many, 1 to 100; 10 without.")
  private int limit;

  SimilarCommand() {}

  @Override
  public Integer call() {
    var request = new Lists.Wanted(kinds, genres, limit);
    try (var facades = where.facades()) {
      var found =
          facades
              .of(LiveCatalogue.class)
              .current()
              .find(Lists.reference("--item", String.valueOf(item)));
      var id =
          found.orElseThrow(() ->
              new CommandException(
                  ExitCode.REFUSED,
                  "there is no item " + item + ", or several sources have one; say source:value"));
      var list = facades.of(SimilarItems.class).to(id, request.filter(), request.limit());
      output.print(list, Lists.table(list.items(), list.note()) + Lists.signature(list.model()));
    }
    return ExitCode.DONE.code();
  }
}
