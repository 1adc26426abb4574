package org.tastemaker.server.web;

import io.swagger.v3.oas.annotations.Hidden;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.View;
import org.tastemaker.server.access.Caller;
import org.tastemaker.server.access.Needs;
import org.tastemaker.server.access.Open;
import org.tastemaker.server.access.Permission;
import org.tastemaker.server.http.Limited;
import org.tastemaker.server.http.ProblemException;
import org.tastemaker.server.http.RouteClass;
import org.tastemaker.server.linking.ProviderPages;

/// Signing in by accounts that people have elsewhere, and linking them to one here.
@Hidden
@Controller
final class ProviderRoutes {
  private static final String LINKS = "/account/links";

  private final Pages pages;
  private final Browsers browsers;
  private final ProviderPages providers;

  ProviderRoutes(Pages pages, Browsers browsers, ProviderPages providers) {
    this.pages = pages;
    this.browsers = browsers;
    this.providers = providers;
  }

  @Open
  @Limited(RouteClass.SIGN_IN)
  @GetMapping("/login/with/{provider}")
  View begin(
      @PathVariable String provider,
      @RequestParam(defaultValue = "/") String next,
      HttpServletRequest request,
      HttpServletResponse response) {
    var address = providers.signIn(provider, LocalPath.of(next), request, response);
    return pages.redirect(address.toString());
  }

  /// Its code is good for this browser alone, so that nobody is signed in by another's link.
  @Open
  @Limited(RouteClass.SIGN_IN)
  @GetMapping("/login/back")
  View signIn(
      @RequestParam(defaultValue = "/") String next,
      @RequestParam(required = false) @Nullable String code,
      @RequestParam(defaultValue = "") String provider,
      @RequestParam(defaultValue = "expired") String error,
      HttpServletRequest request,
      HttpServletResponse response) {
    var person = code == null ? null : providers.signedIn(code, request).orElse(null);
    if (person == null) {
      return pages.show(
          HttpStatus.UNAUTHORIZED,
          new LoginPage("", LocalPath.of(next), ProviderPages.sentence(error), providers.offers()));
    }
    browsers.signIn(person, request, response);
    return pages.redirect(
        LocalPath.of(next), "You are signed in by %s.".formatted(providers.label(provider)));
  }

  @Needs(Permission.ME)
  @GetMapping(LINKS)
  View links(Caller caller) {
    return pages.show(page(caller, null));
  }

  private LinksPage page(Caller caller, @Nullable String error) {
    var links = providers.of(caller.self());
    return new LinksPage(
        links.stream()
            .map(link -> new LinksPage.Linked(providers.label(link.provider()), link))
            .toList(),
        providers.offers().stream()
            .filter(offer -> links.stream().noneMatch(one -> one.provider().equals(offer.name())))
            .toList(),
        error);
  }

  @Needs(Permission.ME)
  @PostMapping(LINKS + "/{provider}")
  View link(
      Caller caller,
      @PathVariable String provider,
      HttpServletRequest request,
      HttpServletResponse response) {
    try {
      var address = providers.link(provider, caller.self(), request, response).toString();
      response.setHeader("Refresh", "0; url=" + address);
      return pages.show(new OnwardsPage(providers.label(provider), address));
    } catch (ProblemException e) {
      return refused(caller, e.status(), e.detail());
    }
  }

  @Needs(Permission.ME)
  @GetMapping(LINKS + "/back")
  View linked(
      Caller caller,
      @RequestParam(required = false) @Nullable String code,
      @RequestParam(defaultValue = "") String provider,
      @RequestParam(defaultValue = "expired") String error,
      HttpServletRequest request) {
    if (code == null) {
      return refused(caller, HttpStatus.BAD_REQUEST, ProviderPages.sentence(error));
    }
    try {
      providers.linked(provider, caller.self(), code, request);
    } catch (ProblemException e) {
      return refused(caller, e.status(), e.detail());
    }
    return pages.redirect(
        LINKS, "Your account at %s is linked.".formatted(providers.label(provider)));
  }

  @Needs(Permission.ME)
  @PostMapping(LINKS + "/{provider}/unlink")
  View unlink(Caller caller, @PathVariable String provider) {
    try {
      providers.unlink(provider, caller.self());
    } catch (ProblemException e) {
      return refused(caller, e.status(), e.detail());
    }
    return pages.redirect(
        LINKS, "Your account at %s is unlinked.".formatted(providers.label(provider)));
  }

  private View refused(Caller caller, HttpStatus status, String sentence) {
    return pages.show(status, page(caller, sentence));
  }
}
