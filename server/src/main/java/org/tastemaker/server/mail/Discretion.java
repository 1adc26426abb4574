package org.tastemaker.server.mail;

import java.util.regex.Pattern;

/// Takes out of what a mail server said whom the mail was to: jobs and logs outlive accounts.
final class Discretion {
  private static final int LONGEST = 400;
  private static final String SOMEBODY = "the recipient";

  private Discretion() {}

  static String about(MailAddress recipient, String said) {
    var line = said.replaceAll("[\\s\\p{Cntrl}]+", " ").strip();
    var discreet = without(recipient.mailbox(), without(recipient.text(), line));
    return discreet.length() > LONGEST ? discreet.substring(0, LONGEST) + "…" : discreet;
  }

  private static String without(String name, String line) {
    var words =
        Pattern.compile(
            "<?(?<![\\p{L}\\p{N}])%s(?![\\p{L}\\p{N}])>?".formatted(Pattern.quote(name)),
            Pattern.CASE_INSENSITIVE);
    return words.matcher(line).replaceAll(SOMEBODY);
  }
}
