package org.tastemaker.server.importing;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// A first look at a file, before it is known how to read it.
final class Sample {
  private static final int LINES = 50;

  private Sample() {}

  /// The first lines that are not blank.
  static List<String> lines(InputFile file, Charset charset) {
    List<String> lines = new ArrayList<>();
    try (var rows = new DelimitedRows(file.open(), charset, Separator.TAB)) {
      while (lines.size() < LINES && rows.next()) {
        lines.add(rows.wholeText());
      }
    }
    return List.copyOf(lines);
  }

  /// The first line, empty when there is none.
  static String firstLine(InputFile file) {
    try (var rows = new DelimitedRows(file.open(), StandardCharsets.UTF_8, Separator.TAB)) {
      return rows.next() ? rows.text() : "";
    }
  }

  /// UTF-8, unless the file has more bytes that cannot be UTF-8 than characters that are.
  static Charset charset(InputFile file) {
    int valid = 0;
    int broken = 0;
    try (InputStream in = file.open()) {
      byte[] bytes = in.readAllBytes();
      for (int at = 0; at < bytes.length; at++) {
        int length = sequence(bytes, at);
        valid += length > 1 ? 1 : 0;
        broken += length == 0 ? 1 : 0;
        at += Math.max(0, length - 1);
      }
    } catch (IOException e) {
      throw InputFile.unreadable(file, e);
    }
    return broken > valid ? StandardCharsets.ISO_8859_1 : StandardCharsets.UTF_8;
  }

  /// How many bytes the UTF-8 character at a place has; 0 when there is none.
  private static int sequence(byte[] bytes, int at) {
    int first = bytes[at] & 0xff;
    int length = first < 0x80 ? 1 : first < 0xc2 ? 0 : first < 0xe0 ? 2 : first < 0xf0 ? 3 : 4;
    for (int next = at + 1; next < at + length; next++) {
      if (next >= bytes.length || (bytes[next] & 0xc0) != 0x80) {
        return 0;
      }
    }
    return length;
  }
}
