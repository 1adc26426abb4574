package org.tastemaker.server.account;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.tastemaker.server.sql.StorageException;

/// Who was erased, in a file that outlives the database: a backup that is older than an erasure
/// still has the person, and bringing it back must not bring them back.
///
/// The file has a line per person: our id, when the id was given out, when they were erased. The
/// second tells an id from the same one given out again after a restore. It only ever grows, and
/// names nobody.
final class ErasureFile {
  private final JdbcClient jdbc;
  private final Path file;

  ErasureFile(JdbcClient jdbc, Path file) {
    this.jdbc = jdbc;
    this.file = file;
  }

  /// One line.
  record Erasure(int person, Instant createdAt, Instant at) {
    static Erasure parse(String line) {
      var parts = line.split(" ", -1);
      if (parts.length != 3) {
        throw new IllegalArgumentException("not three parts");
      }
      return new Erasure(
          Integer.parseInt(parts[0]), Instant.parse(parts[1]), Instant.parse(parts[2]));
    }

    @Override
    public String toString() {
      return person + " " + createdAt + " " + at;
    }
  }

  /// Writes down whom the database says were erased and the file does not have yet.
  synchronized void keep() {
    var missing = new LinkedHashSet<>(told());
    missing.removeAll(Set.copyOf(in(file)));
    if (!missing.isEmpty()) {
      append(missing);
    }
  }

  private List<Erasure> told() {
    return jdbc.sql(
            """
            select object_id, payload->>'createdAt' as created, occurred_at from event
            where type = 'PersonErased' and payload->>'createdAt' is not null order by position
            """)
        .query((row, _) ->
            new Erasure(
                row.getInt("object_id"),
                Instant.parse(row.getString("created")),
                row.getObject("occurred_at", OffsetDateTime.class).toInstant()))
        .list();
  }

  private void append(Collection<Erasure> erasures) {
    var lines = new StringBuilder();
    erasures.forEach(one -> lines.append(one).append('\n'));
    try (var channel =
        FileChannel.open(
            file,
            Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.APPEND),
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")))) {
      channel.write(ByteBuffer.wrap(lines.toString().getBytes(StandardCharsets.UTF_8)));
      channel.force(true);
    } catch (IOException e) {
      throw new UncheckedIOException("Erasures cannot be written to " + file, e);
    }
  }

  /// What this file and the others say.
  ///
  /// @throws StorageException with a sentence, when one of the others cannot be read
  Set<Erasure> all(List<Path> others) {
    var all = new LinkedHashSet<>(in(file));
    for (var other : others) {
      if (!Files.isReadable(other)) {
        throw new StorageException("There is no file %s that can be read.".formatted(other));
      }
      all.addAll(in(other));
    }
    return all;
  }

  private static List<Erasure> in(Path file) {
    var erasures = new ArrayList<Erasure>();
    int number = 0;
    try {
      for (var line : Files.readAllLines(file)) {
        number++;
        erasures.add(Erasure.parse(line));
      }
    } catch (NoSuchFileException e) {
      return List.of();
    } catch (IOException e) {
      throw new UncheckedIOException("Erasures cannot be read from " + file, e);
    } catch (DateTimeParseException | IllegalArgumentException e) {
      throw new StorageException(
          "Line %d of %s is not \"person created erased\".".formatted(number, file), e);
    }
    return erasures;
  }
}
