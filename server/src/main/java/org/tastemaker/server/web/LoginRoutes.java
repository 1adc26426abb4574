package org.tastemaker.server.web;

import io.swagger.v3.oas.annotations.Hidden;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.View;
import org.tastemaker.server.access.Caller;
import org.tastemaker.server.access.Open;
import org.tastemaker.server.account.Accounts;
import org.tastemaker.server.account.SignInLinks;
import org.tastemaker.server.account.SignInResult;
import org.tastemaker.server.http.Limited;
import org.tastemaker.server.http.ProblemException;
import org.tastemaker.server.http.RouteClass;
import org.tastemaker.server.linking.ProviderPages;

/// Signing in and out.
@Hidden
@Controller
@Open
final class LoginRoutes {
  private final Pages pages;
  private final Accounts accounts;
  private final SignInLinks links;
  private final Browsers browsers;
  private final ProviderPages providers;

  LoginRoutes(
      Pages pages,
      Accounts accounts,
      SignInLinks links,
      Browsers browsers,
      ProviderPages providers) {
    this.pages = pages;
    this.accounts = accounts;
    this.links = links;
    this.browsers = browsers;
    this.providers = providers;
  }

  @GetMapping("/login")
  View ask(@Nullable Caller caller, @RequestParam(defaultValue = "/") String next) {
    return caller != null ? pages.redirect(LocalPath.of(next)) : pages.show(page("", next, null));
  }

  private LoginPage page(String login, String next, @Nullable String error) {
    return new LoginPage(login, LocalPath.of(next), error, providers.offers());
  }

  @Limited(RouteClass.SIGN_IN)
  @PostMapping("/login")
  View signIn(
      @RequestParam(defaultValue = "") String login,
      @RequestParam(defaultValue = "") String password,
      @RequestParam(defaultValue = "/") String next,
      HttpServletRequest request,
      HttpServletResponse response) {
    return switch (accounts.signIn(login, password)) {
      case SignInResult.SignedIn(int person) -> {
        browsers.signIn(person, request, response);
        yield pages.redirect(LocalPath.of(next), "You are signed in.");
      }
      case SignInResult.Wrong() ->
          pages.show(
              HttpStatus.UNAUTHORIZED,
              page(login, next, "There is no such account, or its password is another."));
      case SignInResult.Locked(Instant until) -> {
        ProblemException.locked(until)
            .retryAfter()
            .ifPresent(wait -> response.setHeader(HttpHeaders.RETRY_AFTER, wait));
        yield pages.show(
            HttpStatus.TOO_MANY_REQUESTS,
            page(
                login,
                next,
                "Too many wrong passwords from here: wait a while before you try again."));
      }
    };
  }

  /// By a link of the operator's. It signs in at once, unlike those of mails: nothing but this
  /// browser has seen it.
  @GetMapping("/signin")
  View signInByLink(
      @RequestParam String token, HttpServletRequest request, HttpServletResponse response) {
    var person = links.redeem(token);
    if (person.isEmpty()) {
      var sentence =
          "This link was used before or is too old. ./tastemaker signin prints a new one.";
      return pages.show(HttpStatus.UNAUTHORIZED, page("", "/", sentence));
    }
    browsers.signIn(person.get(), request, response);
    return pages.redirect("/recommend");
  }

  @GetMapping("/logout")
  View askWhetherToGo(@Nullable Caller caller) {
    return caller != null ? pages.show(new LogoutPage()) : pages.redirect("/login");
  }

  @PostMapping("/logout")
  View signOut(HttpServletRequest request, HttpServletResponse response) {
    browsers.signOut(request, response);
    return pages.redirect("/login", "You are signed out.");
  }
}
