package org.tastemaker.server.cli;

import java.util.List;
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
  @Mixin private final Output output = new Output();

  @Option(
      names = "--user",
      paramLabel = "ID",
      required = true,
      description = "Whom for: source:value, or the value alone where one source only has it.")
  private @Nullable String user;

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

  RecommendCommand() {}

  @Override
  public Integer call() {
    var request = new Lists.Wanted(kinds, genres, limit);
    try (var facades = where.facades()) {
      var recommender = facades.of(Recommender.class);
      var audience = recommender.audience(Lists.reference("--user", String.valueOf(user)));
      var list =
          recommender.recommend(
              new RecommendationRequest(audience, request.filter(), request.limit(), null));
      output.print(list, Lists.table(list.items(), list.note()) + Lists.signature(list.model()));
    }
    return ExitCode.DONE.code();
  }
}
