package org.tastemaker.server.linking;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.tastemaker.server.access.Caller;
import org.tastemaker.server.access.Needs;
import org.tastemaker.server.access.Permission;
import org.tastemaker.server.http.Example;

/// The accounts elsewhere that somebody signs in by.
@RestController
@Needs(Permission.ME)
@RequestMapping("/api/v1/me/links")
@Tag(name = "Signing in by others")
final class LinkRoutes {
  private final Providers providers;
  private final Linking linking;
  private final Goals goals;
  private final Addresses addresses;

  LinkRoutes(Providers providers, Linking linking, Goals goals, Addresses addresses) {
    this.providers = providers;
    this.linking = linking;
    this.goals = goals;
    this.addresses = addresses;
  }

  record LinkList(List<Link> links) {}

  /// @param redirect where to go at the end; the first front end without it
  /// @param challenge what the code is to be bound to
  record Wish(@Nullable String redirect, @Nullable String challenge) {}

  /// @param url where the person's browser goes, within two minutes
  record Begun(String url) {}

  record Code(@JsonProperty(required = true) String code, @Nullable String verifier) {

    /// Hides both.
    @Override
    public String toString() {
      return "Code[hidden]";
    }
  }

  @GetMapping
  @Operation(summary = "What I have linked")
  @Example(
      response =
          "{\"links\":[{\"provider\":\"mal\",\"id\":\"4711\",\"name\":\"ann\",\"linkedAt\":\"2026-01-31T12:00:00Z\",\"lastUsedAt\":\"2026-01-31T12:00:00Z\"}]}")
  LinkList links(Caller caller) {
    return new LinkList(linking.of(caller.self()));
  }

  @PostMapping("/{provider}")
  @Operation(
      summary = "Begin to link an account",
      description =
          """
          Send the browser to the address in the answer. It comes to the front end with `?code=…`, which makes the link
          by `PUT /api/v1/me/links/{provider}`, asked by the same person.\
          """)
  @Example(
      request = "{\"redirect\":\"https://app.example.org/callback\"}",
      response = "{\"url\":\"https://api.example.org/api/v1/oauth/mal/authorize?link=M0n8…\"}")
  ResponseEntity<Begun> begin(
      Caller caller,
      @Parameter(description = "The provider's name") @PathVariable String provider,
      @RequestBody Wish wish,
      HttpServletRequest request) {
    var named = providers.named(provider);
    OAuthRoutes.checkChallenge(wish.challenge());
    var goal = goals.goal(wish.redirect(), Goals.OWN_LINKS);
    var address = addresses.callback(request, Addresses.authorize(named.name()));
    var ticket = linking.ticket(named, caller.self(), goal, wish.challenge());
    return ResponseEntity.status(HttpStatus.CREATED)
        .header("Cache-Control", "no-store")
        .body(new Begun(address + "?link=" + ticket));
  }

  @PutMapping("/{provider}")
  @Operation(
      summary = "Link an account",
      description = "By the code that the front end was sent; good once, for a minute.")
  @Example(
      request = "{\"code\":\"q7Vd…\"}",
      response =
          "{\"provider\":\"mal\",\"id\":\"4711\",\"name\":\"ann\",\"linkedAt\":\"2026-01-31T12:00:00Z\",\"lastUsedAt\":\"2026-01-31T12:00:00Z\"}")
  Link link(
      Caller caller,
      @Parameter(description = "The provider's name") @PathVariable String provider,
      @RequestBody Code body) {
    return linking.link(providers.named(provider), caller.self(), body.code(), body.verifier());
  }

  @DeleteMapping("/{provider}")
  @Operation(
      summary = "Unlink an account",
      description = "409 where it is the only way in: choose a password first.")
  @Example(call = "DELETE /api/v1/me/links/mal")
  ResponseEntity<Void> unlink(
      Caller caller,
      @Parameter(description = "The provider's name") @PathVariable String provider) {
    linking.unlink(provider, caller.self());
    return ResponseEntity.noContent().build();
  }
}
