package org.tastemaker.server.importing;

import java.util.List;

/// What stands between two fields of a line.
enum Separator {
  COMMA(",", "comma"),
  SEMICOLON(";", "semicolon"),
  TAB("\t", "tab"),
  PIPE("|", "|"),
  DOUBLE_COLON("::", "::"),
  /// A run of blanks and tabs.
  BLANK(" ", "blank");

  private final String text;
  private final String printed;

  Separator(String text, String printed) {
    this.text = text;
    this.printed = printed;
  }

  /// The first byte of the separator.
  byte first() {
    return (byte) text.charAt(0);
  }

  /// What it is called.
  String printed() {
    return printed;
  }

  /// How many bytes separate two fields, two or one.
  int length() {
    return text.length();
  }

  /// Whether a field may stand in double quotes, a quote in it doubled (RFC 4180).
  boolean isQuoted() {
    return this == COMMA || this == SEMICOLON;
  }

  /// Whether one begins at a place.
  boolean isAt(byte[] line, int at, int end) {
    return switch (this) {
      case COMMA, SEMICOLON, TAB, PIPE -> line[at] == text.charAt(0);
      case DOUBLE_COLON -> line[at] == ':' && at + 1 < end && line[at + 1] == ':';
      case BLANK -> line[at] == ' ' || line[at] == '\t';
    };
  }

  /// The separator that cuts the first lines of a file most evenly into at least two fields; a
  /// comma when none does. Two colons go before whatever the fields between them hold, blanks count
  /// only where nothing else does.
  static Separator likeliest(List<String> lines) {
    Separator best = COMMA;
    double bestScore = 0;
    for (Separator candidate : List.of(DOUBLE_COLON, TAB, COMMA, SEMICOLON, PIPE, BLANK)) {
      double score = candidate.evenness(lines);
      if (score > bestScore + 1e-9) {
        best = candidate;
        bestScore = score;
      }
    }
    return best;
  }

  /// The share of lines that have as many fields as the first; 0 when that has only one.
  private double evenness(List<String> lines) {
    if (lines.isEmpty()) {
      return 0;
    }
    int first = fields(lines.getFirst());
    if (first < 2) {
      return 0;
    }
    long same = lines.stream().filter(line -> fields(line) == first).count();
    double share = (double) same / lines.size();
    return this == BLANK ? share / 2 : share;
  }

  private int fields(String line) {
    try (var rows = DelimitedRows.ofText(line, this)) {
      return rows.next() ? rows.size() : 0;
    }
  }
}
