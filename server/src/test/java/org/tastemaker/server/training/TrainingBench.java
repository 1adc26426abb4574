package org.tastemaker.server.training;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.tastemaker.server.event.EventLog;
import org.tastemaker.server.job.JobContext;
import org.tastemaker.server.json.Json;
import org.tastemaker.server.sql.TestDatabase;
import org.tastemaker.server.training.TrainingSettings.GateSettings;
import org.tastemaker.server.training.TrainingSettings.SearchSettings;
import org.tastemaker.server.training.TrainingSettings.ThresholdSettings;
import tools.jackson.databind.JsonNode;

/// Everything training needs, on a database and in a folder of its own.
final class TrainingBench implements AutoCloseable {
  static final SearchSettings CHOOSING =
      new SearchSettings(Duration.ofMinutes(5), 2, 100_000, 1000, Duration.ofDays(1));

  final TestDatabase database;
  final JdbcClient jdbc;
  final Path folder;
  final EventLog events;
  final ModelRows rows;
  final ModelStore store;
  final Publisher publisher;
  final Models models;
  final LiveModels live;
  final DatasetReader datasets;
  private final boolean owner;
  TrainingSettings settings = settings(3);

  TrainingBench() {
    this(TestDatabase.fresh(), true);
  }

  /// On a database that somebody else closes.
  TrainingBench(TestDatabase database) {
    this(database, false);
  }

  private TrainingBench(TestDatabase database, boolean owner) {
    this.database = database;
    this.owner = owner;
    jdbc = database.jdbc();
    events = new EventLog(jdbc);
    rows = new ModelRows(jdbc);
    datasets = new DatasetReader(database.unpooled(), events);
    try {
      folder = Files.createTempDirectory("tastemaker-models-");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    store = new ModelStore(jdbc, folder);
    publisher =
        new Publisher(rows, store, database.transactions(), events, database.notifications());
    models = new Models(rows, publisher);
    live = new LiveModels(rows, store);
  }

  /// The usual settings, but with a ranking that is chosen.
  static TrainingSettings choosing(String ranking, SearchSettings search) {
    var usual = settings(3);
    return new TrainingSettings(
        usual.every(),
        usual.check(),
        usual.minNew(),
        usual.minNewShare(),
        usual.minNewItems(),
        usual.thresholds(),
        usual.keep(),
        usual.follow(),
        usual.threads(),
        usual.seed(),
        ranking,
        usual.rating(),
        usual.similar(),
        usual.popular(),
        usual.preference(),
        usual.gate(),
        search);
  }

  static TrainingSettings settings(int keep) {
    return settings(keep, 0, Map.of());
  }

  static TrainingSettings settings(
      int keep, long minNewItems, Map<ModelRole, Map<String, ThresholdSettings>> thresholds) {
    return new TrainingSettings(
        Duration.ofHours(6),
        Duration.ofMillis(100),
        50,
        0.05,
        minNewItems,
        thresholds,
        keep,
        Duration.ofSeconds(15),
        1,
        42,
        "{\"type\": \"ImplicitAls\", \"factors\": 16, \"iterations\": 8}",
        "{\"type\": \"BiasedMf\", \"factors\": 4, \"iterations\": 60, \"learningRate\": 0.03}",
        "{\"type\": \"ItemKnn\"}",
        "{\"type\": \"MostPopular\"}",
        "{}",
        new GateSettings(0.03, 30, 2000, 0.2),
        CHOOSING);
  }

  Trainer trainer() {
    return new Trainer(datasets, rows, store, publisher, settings);
  }

  TrainKind kind() {
    return new TrainKind(trainer(), settings);
  }

  /// Trains as a job would.
  TrainOutcome train(String parameters) {
    return kind().run(new Listener(Json.mapper().readTree(parameters)));
  }

  void tastes(int people, int items) {
    TestTastes.fill(jdbc, people, items);
  }

  void rate(int person, int item, int hundredths) {
    TestTastes.rate(jdbc, List.<Object[]>of(new Object[] {person, item, hundredths}));
  }

  void act(int person, int item, int type, long count) {
    jdbc.sql(
            """
            insert into activity (person, item, type, count, first_at, last_at)
            values (:person, :item, :type, :count, now(), timestamptz '2026-03-01 00:00:00Z')
            """)
        .param("person", person)
        .param("item", item)
        .param("type", type)
        .param("count", count)
        .update();
  }

  @Override
  public void close() {
    if (owner) {
      database.close();
    }
    try (var files = Files.walk(folder)) {
      for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// A job's context that remembers what it is told and can be cancelled at a step.
  static final class Listener implements JobContext {
    final List<String> steps = new ArrayList<>();
    final List<Double> shares = new ArrayList<>();
    final List<String> lines = new ArrayList<>();
    private final JsonNode parameters;
    private String cancelAt = "\n";
    private boolean cancelled;

    Listener(JsonNode parameters) {
      this.parameters = parameters;
    }

    Listener cancelAt(String step) {
      cancelAt = step;
      return this;
    }

    @Override
    public long id() {
      return 0;
    }

    @Override
    public JsonNode parameters() {
      return parameters;
    }

    @Override
    public synchronized void progress(double share, String step) {
      if (steps.isEmpty() || !steps.getLast().equals(step)) {
        steps.add(step);
      }
      shares.add(share);
      cancelled |= step.contains(cancelAt);
    }

    @Override
    public boolean cancelled() {
      return cancelled;
    }

    @Override
    public void stopIfCancelled() {
      if (cancelled) {
        throw new CancellationException("cancelled");
      }
    }

    @Override
    public void log(String line) {
      lines.add(line);
    }
  }
}
