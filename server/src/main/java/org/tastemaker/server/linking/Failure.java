package org.tastemaker.server.linking;

import java.util.Locale;

/// Why nobody was signed in or linked, in the words that a front end gets.
enum Failure {
  /// The sign-in is not under way: it took longer than ten minutes, has come back before, or never
  /// was.
  EXPIRED("That took too long, or came back twice. Try again."),
  /// It was begun in another browser.
  OTHER_BROWSER("That was begun in another browser, or without cookies. Try again."),
  /// The person said no.
  DENIED("You said no there, so nothing has happened."),
  /// The provider reports an error, or sent no code.
  PROVIDER_ERROR("The other side had a problem. Try again later."),
  /// It cannot be reached, or takes too long.
  PROVIDER_UNREACHABLE("The other side does not answer. Try again later."),
  /// It takes the code for no good one, or this server for another.
  CODE_REFUSED("The other side did not accept this server's question. Try again."),
  /// Its word on who somebody is does not hold: signature, issuer, audience, time or nonce.
  IDENTITY_REFUSED("The other side's answer cannot be trusted. Try again."),
  /// It does not say who somebody is.
  NO_PROFILE("The other side does not say who you are. Try again later."),
  /// An account here has the person's address: they sign in to it, then link.
  ADDRESS_TAKEN(
      "An account here has your e-mail address. Sign in to it with its password, then link the other one to it on your account's page."),
  /// The provider's account is linked to somebody else here.
  LINKED_TO_ANOTHER("That account is linked to another account here."),
  /// The person has linked another account of this provider.
  ALREADY_LINKED("You have linked another account from there already. Unlink it first."),
  /// Who began to link is not who came back.
  OTHER_PERSON("That was begun by somebody else. Try again.");

  private final String sentence;

  Failure(String sentence) {
    this.sentence = sentence;
  }

  /// The failure of that code; anything else is as good as expired.
  static Failure of(String code) {
    for (var one : values()) {
      if (one.code().equals(code)) {
        return one;
      }
    }
    return EXPIRED;
  }

  /// For who reads it on a page.
  String sentence() {
    return sentence;
  }

  /// Such as `other-browser`.
  String code() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
