package org.tastemaker.server.cli;

import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
    name = "signin",
    description = "Prints a one-time link that signs a browser in to the running server's page.",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    footerHeading = "%nExample:%n",
    footer = "  ./tastemaker signin --data /var/lib/tastemaker")
final class SigninCommand implements Callable<Integer> {
  @Mixin private final Where where = new Where();
  @Mixin private final Output output = new Output();

  SigninCommand() {}

  @Override
  public Integer call() {
    var server = LiveServer.require(where.settings());
    var link = server.url() + server.post("/api/v1/signin-links").path("link").asString();
    output.print(Map.of("link", link), link);
    return ExitCode.DONE.code();
  }
}
