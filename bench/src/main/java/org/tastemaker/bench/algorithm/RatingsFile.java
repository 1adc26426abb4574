package org.tastemaker.bench.algorithm;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.tastemaker.engine.data.Interactions;

/// Reads `user,item,…` with a header, ordered by user and item as `GenerateRatings` writes it;
/// every rating is a liking. Users and items that do not come stay as empty rows and columns.
final class RatingsFile {
  private final Interactions.Builder builder = Interactions.builder();
  private final int[] fields = new int[2];
  private int field;
  private int users;
  private int items;
  private boolean header = true;

  private RatingsFile() {}

  static Interactions read(Path file) {
    var reading = new RatingsFile();
    var buffer = new byte[1 << 16];
    try (var in = Files.newInputStream(file)) {
      for (int size = in.read(buffer); size > 0; size = in.read(buffer)) {
        for (int i = 0; i < size; i++) {
          reading.take(buffer[i]);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(file + " cannot be read.", e);
    }
    return reading.builder.build(reading.users, reading.items);
  }

  private void take(byte character) {
    if (character == '\n') {
      endLine();
    } else if (character == ',') {
      field++;
    } else if (field < fields.length) {
      fields[field] = fields[field] * 10 + character - '0';
    }
  }

  private void endLine() {
    if (!header) {
      builder.add(fields[0] - 1, fields[1] - 1, 1);
      users = Math.max(users, fields[0]);
      items = Math.max(items, fields[1]);
    }
    header = false;
    field = 0;
    fields[0] = 0;
    fields[1] = 0;
  }
}
