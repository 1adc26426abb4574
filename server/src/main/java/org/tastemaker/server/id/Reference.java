package org.tastemaker.server.id;

/// What a caller wrote to name an item or a person.
///
/// Over HTTP digits are an id of ours and `source:value` is an outside id. On the command line
/// digits may just as well be an outside id without its source: whoever resolves a [Bare] accepts
/// it when exactly one source knows it.
public sealed interface Reference permits OurId, SourceKey, Bare {

  /// Reads a reference as the HTTP API takes it: `42` or `source:value`.
  ///
  /// @throws IllegalArgumentException with a sentence for the caller, when it is neither
  static Reference parse(String text) {
    if (OurId.looksLike(text)) {
      return OurId.parse(text);
    }
    if (text.indexOf(':') < 0) {
      throw new IllegalArgumentException(
          "'%s' is neither a number nor of the form source:value".formatted(text));
    }
    return SourceKey.parse(text);
  }

  /// Reads a reference as the command line takes it: `source:value`, or a bare value.
  ///
  /// @throws IllegalArgumentException with a sentence for the caller
  static Reference parseLenient(String text) {
    return text.indexOf(':') < 0 ? new Bare(text) : SourceKey.parse(text);
  }
}
