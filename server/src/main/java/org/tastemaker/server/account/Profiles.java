package org.tastemaker.server.account;

import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.transaction.support.TransactionTemplate;
import org.tastemaker.server.account.MailTokens.Purpose;
import org.tastemaker.server.account.ProfilePatch.Wanted;
import org.tastemaker.server.http.ProblemException;
import org.tastemaker.server.interaction.Choices;
import org.tastemaker.server.interaction.People;
import org.tastemaker.server.mail.MailAddress;

/// What people say of themselves, and change.
public final class Profiles {
  private final AccountRows rows;
  private final People people;
  private final Choices choices;
  private final Confirmations confirmations;
  private final MailTokens mailTokens;
  private final AccountMails mails;
  private final Sessions sessions;
  private final Audit audit;
  private final TransactionTemplate transactions;
  private final InstantSource clock;

  Profiles(
      AccountRows rows,
      People people,
      Choices choices,
      Confirmations confirmations,
      MailTokens mailTokens,
      AccountMails mails,
      Sessions sessions,
      Audit audit,
      TransactionTemplate transactions,
      InstantSource clock) {
    this.rows = rows;
    this.people = people;
    this.choices = choices;
    this.confirmations = confirmations;
    this.mailTokens = mailTokens;
    this.mails = mails;
    this.sessions = sessions;
    this.audit = audit;
    this.transactions = transactions;
    this.clock = clock;
  }

  /// The profile of a person who has an account.
  public Optional<Profile> find(int person) {
    return rows.find(person)
        .map(account ->
            new Profile(
                account,
                rows.bio(person),
                choices.privacy(person),
                choices.interests(person),
                mailTokens.newAddress(person).orElse(null),
                rows.credentials(person).map(AccountRows.Credentials::hash).isPresent()));
  }

  /// Changes what the patch names. A new address counts when its mail is answered; the old one is
  /// told.
  ///
  /// @throws ProblemException 400 that names every field that is wrong or taken, 403 for a new
  ///   address when the password is wrong
  public void change(Profile now, ProfilePatch patch, @Nullable UUID session) {
    var wanted = patch.appliedTo(now);
    if (wanted.email() != null) {
      confirmations.demand(now.account(), patch.passwordText(), "password", session);
    }
    try {
      transactions.executeWithoutResult(status -> change(now, wanted));
    } catch (DuplicateKeyException e) {
      throw nameTaken();
    }
  }

  private void change(Profile now, Wanted wanted) {
    var account = now.account();
    if (!wanted.username().equals(account.username())) {
      rename(account, wanted.username());
    }
    rows.describe(account.id(), wanted);
    if (!wanted.privacy().equals(now.privacy())) {
      choices.choose(account.id(), wanted.privacy());
    }
    if (!wanted.interests().equals(now.interests())) {
      choices.choose(account.id(), wanted.interests());
    }
    if (wanted.email() != null) {
      ask(account, wanted.email());
    }
  }

  private void rename(Account account, String username) {
    if (!username.equalsIgnoreCase(account.username()) && rows.hasUsername(username)) {
      throw nameTaken();
    }
    rows.rename(account.id(), username);
    people.name(Map.of(account.id(), username));
    audit.rename(account.username(), username);
    sessions.changed();
  }

  private static ProblemException nameTaken() {
    return ProblemException.invalid("username", "Somebody has this username already.");
  }

  /// Nobody learns from this whether the address has an account, but its owner.
  private void ask(Account account, MailAddress address) {
    var token = mailTokens.issue(account.id(), address.text(), Purpose.CHANGE);
    rows.find(address.text())
        .ifPresentOrElse(mails::hasAccount, () -> mails.change(account, address, token));
    mails.changeAsked(account);
    audit.note(account.id(), "address-change-asked", account.username(), null);
  }

  /// Takes the address of the token for the person's.
  ///
  /// @return false when the token is not good, or no longer
  public boolean changeAddress(String token) {
    var changed =
        transactions.execute(status -> {
          var change = mailTokens.redeemChange(token).orElse(null);
          if (change == null || rows.hasEmail(change.email())) {
            return false;
          }
          var before = rows.find(change.person()).orElseThrow();
          rows.setEmail(change.person(), change.email(), clock.instant());
          audit.note(change.person(), "address-changed", "mail", null);
          mails.changed(before);
          return true;
        });
    return Boolean.TRUE.equals(changed);
  }
}
