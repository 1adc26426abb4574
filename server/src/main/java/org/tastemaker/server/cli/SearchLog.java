package org.tastemaker.server.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.ConcurrentHashMap;
import org.tastemaker.engine.algorithm.Algorithm;
import org.tastemaker.engine.evaluation.Search;
import org.tastemaker.server.json.Json;
import org.tastemaker.server.training.AlgorithmJson;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/// The journal of a search as a file, a line of JSON a training: what goes on where another search
/// was stopped. Lines of other data, seeds or metrics are passed over, and so is a line that was
/// cut short.
final class SearchLog implements Search.Journal {
  private final Path file;
  private final String context;
  private final Map<Key, Double> values = new ConcurrentHashMap<>();

  private record Key(JsonNode algorithm, double share) {
    static Key of(Algorithm algorithm, double share) {
      // through text, so that a number is the same whether it was written or read
      return new Key(Json.mapper().readTree(AlgorithmJson.write(algorithm).toString()), share);
    }
  }

  /// A line; without a value for an algorithm that could not be trained.
  private record Line(
      String context, JsonNode algorithm, double share, Optional<Double> value, double seconds) {}

  /// @param context what a finding depends on besides the algorithm and the share
  SearchLog(Path file, String context) {
    this.file = file;
    this.context = context;
    read().forEach(this::remember);
  }

  private List<String> read() {
    try {
      return Files.readAllLines(file);
    } catch (NoSuchFileException e) {
      return List.of();
    } catch (IOException e) {
      throw unusable(e);
    }
  }

  private void remember(String text) {
    try {
      var line = Json.mapper().readValue(text, Line.class);
      if (context.equals(line.context())) {
        values.put(new Key(line.algorithm(), line.share()), line.value().orElse(Double.NaN));
      }
    } catch (JacksonException e) {
      // cut short when the search was killed: it is measured again
    }
  }

  @Override
  public OptionalDouble known(Algorithm algorithm, double share) {
    Double value = values.get(Key.of(algorithm, share));
    return value == null ? OptionalDouble.empty() : OptionalDouble.of(value);
  }

  @Override
  public synchronized void learnt(Search.Finding finding, double seconds) {
    var value =
        Double.isFinite(finding.value()) ? Optional.of(finding.value()) : Optional.<Double>empty();
    var line =
        new Line(
            context, AlgorithmJson.write(finding.algorithm()), finding.share(), value, seconds);
    values.put(Key.of(finding.algorithm(), finding.share()), finding.value());
    try {
      // begins a line of its own even after one that was cut short
      Files.writeString(
          file,
          "\n" + Json.mapper().writeValueAsString(line),
          StandardOpenOption.CREATE,
          StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw unusable(e);
    }
  }

  private CommandException unusable(IOException e) {
    return new CommandException(
        ExitCode.REFUSED, "%s cannot be used: %s.".formatted(file, e.getMessage()), e);
  }
}
