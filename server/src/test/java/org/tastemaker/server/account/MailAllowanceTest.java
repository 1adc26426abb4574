package org.tastemaker.server.account;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.tastemaker.server.account.MailAllowance.Sort;
import org.tastemaker.server.http.Rate;
import org.tastemaker.server.sql.TestDatabase;

final class MailAllowanceTest {
  private final TestDatabase database = TestDatabase.fresh();
  private final AtomicReference<Instant> now =
      new AtomicReference<>(Instant.parse("2026-05-01T12:00:00Z"));

  @AfterEach
  void close() {
    database.close();
  }

  private MailAllowance allowance(String rate) {
    var secret = MasterSecret.of("a secret that is long enough for this", Path.of("none"));
    return new MailAllowance(database.jdbc(), secret, Rate.valueOf(rate), now::get);
  }

  private void pass(Duration time) {
    now.updateAndGet(instant -> instant.plus(time));
  }

  private static int taken(MailAllowance allowance, String email, Sort sort) {
    int taken = 0;
    for (int n = 0; n < 10; n++) {
      taken += allowance.take(email, sort) ? 1 : 0;
    }
    return taken;
  }

  @Test
  void eachAddressHasSoManyOfEachSort() {
    var allowance = allowance("3/1h");

    assertThat(taken(allowance, "ann@example.org", Sort.PASSWORD)).isEqualTo(3);
    assertThat(taken(allowance, "ANN@Example.org", Sort.PASSWORD)).isZero();
    assertThat(taken(allowance, "ann@example.org", Sort.ADDRESS)).isEqualTo(3);
    assertThat(taken(allowance, "bob@example.org", Sort.PASSWORD)).isEqualTo(3);
  }

  @Test
  void itFillsUpEvenlyAndNoFurther() {
    var allowance = allowance("3/1h");
    taken(allowance, "ann@example.org", Sort.PASSWORD);

    pass(Duration.ofMinutes(19));
    assertThat(taken(allowance, "ann@example.org", Sort.PASSWORD)).isZero();
    pass(Duration.ofMinutes(2));
    assertThat(taken(allowance, "ann@example.org", Sort.PASSWORD)).isEqualTo(1);
    pass(Duration.ofDays(2));
    assertThat(taken(allowance, "ann@example.org", Sort.PASSWORD)).isEqualTo(3);
  }

  @Test
  void whatIsKeptNamesNobodyAndGoes() {
    var allowance = allowance("3/1h");
    allowance.take("ann@example.org", Sort.PASSWORD);

    assertThat(rows()).doesNotContain("ann");
    pass(Duration.ofMinutes(59));
    allowance.forgetWhole();
    assertThat(rows()).isNotEmpty();
    pass(Duration.ofMinutes(2));
    allowance.forgetWhole();
    assertThat(rows()).isEmpty();
  }

  private String rows() {
    return database
        .jdbc()
        .sql("select coalesce(string_agg(mail_allowance::text, ' '), '') from mail_allowance")
        .query(String.class)
        .single();
  }

  @Test
  void thereNeedBeNoLimit() {
    assertThat(taken(allowance("unlimited"), "ann@example.org", Sort.PASSWORD)).isEqualTo(10);
  }
}
