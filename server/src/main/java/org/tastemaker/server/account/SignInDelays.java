package org.tastemaker.server.account;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;
import org.tastemaker.server.http.ClientAddress;
import org.tastemaker.server.http.Origin;

/// The table `sign_in_delay`: makes those wait who try one password after another.
///
/// Tries are counted by account and network together, so that nobody can lock anybody else out from
/// elsewhere; the wait doubles with each. An account that is tried from everywhere at once makes
/// strangers wait too, a minute at most, but nobody on a network that signed in to it before. What
/// is no account is counted alike, so that a wait tells nothing.
///
/// A try is counted before the password is looked at, and outside of the caller's transaction: many
/// at once count one by one, and what fails stays counted.
final class SignInDelays {
  /// After so long a pause, the counting begins anew.
  private static final Duration FORGOTTEN = Duration.ofHours(1);

  private static final int SHORTEST = 5;
  private static final int FROM_EVERYWHERE = 10;
  private static final Duration LONGEST_FROM_EVERYWHERE = Duration.ofMinutes(1);

  private final JdbcClient jdbc;
  private final TransactionTemplate own;
  private final AccountSettings settings;
  private final InstantSource clock;

  SignInDelays(
      JdbcClient jdbc,
      TransactionTemplate transactions,
      AccountSettings settings,
      InstantSource clock) {
    this.jdbc = jdbc;
    this.own =
        new TransactionTemplate(Objects.requireNonNull(transactions.getTransactionManager()));
    this.own.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
    this.settings = settings;
    this.clock = clock;
  }

  /// A try that was let through, or not.
  ///
  /// @param until when the next may be made; null: this one was let through
  /// @param first whether it is the first of its row after which others wait
  record Try(@Nullable Instant until, boolean first) {
    boolean isRefused() {
      return until != null;
    }
  }

  /// What tries for an account are counted by, under whichever of its names.
  static String named(String login, AccountRows.@Nullable Credentials known) {
    return known == null
        ? "nobody " + login.strip().toLowerCase(Locale.ROOT)
        : "person " + known.person();
  }

  /// @param who the account, or whatever was given for one
  /// @param isKnown whether somebody signed in to the account from this network before
  Try begin(String who, BooleanSupplier isKnown) {
    var here = count(hash(who, network()), settings.failures(), settings.lock());
    if (here.isRefused()) {
      return here;
    }
    var everywhere =
        count(hash(who, ""), settings.failures() * FROM_EVERYWHERE, LONGEST_FROM_EVERYWHERE);
    return everywhere.isRefused() && !isKnown.getAsBoolean() ? everywhere : here;
  }

  /// The password was right.
  void succeeded(String who) {
    own.executeWithoutResult(status -> {
      jdbc.sql("delete from sign_in_delay where key = :key")
          .param("key", hash(who, network()))
          .update();
      jdbc.sql("update sign_in_delay set attempts = greatest(0, attempts - 1) where key = :key")
          .param("key", hash(who, ""))
          .update();
    });
  }

  /// Of the request that is answered; the command line is one of its own.
  static String network() {
    return Origin.current()
        .map(origin -> ClientAddress.network(origin.address()))
        .orElse("this machine");
  }

  private static byte[] hash(String who, String network) {
    return Secrets.hash(who + "\n" + network);
  }

  private Try count(byte[] key, int free, Duration longest) {
    return Objects.requireNonNull(
        own.execute(status -> {
          var attempts = counted(key, free, longest);
          return attempts.isPresent()
              ? new Try(null, attempts.get() == free)
              : new Try(until(key), false);
        }));
  }

  /// @return the number of tries with this one; empty when it comes too soon
  private Optional<Integer> counted(byte[] key, int free, Duration longest) {
    var now = clock.instant();
    return jdbc.sql(
            """
            insert into sign_in_delay as d (key, attempts, last_at, until) values (:key, 1, :now, 'epoch')
            on conflict (key) do update set
              attempts = case when d.last_at < :forgotten then 1 else d.attempts + 1 end,
              last_at = :now,
              until = case
                when d.last_at < :forgotten or d.attempts + 1 < :free then timestamptz 'epoch'
                else :now + least(:longest, :shortest * power(2, least(d.attempts + 1 - :free, 20))) * interval '1 second'
              end
            where d.until <= :now
            returning attempts
            """)
        .param("key", key)
        .param("now", now.atOffset(ZoneOffset.UTC))
        .param("forgotten", now.minus(FORGOTTEN).atOffset(ZoneOffset.UTC))
        .param("free", free)
        .param("shortest", SHORTEST)
        .param("longest", (double) longest.toSeconds())
        .query(Integer.class)
        .optional();
  }

  private Instant until(byte[] key) {
    return jdbc.sql("select until from sign_in_delay where key = :key")
        .param("key", key)
        .query(OffsetDateTime.class)
        .optional()
        .map(OffsetDateTime::toInstant)
        .orElseGet(() -> clock.instant().plusSeconds(1));
  }

  /// Clears away what is forgotten.
  void forget() {
    jdbc.sql("delete from sign_in_delay where last_at < :end and until < :now")
        .param("end", clock.instant().minus(FORGOTTEN).atOffset(ZoneOffset.UTC))
        .param("now", clock.instant().atOffset(ZoneOffset.UTC))
        .update();
  }
}
