package org.tastemaker.server.account;

import java.io.UncheckedIOException;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.transaction.TransactionStatus;
import org.springframework.transaction.support.TransactionTemplate;
import org.tastemaker.server.account.MailTokens.Purpose;
import org.tastemaker.server.account.SignInResult.Locked;
import org.tastemaker.server.account.SignInResult.SignedIn;
import org.tastemaker.server.account.SignInResult.Wrong;
import org.tastemaker.server.http.ClientAddress;
import org.tastemaker.server.http.ProblemException;
import org.tastemaker.server.id.Reference;
import org.tastemaker.server.interaction.Choices;
import org.tastemaker.server.interaction.People;
import org.tastemaker.server.interaction.PersonalData;
import org.tastemaker.server.interaction.Privacy;
import org.tastemaker.server.sql.StorageException;

/// Accounts: made, signed in to, given roles, deleted.
public final class Accounts {
  private static final Logger LOG = LoggerFactory.getLogger(Accounts.class);

  private final AccountRows rows;
  private final People people;
  private final Passwords passwords;
  private final Sessions sessions;
  private final SignInDelays delays;
  private final TransactionTemplate transactions;
  private final Audit audit;
  private final AccountMails mails;
  private final MailTokens mailTokens;
  private final Forgotten forgotten;
  private final Confirmations confirmations;
  private final Choices choices;
  private final ErasureFile erasures;
  private final List<PersonalData> personalData;
  private final InstantSource clock;

  Accounts(
      AccountRows rows,
      People people,
      Passwords passwords,
      Sessions sessions,
      SignInDelays delays,
      TransactionTemplate transactions,
      Audit audit,
      AccountMails mails,
      MailTokens mailTokens,
      Forgotten forgotten,
      Confirmations confirmations,
      Choices choices,
      ErasureFile erasures,
      List<PersonalData> personalData,
      InstantSource clock) {
    this.rows = rows;
    this.people = people;
    this.passwords = passwords;
    this.sessions = sessions;
    this.delays = delays;
    this.transactions = transactions;
    this.audit = audit;
    this.mails = mails;
    this.mailTokens = mailTokens;
    this.forgotten = forgotten;
    this.confirmations = confirmations;
    this.choices = choices;
    this.erasures = erasures;
    this.personalData = List.copyOf(personalData);
    this.clock = clock;
  }

  /// A password that nobody guesses.
  public static String randomPassword() {
    return Secrets.fresh().substring(0, 20);
  }

  /// Makes the first administrator, where there is none.
  ///
  /// @return the password, shown this once; empty where there is one already
  public Optional<String> firstAdmin() {
    if (rows.hasAdmin()) {
      return Optional.empty();
    }
    var password = randomPassword();
    var admin = new SignUp("admin@localhost", "admin", password, null, null, null, null);
    return create(admin, Role.ADMIN, "first start").map(account -> password);
  }

  /// Makes an account. Where the address has one already nothing is made, and nobody learns of it
  /// from the answer or from the time that it takes.
  ///
  /// @throws ProblemException 400 that names every field that is wrong or taken
  public void signUp(SignUp signUp) {
    transactions.executeWithoutResult(status ->
        create(signUp, Role.USER, signUp.username())
            .ifPresentOrElse(
                this::askToVerify,
                () -> rows.find(signUp.address().text()).ifPresent(mails::hasAccount)));
  }

  private void askToVerify(Account account) {
    mails.verify(
        account,
        mailTokens.issue(account.id(), Objects.requireNonNull(account.email()), Purpose.VERIFY));
  }

  /// Takes the address for the person's own.
  ///
  /// @return false when the token is not good, or no longer
  public boolean verify(String token) {
    return Objects.requireNonNull(
        transactions.execute(status -> {
          var person = mailTokens.redeem(token, Purpose.VERIFY);
          person.ifPresent(one -> {
            rows.verified(one, clock.instant());
            audit.note(one, "address-verified", "mail", null);
          });
          return person.isPresent();
        }));
  }

  /// Sends a mail that lets its reader choose a new password, where the address has an account. A
  /// worker finds out whether it has, so that the caller cannot tell by the time; and the wish is
  /// kept, so that a server that dies loses none.
  public void forgotten(String email) {
    forgotten.ask(email.strip());
  }

  /// Sets a new password by the token of a mail; every session ends.
  ///
  /// @return false when the token is not good, or no longer
  /// @throws ProblemException 400 when the password is too easy; the token stays good
  public boolean reset(String token, String fresh) {
    return Objects.requireNonNull(
        transactions.execute(status -> {
          var account = mailTokens.redeem(token, Purpose.RESET).flatMap(rows::find);
          account.ifPresent(one -> {
            resetPassword(one, fresh, null, "mail");
            rows.verified(one.id(), clock.instant());
          });
          return account.isPresent();
        }));
  }

  /// Makes an account of a role, for the command line.
  ///
  /// @return empty when the address has one already
  /// @throws ProblemException as [#signUp]
  public Optional<Account> create(SignUp signUp, Role role, String actor) {
    signUp.check();
    var hash = passwords.hash(signUp.password());
    return Objects.requireNonNull(
        transactions.execute(status -> create(signUp, hash, role, actor, status)));
  }

  private Optional<Account> create(
      SignUp signUp, String hash, Role role, String actor, TransactionStatus status) {
    refuseTaken(signUp);
    if (rows.hasEmail(signUp.address().text())) {
      return Optional.empty();
    }
    int person = signUp.customer().map(people::ensure).orElseGet(people::create);
    if (!rows.insert(person, signUp, hash, role, clock.instant())) {
      status.setRollbackOnly(); // somebody was a moment faster
      refuseTaken(signUp);
      return Optional.empty();
    }
    choices.choose(person, Privacy.USUAL);
    people.name(Map.of(person, signUp.username()));
    audit.note(person, "account-created", actor, role.label());
    return rows.find(person);
  }

  private void refuseTaken(SignUp signUp) {
    if (rows.hasUsername(signUp.username())) {
      throw ProblemException.invalid("username", "Somebody has this username already.");
    }
    if (signUp.customerId() != null && hasAccount(signUp)) {
      throw ProblemException.invalid("customerId", "An account has this id already.");
    }
  }

  private boolean hasAccount(SignUp signUp) {
    return rows.hasCustomer(String.valueOf(signUp.customerId()))
        || signUp
            .customer()
            .map(Reference.class::cast)
            .flatMap(people::find)
            .flatMap(rows::find)
            .isPresent();
  }

  /// @param login an address or a username
  public SignInResult signIn(String login, String password) {
    var known = rows.credentials(login.strip()).orElse(null);
    var who = SignInDelays.named(login, known);
    var attempt = delays.begin(who, () -> known != null && isKnownHere(known.person()));
    if (attempt.until() != null) {
      return new Locked(attempt.until());
    }
    boolean right = passwords.matches(password, known == null ? null : known.hash());
    if (right && known != null) {
      delays.succeeded(who);
      return signedIn(known, password);
    }
    if (attempt.first()) {
      audit.note(known == null ? null : known.person(), "account-locked", "unknown", null);
    }
    return new Wrong();
  }

  /// Whether somebody signed in to the account from the network that the request comes from.
  private boolean isKnownHere(int person) {
    var network = SignInDelays.network();
    return sessions.of(person).stream()
        .anyMatch(session -> ClientAddress.network(session.address()).equals(network));
  }

  private SignInResult signedIn(AccountRows.Credentials known, String password) {
    if (passwords.isOutdated(Objects.requireNonNull(known.hash()))) {
      rows.setPassword(known.person(), passwords.hash(password));
    }
    return new SignedIn(known.person());
  }

  public Optional<Account> find(int person) {
    return rows.find(person);
  }

  /// By address or username.
  public Optional<Account> find(String login) {
    return rows.find(login);
  }

  /// The administrator who has been here longest.
  Optional<Account> oldestAdmin() {
    return rows.oldestAdmin();
  }

  /// The accounts behind that of a person, in the order of their ids.
  List<Account> after(int person, int limit) {
    return rows.after(person, limit);
  }

  /// Sets a new password, after the old one was shown; all other sessions end.
  ///
  /// @param old may be null for an account without a password, of whom a fresh sign-in is asked
  /// @throws ProblemException 400 when the new one is too easy, 403 when the old one is wrong
  public void changePassword(
      Account account, @Nullable String old, String fresh, @Nullable UUID session) {
    confirmations.demand(account, old, "oldPassword", session);
    resetPassword(account, fresh, session, account.username());
  }

  /// Sets a new password; every session ends but the one named.
  ///
  /// @throws ProblemException 400 when it is too easy
  public void resetPassword(Account account, String fresh, @Nullable UUID session, String actor) {
    PasswordPolicy.complaint(fresh, namesOf(account))
        .ifPresent(complaint -> {
          throw ProblemException.invalid("password", complaint);
        });
    var hash = passwords.hash(fresh);
    transactions.executeWithoutResult(status -> {
      rows.setPassword(account.id(), hash);
      sessions.revokeAll(account.id(), session);
      mailTokens.revoke(account.id(), Purpose.RESET);
      audit.note(account.id(), "password-changed", actor, null);
      mails.passwordChanged(account);
    });
  }

  private static List<String> namesOf(Account account) {
    return account.email() == null
        ? List.of(account.username())
        : List.of(account.username(), account.email());
  }

  /// @return false when there is no such account
  public boolean grant(int person, Role role, String actor) {
    return Objects.requireNonNull(
        transactions.execute(status -> {
          boolean changed = rows.setRole(person, role);
          if (changed) {
            audit.note(person, "role-granted", actor, role.label());
            sessions.changed();
          }
          return changed;
        }));
  }

  /// Everything that is held of an account's person.
  public Map<String, Object> export(Profile profile) {
    int person = profile.account().id();
    var everything = new LinkedHashMap<String, Object>();
    everything.put("account", profile);
    everything.put("sessions", sessions.of(person));
    everything.put("audit", audit.of(person));
    personalData.forEach(data -> everything.put(data.name(), data.of(person)));
    return everything;
  }

  /// Deletes an account and everything that its person ever did.
  ///
  /// @param password null for an account without one: then the session must be young
  /// @throws ProblemException 400 or 403 as [Confirmations#demand]
  public void delete(Account account, @Nullable String password, @Nullable UUID session) {
    confirmations.demand(account, password, "password", session);
    transactions.executeWithoutResult(status -> {
      mails.deleted(account);
      audit.note(account.id(), "account-deleted", "themselves", null);
      erase(account.id());
    });
    writeDown();
  }

  /// What fails here is done again by a chore, and no reason to say that the account is still
  /// there.
  private void writeDown() {
    try {
      erasures.keep();
    } catch (UncheckedIOException | StorageException e) {
      LOG.warn("An erasure is not written down yet", e);
    }
  }

  /// Removes a person, with or without an account, and all that is held of them.
  ///
  /// @return false when there is no such person
  public boolean erase(int person) {
    return Objects.requireNonNull(
        transactions.execute(status -> {
          rows.find(person)
              .ifPresent(account -> {
                if (account.email() != null) {
                  forgotten.forget(account.email());
                }
                audit.rename(account.username(), "person " + person);
                audit.forgetPlaces(person);
              });
          personalData.forEach(data -> data.erase(person));
          sessions.changed();
          return people.erase(person, person);
        }));
  }
}
