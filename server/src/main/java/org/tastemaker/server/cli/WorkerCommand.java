package org.tastemaker.server.cli;

import java.io.IOException;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.tastemaker.server.job.Worker;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
    name = "worker",
    description = {
      "Runs training, imports and other background work until it is stopped (Ctrl-C).",
      "",
      "A server starts one of its own unless it is told not to; more of them share the work.",
      ""
    },
    mixinStandardHelpOptions = true,
    sortOptions = false,
    footerHeading = "%nExample:%n",
    footer = "  ./tastemaker worker --data /var/lib/tastemaker")
final class WorkerCommand implements Callable<Integer> {
  private static final long PATIENCE_MILLIS = 15_000;

  @Mixin private final Where where = new Where();
  @Mixin private final Output output = new Output();

  /// Given by the server that starts it: the end of the standard input, which comes however the
  /// server ends, ends the worker too.
  @Option(names = "--child", hidden = true)
  private boolean child;

  WorkerCommand() {}

  @Override
  public Integer call() throws InterruptedException {
    var end = new CountDownLatch(1);
    if (child) {
      Thread.ofPlatform().name("parent").daemon().start(() -> awaitParentsEnd(end));
    }
    var talkative = where.settings().with("tastemaker-log-level", "info");
    try (var facades = Facades.open(talkative)) {
      var worker = facades.of(Worker.class);
      worker.start();
      if (!child) {
        output.print(Map.of("worker", worker.name()), "Worker " + worker.name() + " runs jobs.");
      }
      end.await();
    }
    return ExitCode.DONE.code();
  }

  private static void awaitParentsEnd(CountDownLatch end) {
    try {
      while (System.in.read() >= 0) {
        // nothing is ever said
      }
    } catch (IOException _) {
      // gone as well
    }
    end.countDown();
    try {
      Thread.sleep(PATIENCE_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    Runtime.getRuntime().halt(ExitCode.FAILED.code());
  }
}
