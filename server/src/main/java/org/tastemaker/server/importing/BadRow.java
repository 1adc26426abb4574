package org.tastemaker.server.importing;

/// A row that cannot be taken; the message is the reason that stands in the list of rejected rows.
/// Thrown once per bad row, so it carries no stack trace.
final class BadRow extends RuntimeException {
  private static final long serialVersionUID = 1L;

  BadRow(String reason) {
    super(reason, null, false, false);
  }

  /// The reason, in words.
  String reason() {
    return String.valueOf(getMessage());
  }

  /// A field's text as a reason repeats it.
  static String shown(String text) {
    return text.length() <= 60 ? text : text.substring(0, 60) + "…";
  }
}
