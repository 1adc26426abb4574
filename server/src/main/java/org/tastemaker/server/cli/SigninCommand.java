package org.tastemaker.server.cli;

import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
    name = "signin",
    description = "Prints a one-time link that signs a browser in to the running server's pages.",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    footerHeading = "%nExample:%n",
    footer = "  ./tastemaker signin --user ann_b")
final class SigninCommand implements Callable<Integer> {
  @Mixin private final Where where = new Where();
  @Mixin private final Output output = new Output();

  @Option(
      names = "--user",
      paramLabel = "NAME",
      description = "Whom: a username or an address; the first administrator otherwise.")
  private @Nullable String user;

  SigninCommand() {}

  @Override
  public Integer call() {
    var server = LiveServer.require(where.settings());
    var wish = user == null ? Map.of() : Map.of("user", user);
    var link = server.url() + server.post("/api/v1/signin-links", wish).path("link").asString();
    output.print(Map.of("link", link), link);
    return ExitCode.DONE.code();
  }
}
