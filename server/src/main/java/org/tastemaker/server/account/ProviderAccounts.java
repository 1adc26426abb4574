package org.tastemaker.server.account;

import java.text.Normalizer;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.tastemaker.server.interaction.Choices;
import org.tastemaker.server.interaction.People;
import org.tastemaker.server.interaction.Privacy;
import org.tastemaker.server.mail.MailAddress;

/// Accounts of people who come by another provider: made without a password, and signed in to
/// without one. Whoever calls has made sure who it is.
public final class ProviderAccounts {
  private static final Pattern STRANGE = Pattern.compile("[^A-Za-z0-9_.]+");
  private static final Pattern DOTS = Pattern.compile("\\.{2,}");
  private static final Pattern ENDS = Pattern.compile("^\\.+|\\.+$");
  private static final int SHORTEST = 4;
  private static final int LONGEST_WISH = 20;
  private static final int NUMBERED = 20;

  private final AccountRows rows;
  private final People people;
  private final Sessions sessions;
  private final Choices choices;
  private final Audit audit;
  private final InstantSource clock;

  ProviderAccounts(
      AccountRows rows,
      People people,
      Sessions sessions,
      Choices choices,
      Audit audit,
      InstantSource clock) {
    this.rows = rows;
    this.people = people;
    this.sessions = sessions;
    this.choices = choices;
    this.audit = audit;
    this.clock = clock;
  }

  /// Whether somebody has an account with this address.
  public boolean hasEmail(String email) {
    return rows.hasEmail(email);
  }

  /// Makes an account for a person who has none, inside the caller's transaction.
  ///
  /// @param wish the name that the provider knows them by; the username is made of it
  /// @param email an address that the provider vouches for and no account has, or none
  public Account create(int person, String wish, @Nullable String email, String provider) {
    var address = email == null ? null : new MailAddress(email).text();
    var username = insert(person, usernameOf(wish, provider), address);
    choices.choose(person, Privacy.USUAL);
    people.name(Map.of(person, username));
    audit.note(person, "account-created", provider, Role.USER.label());
    return rows.find(person).orElseThrow();
  }

  private String insert(int person, String wish, @Nullable String email) {
    for (int n = 1; n <= NUMBERED; n++) {
      var username = n == 1 ? wish : wish + "_" + n;
      if (rows.insert(person, username, email, clock.instant())) {
        return username;
      }
    }
    var username = wish + "_" + Secrets.fresh().substring(0, 8).replace('-', '_');
    if (!rows.insert(person, username, email, clock.instant())) {
      throw new IllegalStateException("Person " + person + " could not be given an account");
    }
    return username;
  }

  /// As much of a name as a username can have.
  static String usernameOf(String wish, String provider) {
    var plain = Normalizer.normalize(wish, Normalizer.Form.NFKD).replaceAll("\\p{M}+", "");
    var name = STRANGE.matcher(plain.strip()).replaceAll("_");
    name = name.substring(0, Math.min(name.length(), LONGEST_WISH));
    name = ENDS.matcher(DOTS.matcher(name).replaceAll(".")).replaceAll("");
    if (name.chars().allMatch(c -> c == '_')) {
      name = provider.replaceAll("[^a-z0-9]", "_");
    }
    return name.replace(".", "").length() < SHORTEST ? "user_" + name : name;
  }

  /// Begins a session for a person with an account.
  public Tokens signIn(int person, Client client) {
    return sessions.begin(person, client);
  }

  /// The account, if the person has one.
  public Optional<Account> find(int person) {
    return rows.find(person);
  }

  /// Whether a person can sign in by a password. Keeps it so until the caller's transaction ends.
  public boolean lockHavingPassword(int person) {
    return rows.lockHavingPassword(person);
  }
}
