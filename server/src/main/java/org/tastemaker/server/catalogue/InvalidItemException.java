package org.tastemaker.server.catalogue;

/// A description of an item that is refused, with the field that is wrong.
public final class InvalidItemException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  private final String field;

  InvalidItemException(String field, String sentence) {
    super(sentence);
    this.field = field;
  }

  /// The field's name as [ItemDraft] has it.
  public String field() {
    return field;
  }

  /// What is wrong with it.
  public String sentence() {
    return String.valueOf(getMessage());
  }
}
