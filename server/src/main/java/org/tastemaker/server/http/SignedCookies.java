package org.tastemaker.server.http;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.Base64;
import java.util.Optional;

/// Cookies that only this server can have made: their owner may read them, and nobody can change
/// one or take one for another.
///
/// They are `SameSite=Lax`: with `Strict` a browser would not send them along when somebody follows
/// the link of a mail, who would then be nobody on the page that opens. What changes something is
/// guarded by [PageCsrf].
public final class SignedCookies {
  private final Seal seal;

  SignedCookies(Seal seal) {
    this.seal = seal;
  }

  /// What the cookie holds; empty also for one that somebody changed.
  public Optional<String> read(HttpServletRequest request, String name) {
    return Cookies.read(request, name).flatMap(value -> contentOf(name, value));
  }

  private Optional<String> contentOf(String name, String value) {
    int dot = value.indexOf('.');
    if (dot < 0) {
      return Optional.empty();
    }
    try {
      var content = new String(decoded(value.substring(0, dot)), StandardCharsets.UTF_8);
      return MessageDigest.isEqual(sign(name, content), decoded(value.substring(dot + 1)))
          ? Optional.of(content)
          : Optional.empty();
    } catch (IllegalArgumentException e) {
      return Optional.empty(); // no Base64, so not ours
    }
  }

  /// @param age how long the browser keeps it
  public void write(
      HttpServletRequest request,
      HttpServletResponse response,
      String name,
      String content,
      Duration age) {
    var value =
        encoded(content.getBytes(StandardCharsets.UTF_8)) + "." + encoded(sign(name, content));
    Cookies.write(request, response, name, value, age, "Lax");
  }

  /// Takes it away from the browser.
  public void clear(HttpServletRequest request, HttpServletResponse response, String name) {
    Cookies.write(request, response, name, "", Duration.ZERO, "Lax");
  }

  private byte[] sign(String name, String content) {
    return seal.sign("cookie " + name, content);
  }

  private static String encoded(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  private static byte[] decoded(String text) {
    return Base64.getUrlDecoder().decode(text);
  }
}
