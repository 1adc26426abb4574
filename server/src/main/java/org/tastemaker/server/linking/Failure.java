package org.tastemaker.server.linking;

import java.util.Locale;

/// Why nobody was signed in or linked, in the words that a front end gets.
enum Failure {
  /// The sign-in is not under way: it took longer than ten minutes, has come back before, or never
  /// was.
  EXPIRED,
  /// It was begun in another browser.
  OTHER_BROWSER,
  /// The person said no.
  DENIED,
  /// The provider reports an error, or sent no code.
  PROVIDER_ERROR,
  /// It cannot be reached, or takes too long.
  PROVIDER_UNREACHABLE,
  /// It takes the code for no good one, or this server for another.
  CODE_REFUSED,
  /// Its word on who somebody is does not hold: signature, issuer, audience, time or nonce.
  IDENTITY_REFUSED,
  /// It does not say who somebody is.
  NO_PROFILE,
  /// An account here has the person's address: they sign in to it, then link.
  ADDRESS_TAKEN,
  /// The provider's account is linked to somebody else here.
  LINKED_TO_ANOTHER,
  /// The person has linked another account of this provider.
  ALREADY_LINKED,
  /// Who began to link is not who came back.
  OTHER_PERSON;

  /// Such as `other-browser`.
  String code() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
