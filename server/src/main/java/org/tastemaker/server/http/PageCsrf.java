package org.tastemaker.server.http;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.net.URI;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.security.web.csrf.CsrfToken;
import org.springframework.security.web.csrf.CsrfTokenRepository;
import org.springframework.security.web.csrf.DefaultCsrfToken;

/// The tokens against forged requests that stand in the pages' forms. Nothing is kept: a token is
/// the signature of the browser's session, or, before there is one, of a cookie that the first form
/// brings along. So it ends with the session, and one browser's is of no use to another.
final class PageCsrf implements CsrfTokenRepository {
  static final String PARAMETER = "_csrf";
  static final String HEADER = "X-CSRF-TOKEN";
  private static final String VISITOR = "tastemaker-visitor";
  private static final int BYTES = 18;

  private final Seal seal;
  private final SignedCookies cookies;
  private final PageCookie session;
  private final SecureRandom random = new SecureRandom();

  PageCsrf(Seal seal, SignedCookies cookies, PageCookie session) {
    this.seal = seal;
    this.cookies = cookies;
    this.session = session;
  }

  @Override
  public @Nullable CsrfToken loadToken(HttpServletRequest request) {
    return session
        .sessionIn(request)
        .map(id -> token("session " + id))
        .or(() -> visitor(request).map(id -> token("visitor " + id)))
        .orElse(null);
  }

  private Optional<String> visitor(HttpServletRequest request) {
    return cookies.read(request, VISITOR);
  }

  /// For a browser that has neither session nor visitor's cookie yet.
  @Override
  public CsrfToken generateToken(HttpServletRequest request) {
    var bytes = new byte[BYTES];
    random.nextBytes(bytes);
    var visitor = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    request.setAttribute(VISITOR, visitor);
    return token("visitor " + visitor);
  }

  @Override
  public void saveToken(
      @Nullable CsrfToken token, HttpServletRequest request, HttpServletResponse response) {
    if (request.getAttribute(VISITOR) instanceof String visitor) {
      cookies.write(request, response, VISITOR, visitor, Cookies.UNTIL_CLOSED);
    }
  }

  private CsrfToken token(String subject) {
    var value = Base64.getUrlEncoder().withoutPadding().encodeToString(seal.sign("csrf", subject));
    return new DefaultCsrfToken(HEADER, PARAMETER, value);
  }

  /// Whether the browser itself says that another site made it send this.
  static boolean isForeign(HttpServletRequest request) {
    var site = request.getHeader("Sec-Fetch-Site");
    if (site != null) {
      return !site.equals("same-origin") && !site.equals("none");
    }
    var origin = request.getHeader(HttpHeaders.ORIGIN);
    var host = request.getHeader(HttpHeaders.HOST);
    return origin != null && (host == null || !host.equalsIgnoreCase(authority(origin)));
  }

  private static String authority(String origin) {
    try {
      return String.valueOf(URI.create(origin).getRawAuthority());
    } catch (IllegalArgumentException e) {
      return "";
    }
  }
}
