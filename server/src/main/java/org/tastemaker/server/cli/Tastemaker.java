package org.tastemaker.server.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// The command above all commands. A new command is a class beside this one and a line in the list.
@Command(
    name = "tastemaker",
    description = "Recommends what to watch, read, play and hear next.",
    synopsisSubcommandLabel = "COMMAND",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    sortOptions = false,
    subcommands = {
      DemoCommand.class,
      ServeCommand.class,
      WorkerCommand.class,
      ImportCommand.class,
      TrainCommand.class,
      EvaluateCommand.class,
      RecommendCommand.class,
      SimilarCommand.class,
      JobsCommand.class,
      ModelsCommand.class,
      AccountCommand.class,
      SqlCommand.class,
      BackupCommand.class,
      RestoreCommand.class,
      SigninCommand.class,
      VersionCommand.class,
      RehearseCommand.class
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:done",
      "1:failed: a fault of the program or of the machine",
      "2:usage: the command line or the settings make no sense",
      "3:refused: what was asked for does not exist or may not be done now",
      "4:unavailable: the database, the port or the server cannot be had"
    },
    footerHeading = "%nExample:%n",
    footer = {
      "  ./tastemaker serve --port 8000",
      "",
      "./tastemaker COMMAND --help says more about each."
    })
final class Tastemaker implements Runnable {
  @Spec private CommandSpec spec;

  Tastemaker() {}

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "Say which command.");
  }
}
