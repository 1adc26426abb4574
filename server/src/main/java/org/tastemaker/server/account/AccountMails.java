package org.tastemaker.server.account;

import java.net.URI;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.tastemaker.server.account.MailAllowance.Sort;
import org.tastemaker.server.mail.Letter;
import org.tastemaker.server.mail.MailAddress;
import org.tastemaker.server.mail.Mails;

/// What is written to people about their accounts. Where a page takes a token, the mail links to
/// it; otherwise it holds the token itself, for whatever program the person uses.
final class AccountMails {
  private final Mails mails;
  private final MailLinks links;
  private final MailAllowance allowance;

  AccountMails(Mails mails, MailLinks links, MailAllowance allowance) {
    this.mails = mails;
    this.links = links;
    this.allowance = allowance;
  }

  void verify(Account account, String token) {
    if (!mayGo(account.email(), Sort.ADDRESS)) {
      return;
    }
    var letter =
        greeting("Is this your address?", account)
            .say(
                "Somebody signed up with this address. If that was you, say so within three days.");
    send(
        account,
        withToken(letter, "Yes, it is mine", links.verify(token), token)
            .say("If it was not you, there is nothing to do."),
        "an address is to be verified");
  }

  /// Says to the owner of an address what a sign-up with it must not say to anybody else.
  void hasAccount(Account account) {
    if (!mayGo(account.email(), Sort.ADDRESS)) {
      return;
    }
    send(
        account,
        greeting("You have an account already", account)
            .say(
                "Somebody wants an account with your address, which has one already: %s."
                    .formatted(account.username()))
            .say("If that was you, sign in, or ask for a new password. If not, ignore this."),
        "an address that has an account was given");
  }

  /// To the new address.
  void change(Account account, MailAddress address, String token) {
    if (!mayGo(address.text(), Sort.ADDRESS)) {
      return;
    }
    var letter =
        greeting("Is this your address?", account)
            .say(
                "The account %s is to have this address. If that was you, say so within three days."
                    .formatted(account.username()));
    mails.send(
        withToken(letter, "Yes, it is mine", links.verify(token), token)
            .say("If it was not you, there is nothing to do.")
            .to(address),
        "a new address is to be verified");
  }

  /// To the old address: whoever has got into the account must not leave with it unseen.
  void changeAsked(Account account) {
    send(
        account,
        greeting("A new address for your account", account)
            .say("Somebody who is signed in as you asked for another address.")
            .say(
                "It counts when a mail to that one is answered. If it was not you, change your password at once."),
        "another address was asked for");
  }

  /// To the old address.
  void changed(Account account) {
    send(
        account,
        greeting("Your address has changed", account)
            .say("Your account has another address now; this is the last mail to this one."),
        "an address has changed");
  }

  /// @param tokens makes a new token, which voids the one before: only if the mail goes out
  void reset(Account account, Supplier<String> tokens) {
    if (!mayGo(account.email(), Sort.PASSWORD)) {
      return;
    }
    var token = tokens.get();
    var letter =
        greeting("A new password", account).say("Somebody asked for a new password for you.");
    send(
        account,
        withToken(letter, "Choose it", links.reset(token), token)
            .say("It works once, for 30 minutes. If it was not you, ignore this."),
        "a new password was asked for");
  }

  void passwordChanged(Account account) {
    send(
        account,
        greeting("Your password has changed", account)
            .say("Your password was changed just now, and you were signed out everywhere else.")
            .say("If that was not you, ask for a new password at once."),
        "a password has changed");
  }

  void deleted(Account account) {
    send(
        account,
        greeting("Your account is deleted", account)
            .say("Your account and everything that you did here are deleted."),
        "an account was deleted");
  }

  private static Letter greeting(String subject, Account account) {
    var name = account.name() == null ? account.username() : account.name();
    return new Letter(subject).say("Hello " + name + ",");
  }

  private static Letter withToken(Letter letter, String words, Optional<URI> page, String token) {
    return page.map(link -> letter.link(words, link))
        .orElseGet(() -> letter.say("The code for it: " + token));
  }

  /// Whether one more mail may go to an address that whoever caused it need not own.
  private boolean mayGo(@Nullable String email, Sort sort) {
    return email != null && allowance.take(email, sort);
  }

  /// Who has no address is told nothing.
  private void send(Account account, Letter letter, String reason) {
    if (account.email() != null) {
      mails.send(letter.to(new MailAddress(account.email())), reason);
    }
  }
}
