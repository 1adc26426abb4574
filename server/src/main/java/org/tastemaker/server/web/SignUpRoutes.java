package org.tastemaker.server.web;

import io.swagger.v3.oas.annotations.Hidden;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.View;
import org.tastemaker.server.access.Caller;
import org.tastemaker.server.access.Open;
import org.tastemaker.server.account.Accounts;
import org.tastemaker.server.account.Profiles;
import org.tastemaker.server.http.Limited;
import org.tastemaker.server.http.ProblemException;
import org.tastemaker.server.http.RouteClass;

/// Signing up, and what mails link to. Programs that read mails follow their links: a GET here
/// shows a form, and only sending that uses the token of the mail up.
@Hidden
@Controller
@Open
final class SignUpRoutes {
  private static final String USED_UP =
      "This link was used before, is too old, or is not whole. Ask for a new mail.";

  private final Pages pages;
  private final Accounts accounts;
  private final Profiles profiles;

  SignUpRoutes(Pages pages, Accounts accounts, Profiles profiles) {
    this.pages = pages;
    this.accounts = accounts;
    this.profiles = profiles;
  }

  @GetMapping("/signup")
  View ask() {
    return pages.show(new SignUpPage(SignUpForm.EMPTY, FormErrors.NONE));
  }

  /// Says the same whether or not the address has an account.
  @Limited(RouteClass.SIGN_IN)
  @PostMapping("/signup")
  View signUp(
      @RequestParam(defaultValue = "") String username,
      @RequestParam(defaultValue = "") String email,
      @RequestParam(defaultValue = "") String password,
      @RequestParam(defaultValue = "") String name,
      @RequestParam(defaultValue = "") String surname,
      @RequestParam(defaultValue = "") String birthDate) {
    var form = new SignUpForm(username, email, name, surname, birthDate);
    try {
      accounts.signUp(form.with(password));
    } catch (ProblemException e) {
      return pages.show(HttpStatus.BAD_REQUEST, new SignUpPage(form, FormErrors.of(e)));
    }
    return pages.redirect(
        "/login",
        "You can sign in now. We have sent you a mail that asks whether the address is yours.");
  }

  @GetMapping("/forgotten")
  View askForAddress() {
    return pages.show(new ForgottenPage("", FormErrors.NONE));
  }

  @Limited(RouteClass.SIGN_IN)
  @PostMapping("/forgotten")
  View forgotten(@RequestParam(defaultValue = "") String email) {
    if (email.isBlank()) {
      return pages.show(
          HttpStatus.BAD_REQUEST,
          new ForgottenPage(email, FormErrors.of("email", "Say which address.")));
    }
    accounts.forgotten(email);
    return pages.redirect(
        "/login",
        "If the address has an account, a mail is on its way. It lets you choose a new password within 30 minutes.");
  }

  @GetMapping("/reset")
  View askForPassword(@RequestParam(defaultValue = "") String token) {
    return pages.show(new ResetPage(token, FormErrors.NONE));
  }

  @Limited(RouteClass.SIGN_IN)
  @PostMapping("/reset")
  View reset(
      @RequestParam(defaultValue = "") String token,
      @RequestParam(defaultValue = "") String password) {
    try {
      return accounts.reset(token.strip(), password)
          ? pages.redirect("/login", "Your password has changed. Sign in with the new one.")
          : pages.show(HttpStatus.BAD_REQUEST, new ResetPage("", FormErrors.of(USED_UP)));
    } catch (ProblemException e) {
      return pages.show(HttpStatus.BAD_REQUEST, new ResetPage(token, FormErrors.of(e)));
    }
  }

  @GetMapping("/verify")
  View askWhetherItIs(@RequestParam(defaultValue = "") String token) {
    return pages.show(new VerifyPage(token, FormErrors.NONE));
  }

  @Limited(RouteClass.SIGN_IN)
  @PostMapping("/verify")
  View verify(@Nullable Caller caller, @RequestParam(defaultValue = "") String token) {
    var given = token.strip();
    return accounts.verify(given) || profiles.changeAddress(given)
        ? pages.redirect(
            caller == null ? "/login" : "/account", "Thank you: this address is yours.")
        : pages.show(HttpStatus.BAD_REQUEST, new VerifyPage("", FormErrors.of(USED_UP)));
  }
}
