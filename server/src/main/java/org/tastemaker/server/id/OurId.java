package org.tastemaker.server.id;

/// An id that this program handed out. Printed in digits.
///
/// @param value at least 1
public record OurId(int value) implements Reference {

  public OurId {
    if (value < 1) {
      throw new IllegalArgumentException("an id is at least 1, not " + value);
    }
  }

  static boolean looksLike(String text) {
    return !text.isEmpty() && text.chars().allMatch(c -> c >= '0' && c <= '9');
  }

  static OurId parse(String digits) {
    try {
      return new OurId(Integer.parseInt(digits));
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("the id %s is too large".formatted(digits), e);
    }
  }

  @Override
  public String toString() {
    return Integer.toString(value);
  }
}
