package org.tastemaker.server.mail;

import java.util.regex.Pattern;

/// What is sent to one person, in two forms that say the same; [Letter] writes both.
///
/// @param to who gets it
/// @param subject one line of at most 200 characters
/// @param text for programs that show no HTML
/// @param html a whole page; whoever makes it escapes what people wrote
public record Mail(MailAddress to, String subject, String text, String html) {
  private static final int LONGEST_SUBJECT = 200;
  private static final int LONGEST_BODY = 100_000;
  private static final Pattern NO_LINE =
      Pattern.compile("[\\p{Cntrl}\\u0080-\\u009F\\u2028\\u2029]");
  private static final Pattern NO_TEXT = Pattern.compile("[\\u0000\\p{Cs}]");

  /// @throws IllegalArgumentException with a sentence
  public Mail {
    check("subject", subject, LONGEST_SUBJECT);
    check("text", text, LONGEST_BODY);
    check("html", html, LONGEST_BODY);
    if (NO_LINE.matcher(subject).find()) {
      throw new IllegalArgumentException(
          "The subject of a mail is one line without control characters.");
    }
  }

  private static void check(String part, String text, int longest) {
    if (text.isBlank() || text.length() > longest) {
      throw new IllegalArgumentException(
          "The %s of a mail has 1 to %d characters.".formatted(part, longest));
    }
    if (NO_TEXT.matcher(text).find()) {
      throw new IllegalArgumentException(
          "The %s of a mail has a character that is none.".formatted(part));
    }
  }

  /// Nothing that it says: it may be secret.
  @Override
  public String toString() {
    return "Mail[subject=" + subject + "]";
  }
}
