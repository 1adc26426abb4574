package org.tastemaker.server.importing;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;

/// The bytes of a file, cut into lines in place: the current record lies in [#bytes] from [#from],
/// and may be made longer by the lines after it.
final class ByteLines implements AutoCloseable {
  /// A record of several lines ends before this: else one forgotten quote would cost the whole
  /// file.
  private static final int MAX_EXTENDED = 1 << 16;

  private final InputStream in;
  private byte[] buffer = new byte[1 << 16];
  private int from;
  private int filled;
  private int end;
  private int next;
  private byte seen;
  private boolean tooLong;
  private long number;
  private boolean begun;

  ByteLines(InputStream in) {
    this.in = in;
  }

  /// Begins a record at the next line; false at the end of the file.
  boolean next() {
    from = next;
    seen = 0;
    number++;
    tooLong = false;
    boolean found = readLine(from, Rows.MAX_BYTES);
    if (!found && filled - from > Rows.MAX_BYTES) {
      skipLongLine();
      return true;
    }
    if (!begun) {
      begun = true;
      skipByteOrderMark();
    }
    return found;
  }

  /// Takes the next line into the record; false when there is none or it would grow too long.
  boolean extend() {
    number++;
    return readLine(next, MAX_EXTENDED);
  }

  /// Ends the record at its first line again, whose end and number are given.
  void shorten(int length, int nextOffset, long firstLine) {
    end = from + length;
    next = from + nextOffset;
    number = firstLine;
  }

  byte[] bytes() {
    return buffer;
  }

  int from() {
    return from;
  }

  /// How long the record is, the end of its last line left out.
  int length() {
    return end - from;
  }

  /// Where the next line begins, counted from the record's beginning.
  int nextOffset() {
    return next - from;
  }

  /// The number of the record's last line.
  long number() {
    return number;
  }

  /// Whether the record holds ASCII only.
  boolean isAscii() {
    return seen >= 0;
  }

  boolean isTooLong() {
    return tooLong;
  }

  /// Finds the end of the line that begins at a place of the buffer.
  private boolean readLine(int start, int limit) {
    int offset = start - from;
    int at = start;
    while (true) {
      at = scan(at);
      int length = at - from;
      if (at < filled) {
        return lineEndsAt(at, at + 1, from + offset);
      }
      if (length > limit) {
        return false;
      }
      boolean more = fill();
      at = from + length;
      if (!more) {
        lineEndsAt(at, at, from + offset);
        return length > offset;
      }
    }
  }

  /// The place of the next line end, or of the end of what has been read so far.
  private int scan(int start) {
    byte[] bytes = buffer;
    byte or = seen;
    int at = start;
    while (at < filled && bytes[at] != '\n') {
      or |= bytes[at++];
    }
    seen = or;
    return at;
  }

  private boolean lineEndsAt(int at, int nextLine, int start) {
    end = at > start && buffer[at - 1] == '\r' ? at - 1 : at;
    next = nextLine;
    return true;
  }

  /// Keeps the record's beginning and passes over the rest of the line.
  private void skipLongLine() {
    tooLong = true;
    end = filled;
    int at = filled;
    do {
      filled = end;
      at = read() > 0 ? scan(end) : end;
    } while (at == filled && filled > end);
    next = Math.min(filled, at + 1);
  }

  /// Reads more behind what is there, moving the record to the buffer's beginning for room.
  private boolean fill() {
    if (from > 0) {
      System.arraycopy(buffer, from, buffer, 0, filled - from);
      filled -= from;
      from = 0;
    }
    return read() > 0;
  }

  private int read() {
    if (filled == buffer.length) {
      buffer = Arrays.copyOf(buffer, buffer.length * 2);
    }
    try {
      int count = in.read(buffer, filled, buffer.length - filled);
      filled += Math.max(0, count);
      return count;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void skipByteOrderMark() {
    if (length() >= 3
        && buffer[from] == (byte) 0xEF
        && buffer[from + 1] == (byte) 0xBB
        && buffer[from + 2] == (byte) 0xBF) {
      from += 3;
      seen = 0;
      for (int at = from; at < end; at++) {
        seen |= buffer[at];
      }
    }
  }

  @Override
  public void close() {
    try {
      in.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
