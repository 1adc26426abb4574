package org.tastemaker.server.mail;

import java.net.IDN;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Where a mail goes: one plain address, without a name, quotes, comments or anything that could be
/// read as a second one. The domain is kept in its ASCII form and in small letters.
///
/// @param text such as `ada@example.org`, at most 254 characters
public record MailAddress(String text) {
  private static final int LONGEST = 254;
  private static final int LONGEST_MAILBOX = 64;
  private static final String ATOM = "[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+";
  private static final Pattern MAILBOX = Pattern.compile(ATOM + "(?:\\." + ATOM + ")*");
  private static final String LABEL = "[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?";
  private static final Pattern DOMAIN = Pattern.compile(LABEL + "(?:\\." + LABEL + ")*");

  /// @throws IllegalArgumentException with a sentence that does not repeat the address
  public MailAddress {
    int at = text.lastIndexOf('@');
    if (at < 0) {
      throw new IllegalArgumentException("An e-mail address has an @, such as ada@example.org.");
    }
    var mailbox = text.substring(0, at);
    if (mailbox.length() > LONGEST_MAILBOX || !MAILBOX.matcher(mailbox).matches()) {
      throw new IllegalArgumentException(
          "What stands before the @ of an e-mail address is 1 to 64 of the letters a to z, digits, inner dots and !#$%&'*+/=?^_`{|}~-.");
    }
    text = mailbox + "@" + domain(text.substring(at + 1));
    if (text.length() > LONGEST) {
      throw new IllegalArgumentException("An e-mail address has at most 254 characters.");
    }
  }

  private static String domain(String written) {
    var domain = ascii(written).toLowerCase(Locale.ROOT);
    if (!DOMAIN.matcher(domain).matches()) {
      throw noDomain(null);
    }
    return domain;
  }

  private static String ascii(String written) {
    try {
      return IDN.toASCII(written, IDN.USE_STD3_ASCII_RULES);
    } catch (IllegalArgumentException e) {
      throw noDomain(e);
    }
  }

  private static IllegalArgumentException noDomain(@Nullable IllegalArgumentException cause) {
    return new IllegalArgumentException(
        "What stands after the @ of an e-mail address is a domain, such as example.org.", cause);
  }

  /// What stands before the @.
  String mailbox() {
    return text.substring(0, text.lastIndexOf('@'));
  }

  /// What stands after the @.
  String domain() {
    return text.substring(text.lastIndexOf('@') + 1);
  }

  @Override
  public String toString() {
    return text;
  }
}
