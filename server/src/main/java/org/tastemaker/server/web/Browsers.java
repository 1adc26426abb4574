package org.tastemaker.server.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.stereotype.Component;
import org.tastemaker.server.account.Client;
import org.tastemaker.server.account.Sessions;
import org.tastemaker.server.http.PageCookie;
import org.tastemaker.server.http.PageSessionFilter;

/// Signs browsers in and out.
@Component
final class Browsers {
  private final Sessions sessions;
  private final PageCookie cookie;

  Browsers(Sessions sessions, PageCookie cookie) {
    this.sessions = sessions;
    this.cookie = cookie;
  }

  /// Gives the browser a new session; one that it had is over.
  void signIn(int person, HttpServletRequest request, HttpServletResponse response) {
    end(request);
    var session = sessions.beginPage(person, Client.of(request));
    cookie.write(request, response, session.id(), session.longest());
  }

  /// Ends the browser's session, if it has one.
  void signOut(HttpServletRequest request, HttpServletResponse response) {
    end(request);
    cookie.clear(request, response);
  }

  private void end(HttpServletRequest request) {
    var caller = PageSessionFilter.callerIn(request).orElse(null);
    if (caller != null && caller.session() != null) {
      sessions.revoke(caller.session(), caller.self());
    }
  }
}
