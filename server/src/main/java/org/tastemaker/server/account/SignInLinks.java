package org.tastemaker.server.account;

import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.Objects;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/// Links that sign one browser in as somebody, once and within a quarter of an hour: for who runs
/// the server, and needs no password for that. The table `signin_link`.
public final class SignInLinks {
  private static final Duration GOOD_FOR = Duration.ofMinutes(15);

  private final JdbcClient jdbc;
  private final ProviderAccounts accounts;
  private final TransactionTemplate transactions;
  private final Audit audit;
  private final InstantSource clock;

  SignInLinks(
      JdbcClient jdbc,
      ProviderAccounts accounts,
      TransactionTemplate transactions,
      Audit audit,
      InstantSource clock) {
    this.jdbc = jdbc;
    this.accounts = accounts;
    this.transactions = transactions;
    this.audit = audit;
    this.clock = clock;
  }

  /// The path and query of a link for a person; one who has no account is given one, without a
  /// password.
  ///
  /// @param wish what the account is called then, if the name is free
  public String forPerson(int person, String wish) {
    return Objects.requireNonNull(
        transactions.execute(status ->
            to(
                accounts
                    .find(person)
                    .orElseGet(() -> accounts.create(person, wish, null, "operator")))));
  }

  /// The path and query of a link for an account.
  String to(Account account) {
    var token = Secrets.fresh();
    var now = clock.instant();
    jdbc.sql("delete from signin_link where expires_at <= :now")
        .param("now", now.atOffset(ZoneOffset.UTC))
        .update();
    jdbc.sql("insert into signin_link (hash, person, expires_at) values (:hash, :person, :end)")
        .param("hash", Secrets.hash(token))
        .param("person", account.id())
        .param("end", now.plus(GOOD_FOR).atOffset(ZoneOffset.UTC))
        .update();
    return "/signin?token=" + token;
  }

  /// Whom the link signs in; it is used up by this.
  public Optional<Integer> redeem(String token) {
    return Objects.requireNonNull(
        transactions.execute(status -> {
          var person =
              jdbc.sql(
                      "delete from signin_link where hash = :hash and expires_at > :now returning person")
                  .param("hash", Secrets.hash(token))
                  .param("now", clock.instant().atOffset(ZoneOffset.UTC))
                  .query(Integer.class)
                  .optional();
          person.ifPresent(one -> audit.note(one, "signed-in-by-link", "operator", null));
          return person;
        }));
  }
}
