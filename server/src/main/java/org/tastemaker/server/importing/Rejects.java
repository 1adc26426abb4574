package org.tastemaker.server.importing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The list of rejected rows: a CSV file that comes into being with the first of them.
final class Rejects implements AutoCloseable {
  private static final DateTimeFormatter STAMP =
      DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss-SSS").withZone(ZoneOffset.UTC);

  private final Path path;
  private @Nullable Writer writer;

  /// @param folder where the file is made
  Rejects(Path folder, String source, Instant now) {
    String name = source.replaceAll("[^A-Za-z0-9._-]", "-");
    this.path = folder.resolve("%s-%s.csv".formatted(name, STAMP.format(now)));
  }

  void add(String file, long line, String reason, String row) {
    try {
      Writer out = writer == null ? open() : writer;
      out.write("%s,%d,%s,%s\n".formatted(quoted(file), line, quoted(reason), quoted(row)));
    } catch (IOException e) {
      throw new UncheckedIOException(
          "The list of rejected rows %s cannot be written.".formatted(path), e);
    }
  }

  private Writer open() throws IOException {
    Files.createDirectories(path.toAbsolutePath().getParent());
    Writer opened = Files.newBufferedWriter(path);
    opened.write("file,line,reason,row\n");
    writer = opened;
    return opened;
  }

  private static String quoted(String text) {
    return "\"" + text.replace("\"", "\"\"") + "\"";
  }

  /// Brings what was added to the disk: rows whose chunk is taken are not read again.
  void flush() {
    try {
      if (writer != null) {
        writer.flush();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Where the list is, if a row was rejected.
  Optional<Path> path() {
    return writer == null ? Optional.empty() : Optional.of(path);
  }

  @Override
  public void close() {
    try {
      if (writer != null) {
        writer.close();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
