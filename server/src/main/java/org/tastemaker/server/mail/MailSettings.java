package org.tastemaker.server.mail;

import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import java.io.UnsupportedEncodingException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// Which mail server sends mails.
///
/// @param host of the server; absent: mails are files in the folder `mail` of the data folder
/// @param port of the server; absent: 25, 587 or 465 as goes with `tls`
/// @param user to sign in with; absent: without
/// @param password to sign in with
/// @param from who the mails are from, such as `Tastemaker <no-reply@example.org>`
/// @param tls how the way to the server is kept safe
/// @param connectTimeout how long to wait for a connection
/// @param timeout how long to wait for each answer
/// @param retryAfter how long a mail waits at least before it is tried again
/// @param giveUpAfter how long a mail is tried
/// @param toFolder says that mails are to stay files, where that would be taken for a slip
@ConfigurationProperties("tastemaker.mail")
public record MailSettings(
    @Nullable String host,
    @Nullable Integer port,
    @Nullable String user,
    @Nullable String password,
    @Nullable String from,
    @DefaultValue("starttls") Tls tls,
    @DefaultValue("5s") Duration connectTimeout,
    @DefaultValue("20s") Duration timeout,
    @DefaultValue("10s") Duration retryAfter,
    @DefaultValue("24h") Duration giveUpAfter,
    @DefaultValue("false") boolean toFolder) {
  private static final String LOCAL_SENDER = "Tastemaker <tastemaker@localhost>";
  private static final Duration LONGEST_TIMEOUT = Duration.ofMinutes(5);

  /// How the way to the mail server is kept safe.
  public enum Tls {
    /// Not at all.
    NONE(25),
    /// Encrypted from the second word on, and given up when the server cannot.
    STARTTLS(587),
    /// Encrypted from the first byte on.
    IMPLICIT(465);

    private final int port;

    Tls(int port) {
      this.port = port;
    }
  }

  /// @throws IllegalArgumentException with a sentence
  public MailSettings {
    host = blankIsAbsent(host);
    user = blankIsAbsent(user);
    password = blankIsAbsent(password);
    from = blankIsAbsent(from);
    checkServer(host, port, from, toFolder);
    require(
        (user == null) == (password == null),
        "tastemaker.mail.user and tastemaker.mail.password go together");
    require(
        user == null || host != null,
        "tastemaker.mail.user is of no use without tastemaker.mail.host");
    checkTimeout("connect-timeout", connectTimeout);
    checkTimeout("timeout", timeout);
    require(retryAfter.isPositive(), "tastemaker.mail.retry-after is longer than nothing");
    require(
        giveUpAfter.compareTo(retryAfter) > 0,
        "tastemaker.mail.give-up-after is longer than tastemaker.mail.retry-after");
    if (from != null) {
      var _ = parsed(from);
    }
  }

  private static @Nullable String blankIsAbsent(@Nullable String text) {
    return text == null || text.isBlank() ? null : text.strip();
  }

  private static void checkServer(
      @Nullable String host, @Nullable Integer port, @Nullable String from, boolean toFolder) {
    require(
        host == null || host.matches("[\\p{Alnum}.:_-]+"),
        "tastemaker.mail.host is a host's name or address and nothing else");
    require(
        port == null || (port >= 1 && port <= 65535),
        "tastemaker.mail.port is between 1 and 65535, not " + port);
    require(
        host == null || from != null,
        "tastemaker.mail.host needs tastemaker.mail.from, such as Tastemaker <no-reply@example.org>");
    require(
        host == null || !toFolder,
        "tastemaker.mail.to-folder and tastemaker.mail.host exclude each other");
  }

  private static void checkTimeout(String name, Duration timeout) {
    require(
        timeout.toMillis() >= 1 && timeout.compareTo(LONGEST_TIMEOUT) <= 0,
        "tastemaker.mail.%s is between 1ms and 5m, not %s".formatted(name, timeout));
  }

  private static void require(boolean holds, String sentence) {
    if (!holds) {
      throw new IllegalArgumentException(sentence);
    }
  }

  private static InternetAddress parsed(String from) {
    try {
      var addresses = InternetAddress.parse(from, true);
      if (addresses.length == 1 && from.chars().noneMatch(Character::isISOControl)) {
        var address = new MailAddress(addresses[0].getAddress());
        return new InternetAddress(address.text(), addresses[0].getPersonal(), "UTF-8");
      }
    } catch (AddressException | UnsupportedEncodingException | IllegalArgumentException _) {
      // the sentence below says it
    }
    throw new IllegalArgumentException(
        "tastemaker.mail.from is one address, such as Tastemaker <no-reply@example.org>");
  }

  InternetAddress sender() {
    return parsed(from == null ? LOCAL_SENDER : from);
  }

  int portOrUsual() {
    return port == null ? tls.port : port;
  }

  /// Whether a password would go to the server unencrypted.
  public boolean showsPassword() {
    return password != null && tls == Tls.NONE;
  }

  @Override
  public String toString() {
    return "MailSettings[" + (host == null ? "folder" : host + ":" + portOrUsual()) + "]";
  }
}
