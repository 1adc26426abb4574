package org.tastemaker.server.id;

/// An outside id whose source was left out, or an id of ours, as people type it on the command
/// line.
///
/// @param value not blank
public record Bare(String value) implements Reference {

  public Bare {
    SourceKey.check("an id", value, SourceKey.LONGEST_VALUE);
  }

  /// The same text taken as an id of ours.
  ///
  /// @throws IllegalArgumentException when it is not a number of that size
  public OurId asOurId() {
    if (!OurId.looksLike(value)) {
      throw new IllegalArgumentException("'%s' is not a number".formatted(value));
    }
    return OurId.parse(value);
  }

  /// Whether the text can be an id of ours at all.
  public boolean isNumber() {
    return OurId.looksLike(value);
  }

  @Override
  public String toString() {
    return value;
  }
}
