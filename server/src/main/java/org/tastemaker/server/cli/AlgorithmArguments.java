package org.tastemaker.server.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.tastemaker.engine.algorithm.Algorithm;
import org.tastemaker.server.json.Json;
import org.tastemaker.server.training.AlgorithmJson;
import tools.jackson.core.JacksonException;

/// Algorithms as somebody writes them on a command line: JSON, a file of it with one or several, or
/// only a type.
final class AlgorithmArguments {
  private AlgorithmArguments() {}

  /// The algorithms of all arguments, each once.
  ///
  /// @throws IllegalArgumentException with a sentence, when one cannot be read
  static List<Algorithm> read(List<String> arguments) {
    List<Algorithm> algorithms = new ArrayList<>();
    arguments.forEach(argument -> algorithms.addAll(read(argument)));
    return algorithms.stream().distinct().toList();
  }

  private static List<Algorithm> read(String argument) {
    if (argument.startsWith("{") || argument.startsWith("[")) {
      return ofJson(argument, "--algorithm");
    }
    return argument.endsWith(".json") || Files.isRegularFile(Path.of(argument))
        ? ofFile(Path.of(argument))
        : List.of(AlgorithmJson.read(Json.mapper().createObjectNode().put("type", argument)));
  }

  private static List<Algorithm> ofFile(Path file) {
    try {
      return ofJson(Files.readString(file), file.toString());
    } catch (IOException e) {
      throw new CommandException(
          ExitCode.REFUSED, "%s cannot be read: %s.".formatted(file, e.getMessage()), e);
    }
  }

  private static List<Algorithm> ofJson(String text, String where) {
    try {
      return AlgorithmJson.readAll(Json.mapper().readTree(text));
    } catch (JacksonException e) {
      throw new IllegalArgumentException(
          "%s, line %d: this is no JSON such as {\"type\": \"ImplicitAls\"}."
              .formatted(where, e.getLocation().getLineNr()),
          e);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(where + ": " + e.getMessage(), e);
    }
  }
}
