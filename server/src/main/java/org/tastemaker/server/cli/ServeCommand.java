package org.tastemaker.server.cli;

import java.util.HashMap;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
    name = "serve",
    description = "Serves the API and the page until it is stopped (Ctrl-C).",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    footerHeading = "%nExample:%n",
    footer = "  ./tastemaker serve --port 8000 --data /var/lib/tastemaker")
final class ServeCommand implements Callable<Integer> {
  @Mixin private final Where where = new Where();
  @Mixin private final Output output = new Output();

  @Option(
      names = "--port",
      paramLabel = "PORT",
      description = "Where to listen; 0 is any free port (also TASTEMAKER_PORT; 8000 otherwise).")
  private @Nullable Integer port;

  @Option(
      names = "--no-worker",
      description = "Start no worker process; run ./tastemaker worker yourself, here or elsewhere.")
  private boolean withoutWorker;

  ServeCommand() {}

  @Override
  public Integer call() throws InterruptedException {
    var server = Server.start(settings());
    var adminPassword = server.firstAdmin();
    var facts = new HashMap<>(server.facts());
    adminPassword.ifPresent(password -> facts.put("adminPassword", password));
    output.print(facts, server.greeting(adminPassword));
    server.awaitEnd();
    return ExitCode.DONE.code();
  }

  private Settings settings() {
    var settings = where.settings();
    settings = port == null ? settings : settings.with("tastemaker.port", port);
    return withoutWorker ? settings.with("tastemaker.worker", false) : settings;
  }
}
