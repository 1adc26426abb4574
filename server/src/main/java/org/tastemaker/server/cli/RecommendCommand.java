package org.tastemaker.server.cli;

import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.tastemaker.server.recommendation.RecommendationRequest;
import org.tastemaker.server.recommendation.Recommender;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
    name = "recommend",
    description = "Prints what a person would like next, and why.",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    footerHeading = "%nExamples:%n",
    footer = {
      "  ./tastemaker recommend --user 1",
      "  ./tastemaker recommend --user ml-latest-small:1 --kind movie --limit 5"
    })
final class RecommendCommand implements Callable<Integer> {
  @Mixin private final Where where = new Where();
  @Mixin private final Lists.Wanted wanted = new Lists.Wanted();
  @Mixin private final Output output = new Output();

  @Option(
      names = "--user",
      paramLabel = "ID",
      required = true,
      description = "Whom for: source:value, or the value alone where one source only has it.")
  private @Nullable String user;

  RecommendCommand() {}

  @Override
  public Integer call() {
    var filter = wanted.filter();
    var limit = wanted.limit();
    try (var facades = where.facades()) {
      var recommender = facades.of(Recommender.class);
      var audience = recommender.audience(Lists.reference("--user", String.valueOf(user)));
      var list = recommender.recommend(new RecommendationRequest(audience, filter, limit, null));
      output.print(list, Lists.table(list.items(), list.note()) + Lists.signature(list.model()));
    }
    return ExitCode.DONE.code();
  }
}
