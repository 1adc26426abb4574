package org.tastemaker.server.web;

import gg.jte.TemplateEngine;
import gg.jte.output.Utf8ByteOutput;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.security.web.csrf.CsrfToken;
import org.springframework.web.servlet.View;
import org.tastemaker.server.http.PageSessionFilter;
import org.tastemaker.server.http.SignedCookies;

/// How routes answer with pages:
///
/// ```java
/// return pages.show(new LogoutPage());
/// return pages.show(HttpStatus.BAD_REQUEST, new SignUpPage(form, errors));
/// return pages.redirect("/account", "Your password has changed.");
/// ```
final class Pages {
  private final TemplateEngine templates;
  private final Assets assets;
  private final Flash flash;

  Pages(TemplateEngine templates, Assets assets, SignedCookies cookies, InstantSource clock) {
    this.templates = templates;
    this.assets = assets;
    this.flash = new Flash(cookies, clock);
  }

  View show(Page page) {
    return show(HttpStatus.OK, page);
  }

  View show(HttpStatus status, Page page) {
    return (model, request, response) -> write(status, page, request, response);
  }

  View redirect(String path) {
    return (model, request, response) -> send(path, response);
  }

  /// Redirects to a path of ours, whose page then says the sentence.
  View redirect(String path, String sentence) {
    return (model, request, response) -> {
      flash.say(sentence, request, response);
      send(path, response);
    };
  }

  static void send(String path, HttpServletResponse response) {
    response.setStatus(HttpStatus.SEE_OTHER.value());
    response.setHeader(HttpHeaders.LOCATION, path);
    response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
  }

  /// Writes a page. It is made as a whole first: a template that fails leaves no half page, and
  /// cookies that it brings along still find their place.
  void write(HttpStatus status, Page page, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    var output = new Utf8ByteOutput();
    templates.render(
        page.template(), Map.of("frame", frame(request, response), "page", page), output);
    response.setStatus(status.value());
    response.setContentType("text/html;charset=UTF-8");
    response.setContentLength(output.getContentLength());
    response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
    output.writeTo(response.getOutputStream());
  }

  private Frame frame(HttpServletRequest request, HttpServletResponse response) {
    return new Frame(
        PageSessionFilter.callerIn(request).orElse(null),
        csrf(request),
        flash.take(request, response).orElse(null),
        request.getRequestURI(),
        assets);
  }

  private static String csrf(HttpServletRequest request) {
    return Optional.ofNullable((CsrfToken) request.getAttribute(CsrfToken.class.getName()))
        .map(CsrfToken::getToken)
        .orElse("");
  }
}
