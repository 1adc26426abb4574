package org.tastemaker.server.cli;

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
  @Mixin private final Lists.Wanted wanted = new Lists.Wanted();
  @Mixin private final Output output = new Output();

  @Option(
      names = "--item",
      paramLabel = "ID",
      required = true,
      description = "Like what: source:value, or the value alone where one source only has it.")
  private @Nullable String item;

  SimilarCommand() {}

  @Override
  public Integer call() {
    var filter = wanted.filter();
    var limit = wanted.limit();
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
      var list = facades.of(SimilarItems.class).to(id, filter, limit);
      output.print(list, Lists.table(list.items(), list.note()) + Lists.signature(list.model()));
    }
    return ExitCode.DONE.code();
  }
}
