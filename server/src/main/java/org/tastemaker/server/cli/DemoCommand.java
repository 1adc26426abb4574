package org.tastemaker.server.cli;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.springframework.core.env.Environment;
import org.tastemaker.server.account.SignInLinks;
import org.tastemaker.server.catalogue.ItemFilter;
import org.tastemaker.server.demo.Demo;
import org.tastemaker.server.id.SourceKey;
import org.tastemaker.server.interaction.People;
import org.tastemaker.server.job.JobState;
import org.tastemaker.server.job.Jobs;
import org.tastemaker.server.job.Worker;
import org.tastemaker.server.json.Json;
import org.tastemaker.server.recommendation.Audience;
import org.tastemaker.server.recommendation.RecommendationRequest;
import org.tastemaker.server.recommendation.Recommender;
import org.tastemaker.server.training.LiveModels;
import org.tastemaker.server.training.ModelRole;
import org.tastemaker.server.training.TrainParameters;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
    name = "demo",
    description = "Loads the bundled catalogue and synthetic people, trains, and serves.",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    footerHeading = "%nExample:%n",
    footer = "  ./tastemaker demo --port 8080")
final class DemoCommand implements Callable<Integer> {
  private static final SourceKey PERSON = new SourceKey(Demo.SOURCE, "1");

  private static final List<ModelRole> FIRST =
      List.of(ModelRole.RANKING, ModelRole.SIMILAR, ModelRole.POPULAR);

  /// Of the settings' candidates some that learn within a second, since somebody waits. Workers
  /// choose among all of them as soon as they train anew.
  private static final String QUICK =
      """
      [{"type": "ImplicitAls"},
       {"type": "SparseEase"},
       {"type": "Ease", "regularisation": 200, "dropout": 0.72, "largestDiagonal": 1,
        "personExponent": 0.6, "popularityExponent": 0.2},
       {"type": "Blended", "parts": [
         {"weight": 1, "algorithm": {"type": "Ease", "regularisation": 200, "dropout": 0.72,
                                     "largestDiagonal": 1, "personExponent": 0.6,
                                     "popularityExponent": 0.2}},
         {"weight": 0.23, "algorithm": {"type": "ImplicitAls", "iterations": 12,
                                        "regularisation": 0.03, "unobservedWeight": 0.1,
                                        "frequencyExponent": 1}}]}]
      """;

  private static final long LOOK_MILLIS = 150;

  @Mixin private final Where where = new Where();
  @Mixin private final Output output = new Output();
  @Spec private CommandSpec spec;

  @Option(
      names = "--port",
      paramLabel = "PORT",
      description = "Where to listen; 0 is any free port (also TASTEMAKER_PORT; 8000 otherwise).")
  private @Nullable Integer port;

  DemoCommand() {}

  @Override
  public Integer call() throws InterruptedException {
    var settings = where.settings();
    settings = port == null ? settings : settings.with("tastemaker.port", port);
    var server = Server.startAlone(settings);
    load(server);
    if (server.of(LiveModels.class).of(ModelRole.RANKING).isEmpty()) {
      train(server);
    }
    var link = server.url() + server.of(SignInLinks.class).forPerson(person(server), "demo");
    var facts = new HashMap<>(server.facts());
    facts.put("link", link);
    output.print(facts, invitation(server, link));
    server.startWorker(settings);
    server.awaitEnd();
    return ExitCode.DONE.code();
  }

  /// Trains what the first page needs in this process, which nobody asks anything yet: a worker
  /// process would first have to start. The worker sees by itself that the rest is due.
  private void train(Server server) throws InterruptedException {
    var jobs = server.of(Jobs.class);
    long id = jobs.request("train", first(server), "the demo begins").id();
    try (var worker = server.of(Worker.class);
        var progress = new JobProgress(spec.commandLine().getErr())) {
      worker.startOnly(id);
      var job = jobs.find(id).orElseThrow();
      while (!job.state().ended()) {
        progress.show(job);
        Thread.sleep(LOOK_MILLIS);
        job = jobs.find(id).orElseThrow();
      }
      if (job.state() != JobState.SUCCEEDED) {
        throw new CommandException(
            ExitCode.FAILED, "The training ended as %s: %s".formatted(job.state(), job.problem()));
      }
    }
  }

  private static TrainParameters first(Server server) {
    var algorithms =
        server.of(Environment.class).containsProperty("tastemaker.training.ranking")
            ? null
            : Map.of(ModelRole.RANKING, Json.mapper().readTree(QUICK));
    return new TrainParameters(FIRST, algorithms, null, null);
  }

  private void load(Server server) {
    var loaded = server.of(Demo.class).load();
    var err = spec.commandLine().getErr();
    err.println(
        "%s %,d titles of eight kinds and %,d ratings by %,d synthetic people."
            .formatted(
                loaded.fresh() ? "Loaded" : "The data folder has",
                loaded.items(),
                loaded.ratings(),
                loaded.people()));
    err.flush();
  }

  /// Three lines to paste; the second, a rating, changes the answer of the third.
  private static String invitation(Server server, String link) {
    var key = "-H \"X-API-Key: $(cat %s)\"".formatted(quoted(keyFile(server)));
    var api = server.url() + "/api/v1";
    var ask = "curl -s %s '%s/recommendations?user=%s&limit=3'".formatted(key, api, PERSON);
    return """

    See it: this link signs one browser in as one of the synthetic people, once.
      %s

    Ask as a program does, rate the first of the list, ask again:
      %s
      curl -s -X PUT %s -H 'Content-Type: application/json' -d '{"stars": 5}' '%s/items/%d/rating?user=%s'
      %s

    Every operation with examples: %s/docs
    Stop it with Ctrl-C.\
    """
        .formatted(link, ask, key, api, firstFor(server), PERSON, ask, api);
  }

  private static int person(Server server) {
    return server.of(People.class).find(PERSON).orElseThrow();
  }

  private static int firstFor(Server server) {
    var request =
        new RecommendationRequest(new Audience.Person(person(server)), ItemFilter.ALL, 1, null);
    return server.of(Recommender.class).recommend(request).items().getFirst().id();
  }

  /// The file with the API key, as seen from here.
  private static Path keyFile(Server server) {
    var here = Path.of("").toAbsolutePath();
    var file = server.dataFolder().toAbsolutePath().normalize().resolve("api-key");
    return file.startsWith(here) ? here.relativize(file) : file;
  }

  private static String quoted(Path path) {
    var text = path.toString();
    return text.matches("[\\w./-]+") ? text : "'" + text.replace("'", "'\\''") + "'";
  }
}
