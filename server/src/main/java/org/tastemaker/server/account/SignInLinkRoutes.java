package org.tastemaker.server.account;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;
import org.tastemaker.server.access.Needs;
import org.tastemaker.server.access.Permission;
import org.tastemaker.server.http.Example;
import org.tastemaker.server.http.ProblemException;

/// The operator's way in to the pages.
@RestController
@Needs(Permission.OPERATE)
@Tag(name = "Signing in")
final class SignInLinkRoutes {
  private final SignInLinks links;
  private final Accounts accounts;

  SignInLinkRoutes(SignInLinks links, Accounts accounts) {
    this.links = links;
    this.accounts = accounts;
  }

  /// @param user a username or an address; the first administrator when absent
  record Wish(@Nullable String user) {}

  /// @param link a path on this server
  /// @param user whom it signs in
  record Link(String link, String user) {}

  @PostMapping("/api/v1/signin-links")
  @Operation(
      summary = "Make a one-time sign-in link",
      description =
          "The link signs one browser in to the pages as `user`, or else as the first administrator, once, within a quarter of an hour. Put the server's address in front of it.")
  @Example(
      request = "{\"user\":\"ann_b\"}",
      response = "{\"link\":\"/signin?token=Q2hhbmdlcyBldmVyeSB0aW1l\",\"user\":\"ann_b\"}")
  ResponseEntity<Link> link(@RequestBody(required = false) @Nullable Wish wish) {
    var account = account(wish == null ? null : wish.user());
    return ResponseEntity.status(HttpStatus.CREATED)
        .body(new Link(links.to(account), account.username()));
  }

  private Account account(@Nullable String user) {
    return user == null
        ? accounts
            .oldestAdmin()
            .orElseThrow(() ->
                ProblemException.conflict(
                    "no-administrator", "There is no administrator yet: say which user."))
        : accounts
            .find(user)
            .orElseThrow(() ->
                ProblemException.notFound("no-account", "Nobody here has this name or address."));
  }
}
