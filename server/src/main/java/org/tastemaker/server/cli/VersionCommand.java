package org.tastemaker.server.cli;

import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
    name = "version",
    description = "Prints the versions of the program and of Java.",
    mixinStandardHelpOptions = true,
    footerHeading = "%nExample:%n",
    footer = "  ./tastemaker version --json")
final class VersionCommand implements Callable<Integer> {
  @Mixin private final Output output = new Output();

  VersionCommand() {}

  @Override
  public Integer call() {
    var java = Runtime.version().toString();
    output.print(
        Map.of("version", Version.text(), "java", java),
        "tastemaker %s on Java %s".formatted(Version.text(), java));
    return ExitCode.DONE.code();
  }
}
