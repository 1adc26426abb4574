package org.tastemaker.server.web;

import io.swagger.v3.oas.annotations.Hidden;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.View;
import org.tastemaker.server.access.Caller;
import org.tastemaker.server.access.Needs;
import org.tastemaker.server.access.Permission;
import org.tastemaker.server.account.Accounts;
import org.tastemaker.server.account.Profile;
import org.tastemaker.server.account.ProfilePatch;
import org.tastemaker.server.account.Profiles;
import org.tastemaker.server.account.Sessions;
import org.tastemaker.server.catalogue.Kind;
import org.tastemaker.server.catalogue.LiveCatalogue;
import org.tastemaker.server.http.ProblemException;
import tools.jackson.databind.node.JsonNodeFactory;

/// One's own account.
@Hidden
@Controller
@Needs(Permission.ME)
@RequestMapping("/account")
final class AccountPageRoutes {
  private final Pages pages;
  private final Accounts accounts;
  private final Profiles profiles;
  private final Sessions sessions;
  private final Browsers browsers;
  private final LiveCatalogue catalogue;

  AccountPageRoutes(
      Pages pages,
      Accounts accounts,
      Profiles profiles,
      Sessions sessions,
      Browsers browsers,
      LiveCatalogue catalogue) {
    this.pages = pages;
    this.accounts = accounts;
    this.profiles = profiles;
    this.sessions = sessions;
    this.browsers = browsers;
    this.catalogue = catalogue;
  }

  @GetMapping
  View show(Caller caller) {
    var profile = profile(caller);
    return pages.show(page(caller, profile, ProfileForm.of(profile), "", FormErrors.NONE));
  }

  private Profile profile(Caller caller) {
    return profiles
        .find(caller.self())
        .orElseThrow(() -> ProblemException.notFound("no-account", "This account is gone."));
  }

  private AccountPage page(
      Caller caller, Profile profile, ProfileForm form, String wrong, FormErrors errors) {
    var index = catalogue.current();
    return new AccountPage(
        profile,
        places(caller),
        form,
        wrong,
        errors,
        index.kinds().stream().map(Kind::name).sorted().toList(),
        index.genres().stream().sorted().toList());
  }

  private List<AccountPage.Place> places(Caller caller) {
    return sessions.of(caller.self()).stream()
        .map(one ->
            new AccountPage.Place(
                one.id(),
                BrowserName.of(one.agent()),
                one.address(),
                new Moment(one.lastUsedAt()),
                one.id().equals(caller.session())))
        .toList();
  }

  private View refused(
      Caller caller, Profile profile, ProfileForm form, String wrong, ProblemException refused) {
    return pages.show(
        HttpStatus.BAD_REQUEST, page(caller, profile, form, wrong, FormErrors.of(refused)));
  }

  @PostMapping("/profile")
  View change(Caller caller, @RequestParam MultiValueMap<String, String> fields) {
    var profile = profile(caller);
    var form = ProfileForm.typed(fields);
    try {
      profiles.change(profile, form.patch(), caller.session());
    } catch (ProblemException e) {
      return refused(caller, profile, form, "profile", e);
    }
    return pages.redirect("/account", "What you say of yourself is changed.");
  }

  @PostMapping("/email")
  View changeAddress(
      Caller caller,
      @RequestParam(defaultValue = "") String email,
      @RequestParam(defaultValue = "") String password) {
    var profile = profile(caller);
    try {
      profiles.change(profile, addressed(email, password), caller.session());
    } catch (ProblemException e) {
      return refused(caller, profile, ProfileForm.of(profile), "email", e);
    }
    return pages.redirect(
        "/account", "We have sent a mail to the new address. It counts when that is answered.");
  }

  private static ProfilePatch addressed(String email, String password) {
    var json = JsonNodeFactory.instance;
    return new ProfilePatch(
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        json.stringNode(email),
        json.stringNode(password));
  }

  @PostMapping("/password")
  View changePassword(
      Caller caller,
      @RequestParam(defaultValue = "") String oldPassword,
      @RequestParam(defaultValue = "") String password) {
    var profile = profile(caller);
    try {
      accounts.changePassword(profile.account(), oldPassword, password, caller.session());
    } catch (ProblemException e) {
      return refused(caller, profile, ProfileForm.of(profile), "password", e);
    }
    return pages.redirect(
        "/account", "Your password has changed. You are signed out everywhere else.");
  }

  /// Somebody who ends the session that asks has signed out.
  @PostMapping("/sessions/{id}/end")
  View end(
      Caller caller,
      @PathVariable UUID id,
      HttpServletRequest request,
      HttpServletResponse response) {
    if (id.equals(caller.session())) {
      browsers.signOut(request, response);
      return pages.redirect("/login", "You are signed out.");
    }
    return sessions.revoke(id, caller.self())
        ? pages.redirect("/account", "You are signed out there.")
        : pages.redirect("/account", "That session was over already.");
  }

  @GetMapping("/export")
  ResponseEntity<Map<String, Object>> export(Caller caller) {
    return ResponseEntity.ok()
        .header("Content-Disposition", "attachment; filename=\"tastemaker-export.json\"")
        .header("Content-Type", "application/json")
        .header("Cache-Control", "no-store")
        .body(accounts.export(profile(caller)));
  }

  @GetMapping("/delete")
  View askWhetherToDelete(Caller caller) {
    return pages.show(deletePage(profile(caller), FormErrors.NONE));
  }

  private static DeleteAccountPage deletePage(Profile profile, FormErrors errors) {
    return new DeleteAccountPage(profile.account().username(), profile.hasPassword(), errors);
  }

  @PostMapping("/delete")
  View delete(
      Caller caller,
      @RequestParam(defaultValue = "") String password,
      HttpServletRequest request,
      HttpServletResponse response) {
    var profile = profile(caller);
    try {
      accounts.delete(profile.account(), password, caller.session());
    } catch (ProblemException e) {
      return pages.show(HttpStatus.BAD_REQUEST, deletePage(profile, FormErrors.of(e)));
    }
    browsers.signOut(request, response);
    return pages.redirect("/login", "Your account is deleted, with everything that you did here.");
  }
}
