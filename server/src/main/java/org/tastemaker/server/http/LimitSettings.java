package org.tastemaker.server.http;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// How often one may call. Far more than a person or a front end ever does; little for a script
/// that tries passwords or reads everything there is.
///
/// @param signIn per address: signing in and up, forgotten passwords and the like
/// @param read per person: what changes nothing
/// @param write per person: what changes something
/// @param expensive per person: recommendations, exports and what else takes more than a look-up
/// @param comment per person: comments and reports of them
/// @param stranger per address: open routes and pages, for those who are not signed in
/// @param program per key, whatever it calls
/// @param failures per address: keys and tokens that are none of ours
@ConfigurationProperties("tastemaker.limits")
public record LimitSettings(
    @DefaultValue("100/10m") Rate signIn,
    @DefaultValue("3000/1m") Rate read,
    @DefaultValue("1200/1m") Rate write,
    @DefaultValue("1200/1m") Rate expensive,
    @DefaultValue("30/10m") Rate comment,
    @DefaultValue("3000/1m") Rate stranger,
    @DefaultValue("600000/1m") Rate program,
    @DefaultValue("300/1m") Rate failures) {

  /// Whether passwords may be tried without end.
  public boolean letsGuess() {
    return signIn.isOff();
  }

  /// The limit of what a person, or a program with `programs`, calls.
  Rate of(RouteClass routes) {
    return switch (routes) {
      case SIGN_IN -> signIn;
      case READ -> read;
      case WRITE -> write;
      case EXPENSIVE -> expensive;
      case COMMENT -> comment;
      case FREE -> Rate.valueOf("unlimited");
    };
  }
}
