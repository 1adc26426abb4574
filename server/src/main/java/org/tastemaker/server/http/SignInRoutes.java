package org.tastemaker.server.http;

import io.swagger.v3.oas.annotations.Hidden;
import io.swagger.v3.oas.annotations.Operation;
import java.net.URI;
import java.util.List;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseCookie;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.tastemaker.server.access.Needs;
import org.tastemaker.server.access.Open;
import org.tastemaker.server.access.Permission;

/// The browser's way in.
@RestController
@Needs(Permission.OPERATE)
final class SignInRoutes {
  private final SignIn signIn;

  SignInRoutes(SignIn signIn) {
    this.signIn = signIn;
  }

  /// A one-time link for a browser, as a path on this server.
  record Link(String link) {}

  @PostMapping("/api/v1/signin-links")
  @Operation(
      summary = "Make a one-time sign-in link",
      description =
          "The link signs one browser in to the page, once, within a quarter of an hour. Put the"
              + " server's address in front of it.")
  @Example(response = "{\"link\":\"/signin?token=Q2hhbmdlcyBldmVyeSB0aW1l\"}")
  ResponseEntity<Link> link() {
    return ResponseEntity.status(HttpStatus.CREATED).body(new Link(signIn.link()));
  }

  @Hidden
  @Open
  @GetMapping("/signin")
  ResponseEntity<Void> signIn(@RequestParam String token) {
    var session = signIn.redeem(token).orElseThrow(SignInRoutes::usedUp);
    var cookie =
        ResponseCookie.from(SignIn.COOKIE, session)
            .httpOnly(true)
            .sameSite("Strict")
            .path("/")
            .maxAge(SignIn.SESSION)
            .build();
    return ResponseEntity.status(HttpStatus.SEE_OTHER)
        .location(URI.create("/"))
        .header(HttpHeaders.SET_COOKIE, cookie.toString())
        .header(HttpHeaders.CACHE_CONTROL, "no-store")
        .build();
  }

  private static ProblemException usedUp() {
    return new ProblemException(
        HttpStatus.UNAUTHORIZED,
        "link-used-up",
        "This sign-in link was used before or is too old. ./tastemaker signin prints a new one.",
        List.of());
  }
}
