package org.tastemaker.server.importing;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// Rows of fields between separators. With comma and semicolon a field may stand in double quotes,
/// a quote in it doubled, and then hold separators and line breaks (RFC 4180). A quote that does
/// not begin its field is a character like any other. Where a quoted field does not end as it
/// should, its first line alone is the problem and the next line begins a row again.
///
/// The fields are found as places in the read buffer and become texts only when asked for.
final class DelimitedRows implements Rows {
  private static final String UNMATCHED = "the quotes do not match";

  private final ByteLines lines;
  private final Charset charset;
  private final Separator separator;
  private int[] starts = new int[16];
  private int[] ends = new int[16];
  private boolean[] doubled = new boolean[16];
  private int size;
  private long line;
  private @Nullable String problem;

  DelimitedRows(InputStream in, Charset charset, Separator separator) {
    this.lines = new ByteLines(in);
    this.charset = charset;
    this.separator = separator;
  }

  static DelimitedRows ofText(String text, Separator separator) {
    return new DelimitedRows(
        new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)),
        StandardCharsets.UTF_8,
        separator);
  }

  @Override
  public boolean next() {
    do {
      if (!lines.next()) {
        return false;
      }
    } while (isBlank());
    line = lines.number();
    problem = lines.isTooLong() ? "the line is longer than a megabyte" : null;
    size = 0;
    if (problem == null) {
      cut();
    }
    return true;
  }

  private boolean isBlank() {
    byte[] bytes = lines.bytes();
    int end = lines.from() + lines.length();
    for (int at = lines.from(); at < end; at++) {
      if (bytes[at] > ' ' || bytes[at] < 0 || (bytes[at] == '\t' && separator == Separator.TAB)) {
        return false;
      }
    }
    return true;
  }

  private void cut() {
    if (separator.isQuoted() && hasQuote()) {
      cutQuoted();
    } else {
      cutPlain();
    }
    if (problem == null && !lines.isAscii() && isBroken()) {
      problem = "the text is not valid " + charset.name();
    }
  }

  private boolean hasQuote() {
    byte[] bytes = lines.bytes();
    int end = lines.from() + lines.length();
    for (int at = lines.from(); at < end; at++) {
      if (bytes[at] == '"') {
        return true;
      }
    }
    return false;
  }

  private void cutPlain() {
    byte[] bytes = lines.bytes();
    int from = lines.from();
    int end = from + lines.length();
    int start = separator == Separator.BLANK ? pastBlanks(bytes, from, end) : from;
    int at = start;
    while (at < end) {
      if (separator.isAt(bytes, at, end)) {
        add(start - from, at - from, false);
        at += separator.length();
        if (separator == Separator.BLANK) {
          at = pastBlanks(bytes, at, end);
        }
        start = at;
      } else {
        at++;
      }
    }
    if (separator != Separator.BLANK || start < end) {
      add(start - from, end - from, false);
    }
  }

  private static int pastBlanks(byte[] bytes, int from, int end) {
    int at = from;
    while (at < end && (bytes[at] == ' ' || bytes[at] == '\t')) {
      at++;
    }
    return at;
  }

  private void cutQuoted() {
    int firstLength = lines.length();
    int firstNext = lines.nextOffset();
    int at = 0;
    while (at >= 0 && at <= lines.length()) {
      at = isQuoteAt(at) ? quotedField(at) : plainField(at);
    }
    if (at < 0) {
      lines.shorten(firstLength, firstNext, line);
      problem = UNMATCHED;
    }
  }

  private boolean isQuoteAt(int at) {
    return at < lines.length() && byteAt(at) == '"';
  }

  private byte byteAt(int at) {
    return lines.bytes()[lines.from() + at];
  }

  /// Takes the field that begins at a place; where the next one begins.
  private int plainField(int start) {
    int at = start;
    while (at < lines.length() && byteAt(at) != separator.first()) {
      at++;
    }
    add(start, at, false);
    return at + 1;
  }

  /// Takes the quoted field that begins at a place; where the next one begins, or -1 when the
  /// quotes do not close as they should.
  private int quotedField(int start) {
    boolean twice = false;
    int at = start + 1;
    while (true) {
      if (at >= lines.length()) {
        at = lines.nextOffset();
        if (!lines.extend()) {
          return -1;
        }
      } else if (byteAt(at) != '"') {
        at++;
      } else if (isQuoteAt(at + 1)) {
        twice = true;
        at += 2;
      } else {
        add(start + 1, at, twice);
        return at + 1 >= lines.length() || byteAt(at + 1) == separator.first() ? at + 2 : -1;
      }
    }
  }

  private void add(int start, int end, boolean twice) {
    if (size == starts.length) {
      starts = Arrays.copyOf(starts, size * 2);
      ends = Arrays.copyOf(ends, size * 2);
      doubled = Arrays.copyOf(doubled, size * 2);
    }
    starts[size] = start;
    ends[size] = end;
    doubled[size++] = twice;
  }

  private boolean isBroken() {
    try {
      charset.newDecoder().decode(ByteBuffer.wrap(lines.bytes(), lines.from(), lines.length()));
      return false;
    } catch (CharacterCodingException e) {
      return true;
    }
  }

  @Override
  public long line() {
    return line;
  }

  @Override
  public int size() {
    return size;
  }

  @Override
  public String field(int index) {
    if (index < 0 || index >= size) {
      return "";
    }
    byte[] bytes = lines.bytes();
    int from = lines.from() + starts[index];
    int to = lines.from() + ends[index];
    while (from < to && bytes[from] >= 0 && bytes[from] <= ' ') {
      from++;
    }
    while (to > from && bytes[to - 1] >= 0 && bytes[to - 1] <= ' ') {
      to--;
    }
    Charset read = lines.isAscii() ? StandardCharsets.ISO_8859_1 : charset;
    String text = new String(bytes, from, to - from, read);
    return doubled[index] ? text.replace("\"\"", "\"") : text;
  }

  @Override
  public @Nullable String problem() {
    return problem;
  }

  @Override
  public String text() {
    int length = Math.min(lines.length(), MAX_SHOWN);
    return new String(lines.bytes(), lines.from(), length, charset);
  }

  /// The whole row as it stands in the file.
  String wholeText() {
    return new String(lines.bytes(), lines.from(), lines.length(), charset);
  }

  @Override
  public void close() {
    lines.close();
  }
}
