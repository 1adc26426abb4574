package org.tastemaker.server.sql;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// A process of its own that keeps a database open, for tests of what happens between processes.
///
/// It prints `ready` or the sentence that it ended with, then runs the statements that it is sent,
/// one a line, and answers `done`; with the end of its input it closes the database.
final class DatabaseProcess implements AutoCloseable {

  private final Process process;
  private final BufferedReader output;

  private DatabaseProcess(Process process) {
    this.process = process;
    this.output = process.inputReader(StandardCharsets.UTF_8);
  }

  static DatabaseProcess serve(Path data) throws IOException {
    return start(List.of(), System.getProperty("java.class.path"), Map.of(), "serve", data);
  }

  static DatabaseProcess attach(Path data) throws IOException {
    return start(List.of(), System.getProperty("java.class.path"), Map.of(), "attach", data);
  }

  static DatabaseProcess start(
      List<String> prefix, String classPath, Map<String, String> environment, String how, Path data)
      throws IOException {
    var command = new ArrayList<>(prefix);
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    String home = environment.getOrDefault("HOME", System.getProperty("user.home"));
    command.addAll(
        List.of(
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-Duser.home=" + home,
            "-cp",
            classPath,
            DatabaseProcess.class.getName(),
            how,
            data.toString()));
    var builder = new ProcessBuilder(command);
    builder.environment().putAll(environment);
    builder.redirectError(ProcessBuilder.Redirect.DISCARD);
    return new DatabaseProcess(builder.start());
  }

  /// The next line that is not a log's.
  String answer() throws IOException {
    String line = output.readLine();
    while (line != null && !line.startsWith("> ")) {
      line = output.readLine();
    }
    return line == null ? "ended" : line.substring(2);
  }

  String run(String statement) throws IOException {
    send(statement);
    return answer();
  }

  void send(String statement) throws IOException {
    var input = process.outputWriter(StandardCharsets.UTF_8);
    input.write(statement + "\n");
    input.flush();
  }

  long pid() {
    return process.pid();
  }

  /// As Ctrl-C does.
  void terminate() throws InterruptedException {
    process.destroy();
    process.waitFor();
  }

  void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  @Override
  public void close() {
    leave();
  }

  /// Ends it in order.
  void leave() {
    try {
      process.outputWriter(StandardCharsets.UTF_8).close();
      process.waitFor();
    } catch (IOException e) {
      process.destroyForcibly();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  static void main(String[] arguments) throws IOException {
    var options = DatabaseOptions.of(Path.of(arguments[1]), null, null);
    try (Database database =
        arguments[0].equals("serve") ? Database.serve(options) : Database.attach(options)) {
      var terminated = new Thread(database::close);
      Runtime.getRuntime().addShutdownHook(terminated); // as the application's context does
      IO.println("> ready " + (database.isGuest() ? "guest" : "owner"));
      for (String line = IO.readln(); line != null; line = IO.readln()) {
        if (line.startsWith("restore ")) {
          new Restore(database, _ -> {}).read(Path.of(line.substring(8)), true);
        } else {
          database.jdbc().sql(line).update();
        }
        IO.println("> done");
      }
      Runtime.getRuntime().removeShutdownHook(terminated);
    } catch (StorageException e) {
      IO.println("> " + String.valueOf(e.getMessage()).replace('\n', ' '));
    }
  }
}
