package org.tastemaker.server.account;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;
import org.tastemaker.server.access.Caller;
import org.tastemaker.server.access.Open;
import org.tastemaker.server.access.Permission;
import org.tastemaker.server.http.Example;
import org.tastemaker.server.http.Limited;
import org.tastemaker.server.http.ProblemException;
import org.tastemaker.server.http.RouteClass;
import org.tastemaker.server.http.TokenCookies;

/// The ways in and out: tokens in the answer for programs, or as cookies for browsers.
@RestController
@Open
@Limited(RouteClass.SIGN_IN)
@Tag(name = "Signing in")
final class AuthRoutes {
  private final Accounts accounts;
  private final Profiles profiles;
  private final Sessions sessions;
  private final SigningKeys keys;

  AuthRoutes(Accounts accounts, Profiles profiles, Sessions sessions, SigningKeys keys) {
    this.accounts = accounts;
    this.profiles = profiles;
    this.sessions = sessions;
    this.keys = keys;
  }

  /// Who signed up.
  record SignedUp(String username, String email) {}

  /// Who wants in: an address or a username, in whichever of the three fields.
  record Login(
      @Nullable String login,
      @Nullable String email,
      @Nullable String username,
      @JsonProperty(required = true) String password) {

    String name() {
      for (var given : new String[] {login, email, username}) {
        if (given != null) {
          return given;
        }
      }
      throw ProblemException.invalid("login", "Say who you are: an e-mail address or a username.");
    }

    /// Hides the password.
    @Override
    public String toString() {
      return "Login[hidden]";
    }
  }

  /// @param expiresIn seconds that the access token is good for
  record TokenAnswer(String accessToken, String tokenType, long expiresIn, String refreshToken) {}

  /// @param expiresIn seconds that the access cookie is good for
  record CookieAnswer(long expiresIn) {}

  record Refresh(@JsonProperty(required = true) String refreshToken) {}

  record Verification(@JsonProperty(required = true) String token) {}

  record Forgotten(@JsonProperty(required = true) String email) {}

  record Reset(
      @JsonProperty(required = true) String token, @JsonProperty(required = true) String password) {

    /// Hides both.
    @Override
    public String toString() {
      return "Reset[hidden]";
    }
  }

  record Logout(@Nullable String refreshToken) {}

  @PostMapping({"/api/v1/auth/signup", "/api/user/signup"})
  @Operation(
      summary = "Sign up",
      description =
          """
          Makes an account and no tokens: sign in next. A username has 4 to 30 letters, digits, _ and dots inside; a
          password at least 10 characters and at most 72 bytes, and is none of the common ones. The answer is the same
          where the address has an account already. An application that may act for people (`people:act`) can bring
          `customerId`, its own id of the person: the person `customer:…`, whom it perhaps knows already, then has the
          account.\
          """)
  @Example(
      request =
          "{\"email\":\"ann@example.org\",\"username\":\"ann_b\",\"password\":\"plum-tree-in-may\"}",
      response = "{\"username\":\"ann_b\",\"email\":\"ann@example.org\"}")
  ResponseEntity<SignedUp> signUp(@RequestBody SignUp signUp, @Nullable Caller caller) {
    if (signUp.customerId() != null && !vouches(caller)) {
      throw ProblemException.invalid(
          "customerId",
          "Only an application brings one: it shows an API key with the scope %s."
              .formatted(Permission.PEOPLE_ACT.text()));
    }
    accounts.signUp(signUp);
    return ResponseEntity.status(HttpStatus.CREATED)
        .body(new SignedUp(signUp.username(), signUp.email()));
  }

  private static boolean vouches(@Nullable Caller caller) {
    return caller != null && caller.person() == null && caller.may(Permission.PEOPLE_ACT);
  }

  @PostMapping("/api/v1/auth/login")
  @Operation(
      summary = "Sign in, tokens in the answer",
      description = "For programs. Show the access token as `Authorization: Bearer …`.")
  @Example(
      request = "{\"login\":\"ann_b\",\"password\":\"plum-tree-in-may\"}",
      response =
          "{\"accessToken\":\"eyJraWQ…\",\"tokenType\":\"Bearer\",\"expiresIn\":600,\"refreshToken\":\"8Xb1…\"}")
  ResponseEntity<TokenAnswer> login(@RequestBody Login login, HttpServletRequest request) {
    return answer(signedIn(login, request));
  }

  @PostMapping("/api/token")
  @Operation(
      summary = "Sign in, tokens as cookies",
      description =
          """
          For pages. The tokens come as HttpOnly cookies, which no script can read. Send back the cookie `XSRF-TOKEN` as
          header `X-XSRF-TOKEN` with everything that changes something.\
          """)
  @Example(
      request = "{\"username\":\"ann_b\",\"password\":\"plum-tree-in-may\"}",
      response = "{\"expiresIn\":600}")
  ResponseEntity<CookieAnswer> cookies(
      @RequestBody Login login, HttpServletRequest request, HttpServletResponse response) {
    return inCookies(signedIn(login, request), request, response);
  }

  private Tokens signedIn(Login login, HttpServletRequest request) {
    return switch (accounts.signIn(login.name(), login.password())) {
      case SignInResult.SignedIn(int person) -> sessions.begin(person, Client.of(request));
      case SignInResult.Wrong() ->
          throw refused(
              "wrong-credentials", "There is no such account, or its password is another.");
      case SignInResult.Locked(Instant until) -> throw ProblemException.locked(until);
    };
  }

  @Limited(RouteClass.WRITE)
  @PostMapping("/api/v1/auth/refresh")
  @Operation(
      summary = "Get new tokens",
      description =
          "A refresh token is good once. One that comes a second time was copied, and ends its session.")
  @Example(
      request = "{\"refreshToken\":\"8Xb1…\"}",
      response =
          "{\"accessToken\":\"eyJraWQ…\",\"tokenType\":\"Bearer\",\"expiresIn\":600,\"refreshToken\":\"kQ0z…\"}")
  ResponseEntity<TokenAnswer> refresh(@RequestBody Refresh body) {
    return answer(refreshed(body.refreshToken()));
  }

  @Limited(RouteClass.WRITE)
  @PostMapping("/api/token/refresh")
  @Operation(summary = "Get new cookies", description = "By the refresh cookie of a sign-in.")
  @Example(response = "{\"expiresIn\":600}")
  ResponseEntity<CookieAnswer> refreshCookies(
      HttpServletRequest request, HttpServletResponse response) {
    var token =
        TokenCookies.refreshIn(request)
            .orElseThrow(() -> refused("no-refresh-token", "There is no refresh cookie: sign in."));
    return inCookies(refreshed(token), request, response);
  }

  private Tokens refreshed(String token) {
    return switch (sessions.refresh(token)) {
      case RefreshResult.Refreshed(Tokens tokens) -> tokens;
      case RefreshResult.Invalid() ->
          throw refused("invalid-refresh-token", "This refresh token is not valid: sign in again.");
      case RefreshResult.Reused() ->
          throw refused(
              "refresh-token-reused",
              "This refresh token was used before, so the session is over: sign in again.");
    };
  }

  @Limited(RouteClass.WRITE)
  @PostMapping("/api/v1/auth/logout")
  @Operation(
      summary = "Sign out",
      description =
          "Ends the session of the refresh token in the body, or that of the cookies. 204 also where it was over.")
  @Example(request = "{\"refreshToken\":\"8Xb1…\"}")
  ResponseEntity<Void> logout(
      @RequestBody(required = false) @Nullable Logout body,
      HttpServletRequest request,
      HttpServletResponse response) {
    var given = body == null ? null : body.refreshToken();
    if (given != null) {
      sessions.revokeBy(given);
    }
    TokenCookies.refreshIn(request).ifPresent(sessions::revokeBy);
    TokenCookies.clear(request, response);
    return ResponseEntity.noContent().build();
  }

  @PostMapping("/api/v1/auth/verify")
  @Operation(
      summary = "Verify an address",
      description = "By the token of the mail that a sign-up sends; good once, for three days.")
  @Example(request = "{\"token\":\"hT4k…\"}")
  ResponseEntity<Void> verify(@RequestBody Verification body) {
    if (!accounts.verify(body.token()) && !profiles.changeAddress(body.token())) {
      throw usedUp();
    }
    return ResponseEntity.noContent().build();
  }

  @PostMapping("/api/v1/auth/forgotten")
  @Operation(
      summary = "Ask for a new password",
      description =
          "Sends a mail where the address has an account; the answer is the same where it has none.")
  @Example(request = "{\"email\":\"ann@example.org\"}")
  ResponseEntity<Void> forgotten(@RequestBody Forgotten body) {
    accounts.forgotten(body.email());
    return ResponseEntity.accepted().build();
  }

  @PostMapping("/api/v1/auth/reset")
  @Operation(
      summary = "Choose a new password",
      description =
          "By the token of a mail; good once, for 30 minutes. Every session of the account ends.")
  @Example(request = "{\"token\":\"hT4k…\",\"password\":\"pear-tree-in-june\"}")
  ResponseEntity<Void> reset(@RequestBody Reset body) {
    if (!accounts.reset(body.token(), body.password())) {
      throw usedUp();
    }
    return ResponseEntity.noContent().build();
  }

  private static ProblemException usedUp() {
    return ProblemException.badRequest(
        "invalid-token", "This token was used before, is too old, or never was one of ours.");
  }

  @Limited(RouteClass.READ)
  @GetMapping("/.well-known/jwks.json")
  @Operation(
      summary = "The keys that access tokens are signed with",
      description = "Public halves, as a JSON Web Key Set (RFC 7517).")
  @Example(response = "{\"keys\":[{\"kty\":\"RSA\",\"e\":\"AQAB\",\"use\":\"sig\",\"kid\":\"…\"}]}")
  Map<String, Object> jwks() {
    return keys.published().toJSONObject();
  }

  private static ResponseEntity<TokenAnswer> answer(Tokens tokens) {
    return unstored()
        .body(
            new TokenAnswer(
                tokens.access(), "Bearer", seconds(tokens.accessFor()), tokens.refresh()));
  }

  private static ResponseEntity<CookieAnswer> inCookies(
      Tokens tokens, HttpServletRequest request, HttpServletResponse response) {
    TokenCookies.write(
        request,
        response,
        tokens.access(),
        tokens.accessFor(),
        tokens.refresh(),
        tokens.refreshFor());
    return unstored().body(new CookieAnswer(seconds(tokens.accessFor())));
  }

  private static ResponseEntity.BodyBuilder unstored() {
    return ResponseEntity.ok().header(HttpHeaders.CACHE_CONTROL, "no-store");
  }

  private static long seconds(Duration duration) {
    return duration.toSeconds();
  }

  private static ProblemException refused(String slug, String detail) {
    return new ProblemException(HttpStatus.UNAUTHORIZED, slug, detail, List.of());
  }
}
