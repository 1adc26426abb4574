package org.tastemaker.server.account;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/// Which passwords are too easy to guess, or cannot be kept.
final class PasswordPolicy {
  private static final int SHORTEST = 10;

  /// bcrypt looks at no more.
  private static final int MOST_BYTES = 72;

  private static final Set<String> COMMON = read();

  private PasswordPolicy() {}

  private static Set<String> read() {
    try (var file =
        Objects.requireNonNull(PasswordPolicy.class.getResourceAsStream("common-passwords.txt"))) {
      return Set.copyOf(
          new String(file.readAllBytes(), StandardCharsets.UTF_8).lines().distinct().toList());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// What is wrong with a password, in a sentence.
  ///
  /// @param names what is known of the person
  static Optional<String> complaint(String password, List<String> names) {
    if (password.codePointCount(0, password.length()) < SHORTEST) {
      return Optional.of("A password has at least " + SHORTEST + " characters.");
    }
    if (password.getBytes(StandardCharsets.UTF_8).length > MOST_BYTES) {
      return Optional.of(
          "A password has at most " + MOST_BYTES + " bytes; letters with accents take two.");
    }
    if (isCommon(password)) {
      return Optional.of("This password is among the most common ones.");
    }
    if (isNameOf(password, names)) {
      return Optional.of("A password is not made of one's own name or address.");
    }
    return Optional.empty();
  }

  /// Also with digits and signs behind it, as in `sunshine2024!`, and when it repeats few
  /// characters.
  private static boolean isCommon(String password) {
    var plain = password.toLowerCase(Locale.ROOT);
    return COMMON.contains(plain)
        || COMMON.contains(withoutEnd(plain))
        || plain.chars().distinct().count() < 4;
  }

  private static boolean isNameOf(String password, List<String> names) {
    var plain = password.toLowerCase(Locale.ROOT);
    return names.stream()
        .map(name -> name.toLowerCase(Locale.ROOT))
        .filter(name -> !name.isEmpty())
        .anyMatch(name -> plain.equals(name) || withoutEnd(plain).equals(withoutEnd(name)));
  }

  private static String withoutEnd(String text) {
    return text.replaceAll("[^\\p{L}]+$", "");
  }
}
