package org.tastemaker.server.cli;

import java.io.PrintWriter;
import org.tastemaker.server.json.Json;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Spec.Target;

/// What a command answers with on its standard output: lines for people, or with `--json` one JSON
/// value for programs. Logs, progress and errors go to the standard error.
final class Output {
  @Spec(Target.MIXEE)
  private CommandSpec spec;

  @Option(names = "--json", description = "Print JSON for programs instead of lines for people.")
  private boolean json;

  /// Prints the value as JSON when `--json` was given, else the text.
  void print(Object value, String text) {
    line(json ? Json.mapper().writeValueAsString(value) : text);
  }

  /// Whether the answer is for a program.
  boolean isJson() {
    return json;
  }

  /// Prints a line, whatever was asked for.
  void line(String text) {
    var out = out();
    out.println(text);
    out.flush();
  }

  /// Says how it goes on, beside the answer.
  void progress(String text) {
    var err = spec.commandLine().getErr();
    err.println(text);
    err.flush();
  }

  private PrintWriter out() {
    return spec.commandLine().getOut();
  }
}
