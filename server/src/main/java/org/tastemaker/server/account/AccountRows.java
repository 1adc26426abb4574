package org.tastemaker.server.account;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/// The table `account`.
final class AccountRows {
  private static final String COLUMNS =
      "person, email, username, customer_id, name, surname, birth_date, role, verified_at, created_at";

  private final JdbcClient jdbc;

  AccountRows(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /// What a sign-in looks at.
  record Credentials(int person, @Nullable String hash) {}

  /// @return false when the address, the username or the customer's id is taken
  boolean insert(int person, SignUp signUp, String hash, Role role, Instant now) {
    return jdbc.sql(
                """
                insert into account
                  (person, email, username, customer_id, password, name, surname, birth_date, role, created_at)
                values (:person, :email, :username, :customer, :hash, :name, :surname, :birth, :role, :now)
                on conflict do nothing
                """)
            .param("person", person)
            .param("email", signUp.address().text())
            .param("username", signUp.username())
            .param("customer", signUp.customerId())
            .param("hash", hash)
            .param("name", signUp.name())
            .param("surname", signUp.surname())
            .param("birth", signUp.birthDate())
            .param("role", role.label())
            .param("now", now.atOffset(ZoneOffset.UTC))
            .update()
        == 1;
  }

  /// An account without a password, for who comes by a provider.
  ///
  /// @param email one that the provider vouches for
  /// @return false when the address or the username is taken
  boolean insert(int person, String username, @Nullable String email, Instant now) {
    return jdbc.sql(
                """
                insert into account (person, email, username, verified_at, created_at)
                values (:person, :email, :username, :verified, :now)
                on conflict do nothing
                """)
            .param("person", person)
            .param("email", email)
            .param("username", username)
            .param("verified", email == null ? null : now.atOffset(ZoneOffset.UTC))
            .param("now", now.atOffset(ZoneOffset.UTC))
            .update()
        == 1;
  }

  /// Whether an account can be signed in to by a password; locks it until the transaction ends.
  boolean lockHavingPassword(int person) {
    return jdbc.sql("select password is not null from account where person = :person for update")
        .param("person", person)
        .query(Boolean.class)
        .optional()
        .orElse(false);
  }

  boolean hasUsername(String username) {
    return exists("lower(username) = lower(:value)", username);
  }

  boolean hasEmail(String email) {
    return exists("lower(email) = lower(:value)", email);
  }

  boolean hasCustomer(String customerId) {
    return exists("customer_id = :value", customerId);
  }

  boolean hasAdmin() {
    return exists("role = :value", Role.ADMIN.label());
  }

  private boolean exists(String condition, String value) {
    return jdbc.sql("select exists (select from account where " + condition + ")")
        .param("value", value)
        .query(Boolean.class)
        .single();
  }

  Optional<Account> find(int person) {
    return jdbc.sql("select " + COLUMNS + " from account where person = :person")
        .param("person", person)
        .query((row, _) -> account(row))
        .optional();
  }

  /// By address or username.
  Optional<Account> find(String login) {
    return jdbc.sql(
            "select "
                + COLUMNS
                + " from account where lower(email) = lower(:login) or lower(username) = lower(:login)")
        .param("login", login)
        .query((row, _) -> account(row))
        .optional();
  }

  /// The administrator who has been here longest.
  Optional<Account> oldestAdmin() {
    return jdbc.sql(
            "select " + COLUMNS + " from account where role = :role order by person limit 1")
        .param("role", Role.ADMIN.label())
        .query((row, _) -> account(row))
        .optional();
  }

  List<Account> after(int person, int limit) {
    return jdbc.sql(
            "select "
                + COLUMNS
                + " from account where person > :person order by person limit :limit")
        .param("person", person)
        .param("limit", limit)
        .query((row, _) -> account(row))
        .list();
  }

  private static Account account(ResultSet row) throws SQLException {
    return new Account(
        row.getInt("person"),
        row.getString("email"),
        row.getString("username"),
        row.getString("customer_id"),
        row.getString("name"),
        row.getString("surname"),
        row.getObject("birth_date", LocalDate.class),
        Role.of(row.getString("role")).orElseThrow(),
        row.getObject("verified_at") != null,
        row.getObject("created_at", OffsetDateTime.class).toInstant());
  }

  Optional<Credentials> credentials(String login) {
    return jdbc.sql(
            """
            select person, password from account
            where lower(email) = lower(:login) or lower(username) = lower(:login)
            """)
        .param("login", login)
        .query((row, _) -> credentials(row))
        .optional();
  }

  Optional<Credentials> credentials(int person) {
    return jdbc.sql("select person, password from account where person = :person")
        .param("person", person)
        .query((row, _) -> credentials(row))
        .optional();
  }

  private static Credentials credentials(ResultSet row) throws SQLException {
    return new Credentials(row.getInt("person"), row.getString("password"));
  }

  boolean setPassword(int person, String hash) {
    return jdbc.sql("update account set password = :hash where person = :person")
            .param("person", person)
            .param("hash", hash)
            .update()
        == 1;
  }

  boolean setRole(int person, Role role) {
    return jdbc.sql("update account set role = :role where person = :person")
            .param("person", person)
            .param("role", role.label())
            .update()
        == 1;
  }

  @Nullable String bio(int person) {
    return jdbc.sql("select bio from account where person = :person")
        .param("person", person)
        .query((row, _) -> Optional.ofNullable(row.getString("bio")))
        .optional()
        .flatMap(bio -> bio)
        .orElse(null);
  }

  /// What a person says of themselves.
  void describe(int person, ProfilePatch.Wanted wanted) {
    jdbc.sql(
            """
            update account set name = :name, surname = :surname, birth_date = :birth, bio = :bio
            where person = :person
            """)
        .param("person", person)
        .param("name", wanted.name())
        .param("surname", wanted.surname())
        .param("birth", wanted.birthDate())
        .param("bio", wanted.bio())
        .update();
  }

  /// @throws org.springframework.dao.DuplicateKeyException when somebody has it
  void rename(int person, String username) {
    jdbc.sql("update account set username = :username where person = :person")
        .param("person", person)
        .param("username", username)
        .update();
  }

  /// Sets an address that was shown to be the person's.
  void setEmail(int person, String email, Instant now) {
    jdbc.sql("update account set email = :email, verified_at = :now where person = :person")
        .param("person", person)
        .param("email", email)
        .param("now", now.atOffset(ZoneOffset.UTC))
        .update();
  }

  void verified(int person, Instant now) {
    jdbc.sql("update account set verified_at = coalesce(verified_at, :now) where person = :person")
        .param("person", person)
        .param("now", now.atOffset(ZoneOffset.UTC))
        .update();
  }
}
