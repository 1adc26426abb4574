package org.tastemaker.server.linking;

import org.jspecify.annotations.Nullable;
import org.tastemaker.server.id.SourceKey;

/// Somebody, as a provider knows them.
///
/// @param subject their id there, never given to another
/// @param name to be shown
/// @param email only where the provider says that it is theirs
record Identity(String provider, String subject, String name, @Nullable String email) {
  private static final int LONGEST_NAME = 100;
  private static final int LONGEST_SUBJECT = 255;

  /// @throws IllegalArgumentException when that is no id
  Identity {
    if (subject.length() > LONGEST_SUBJECT) {
      throw new IllegalArgumentException("The id has more than 255 characters");
    }
    new SourceKey(provider, subject);
    name = name.replaceAll("\\p{Cntrl}|\\p{Cs}", " ").strip();
    int end = Math.min(name.length(), LONGEST_NAME);
    name =
        name.substring(
            0, end > 0 && Character.isHighSurrogate(name.charAt(end - 1)) ? end - 1 : end);
    if (name.isBlank()) {
      name = subject.substring(0, Math.min(subject.length(), LONGEST_NAME));
    }
  }

  /// The outside id that the person gets here.
  SourceKey key() {
    return new SourceKey(provider, subject);
  }

  /// Hides the address.
  @Override
  public String toString() {
    return "Identity[" + key() + "]";
  }
}
