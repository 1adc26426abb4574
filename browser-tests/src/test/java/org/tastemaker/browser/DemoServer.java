package org.tastemaker.browser;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// `tastemaker demo` as a process of its own, on a free port and an empty data folder.
final class DemoServer implements AutoCloseable {
  private static final Pattern LINK = Pattern.compile("http://\\S+/signin\\?token=\\S+");

  private final Process process;
  private final Path data;
  private final String link;

  private DemoServer(Process process, Path data, String link) {
    this.process = process;
    this.data = data;
    this.link = link;
  }

  static DemoServer start() {
    try {
      Path data = Files.createTempDirectory("tastemaker demo");
      Process process =
          new ProcessBuilder(command(data))
              .redirectError(data.resolve("stderr.log").toFile())
              .start();
      return new DemoServer(process, data, linkOf(process, data));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<String> command(Path data) {
    Path jar = Path.of(System.getProperty("tastemaker.root"), "server/target/app/tastemaker.jar");
    Path java = Path.of(System.getProperty("java.home"), "bin", "java");
    return List.of(
        java.toString(),
        "--add-modules=jdk.incubator.vector",
        "--enable-native-access=ALL-UNNAMED",
        "-jar",
        jar.toString(),
        "demo",
        "--port=0",
        "--data=" + data.resolve("data"));
  }

  private static String linkOf(Process process, Path data) throws IOException {
    var lines = new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8));
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      Matcher link = LINK.matcher(line);
      if (link.find()) {
        return link.group();
      }
    }
    throw new IllegalStateException(
        "The demo ended without a link:\n" + Files.readString(data.resolve("stderr.log")));
  }

  /// The one-time link that signs a browser in.
  String link() {
    return link;
  }

  /// Where it is.
  String url() {
    return link.substring(0, link.indexOf("/signin"));
  }

  @Override
  public void close() {
    try (var files = Files.walk(data)) {
      process.destroy();
      if (!process.waitFor(1, TimeUnit.MINUTES)) {
        process.destroyForcibly();
      }
      files.sorted(Comparator.reverseOrder()).forEach(file -> file.toFile().delete());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
