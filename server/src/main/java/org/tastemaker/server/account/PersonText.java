package org.tastemaker.server.account;

import java.time.Clock;
import java.time.LocalDate;
import java.util.Optional;
import java.util.regex.Pattern;

/// What people may write of themselves. Text is plain and shown as written, so all that is refused
/// is what has no look of its own and changes that of others: control characters, and those that
/// turn the direction of writing.
final class PersonText {
  private static final Pattern USERNAME = Pattern.compile("[A-Za-z0-9_](\\.?[A-Za-z0-9_]){3,29}");
  private static final int LONGEST_USERNAME = 30;
  private static final int LONGEST_NAME = 100;
  private static final int LONGEST_BIO = 2000;
  private static final int EARLIEST_BIRTH = 1900;

  private PersonText() {}

  /// What is wrong with a username, in a sentence.
  static Optional<String> username(String text) {
    return complaint(
        text.length() > LONGEST_USERNAME || !USERNAME.matcher(text).matches(),
        "A username has 4 to 30 letters, digits, _ and dots inside.");
  }

  /// What is wrong with a name or an id, of one line.
  static Optional<String> name(String text) {
    return text.isBlank() || text.length() > LONGEST_NAME
        ? Optional.of("From 1 to " + LONGEST_NAME + " characters.")
        : complaint(!text.codePoints().allMatch(PersonText::isPlain), "Plain text, on one line.");
  }

  /// What is wrong with a bio, of many lines perhaps.
  static Optional<String> bio(String text) {
    return text.isBlank() || text.length() > LONGEST_BIO
        ? Optional.of("From 1 to " + LONGEST_BIO + " characters.")
        : complaint(
            !text.codePoints().allMatch(c -> c == '\n' || c == '\t' || isPlain(c)),
            "Plain text, in as many lines as you like.");
  }

  private static boolean isPlain(int character) {
    return switch (Character.getType(character)) {
      case Character.CONTROL,
          Character.SURROGATE,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          false;
      default -> !turnsDirection(character);
    };
  }

  /// The embeddings, overrides and isolates of Unicode's bidirectional algorithm.
  private static boolean turnsDirection(int character) {
    return (character >= 0x202A && character <= 0x202E)
        || (character >= 0x2066 && character <= 0x2069);
  }

  /// What is wrong with a date of birth.
  static Optional<String> birthDate(LocalDate date) {
    return complaint(
        date.isAfter(LocalDate.now(Clock.systemUTC())) || date.getYear() < EARLIEST_BIRTH,
        "This is no date somebody alive was born on.");
  }

  /// A name that somebody made up, short enough to repeat.
  static String brief(String text) {
    return text.length() > LONGEST_USERNAME ? text.substring(0, LONGEST_USERNAME) + "…" : text;
  }

  private static Optional<String> complaint(boolean isWrong, String sentence) {
    return isWrong ? Optional.of(sentence) : Optional.empty();
  }
}
