package org.tastemaker.server.cli;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.tastemaker.server.training.ModelRole;
import org.tastemaker.server.training.Models;
import org.tastemaker.server.training.RollbackResult;
import org.tastemaker.server.training.TrainedModel;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "models",
    description = {
      "Lists models, newest first, with their measures and what the gate said; * serves now.",
      ""
    },
    mixinStandardHelpOptions = true,
    sortOptions = false,
    subcommands = ModelsCommand.Rollback.class,
    footerHeading = "%nExamples:%n",
    footer = {"  ./tastemaker models --role ranking", "  ./tastemaker models rollback ranking"})
final class ModelsCommand implements Callable<Integer> {
  @Mixin private final Where where = new Where();
  @Mixin private final Output output = new Output();

  @Option(
      names = "--role",
      paramLabel = "ROLE",
      description = "Of this role only: ranking, rating, similar or popular.")
  private @Nullable ModelRole role;

  @Mixin private final Newest newest = new Newest();

  ModelsCommand() {}

  @Override
  public Integer call() {
    var limit = newest.limit();
    try (var facades = where.facades()) {
      var models = facades.of(Models.class).history(role, limit);
      output.print(Map.of("models", models), JobTexts.models(models));
    }
    return ExitCode.DONE.code();
  }

  @Command(
      name = "rollback",
      description = "Lets an earlier model serve again.",
      mixinStandardHelpOptions = true,
      footerHeading = "%nExample:%n",
      footer = "  ./tastemaker models rollback ranking --to 12")
  static final class Rollback implements Callable<Integer> {
    @Mixin private final Where where = new Where();
    @Mixin private final Output output = new Output();

    @Parameters(paramLabel = "ROLE", description = "ranking, rating, similar or popular.")
    private ModelRole role;

    @Option(
        names = "--to",
        paramLabel = "ID",
        description = "The model; the accepted one before the live one when left out.")
    private @Nullable Long target;

    Rollback() {}

    @Override
    public Integer call() {
      try (var facades = where.facades()) {
        var models = facades.of(Models.class);
        var chosen = chosen(models.rollBack(role, Optional.ofNullable(target), null));
        var model = models.find(chosen.id()).orElseThrow();
        output.print(model, "Model %d serves as %s.".formatted(model.id(), role.label()));
      }
      return ExitCode.DONE.code();
    }

    private TrainedModel chosen(RollbackResult result) {
      return switch (result) {
        case RollbackResult.RolledBack(_, var to) -> to;
        case RollbackResult.NothingLive _ ->
            throw refused("No model of the role " + role.label() + " serves yet.");
        case RollbackResult.NoneBefore(var live) ->
            throw refused("There is no accepted model before model " + live + ".");
        case RollbackResult.NoSuchModel _ ->
            throw refused("There is no model %d of the role %s.".formatted(target, role.label()));
        case RollbackResult.CannotServe(var reason) -> throw refused(reason);
      };
    }

    private static CommandException refused(String sentence) {
      return new CommandException(ExitCode.REFUSED, sentence);
    }
  }
}
