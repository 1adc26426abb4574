package org.tastemaker.server.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.security.crypto.bcrypt.BCryptPasswordEncoder;
import org.tastemaker.server.cli.TestServer;

/// How passwords are kept and checked.
final class PasswordsTest {
  private static AccountSettings usual() {
    return new Binder(new MapConfigurationPropertySource(Map.of()))
        .bindOrCreate("tastemaker.account", AccountSettings.class);
  }

  /// The cost at which a check took 100 to 300 ms when it was measured last; see `bench/passwords`.
  @Test
  void aHashHasTheCostThatIsSet() {
    assertThat(usual().bcryptCost()).isEqualTo(11);
    for (int cost : new int[] {4, 7, usual().bcryptCost()}) {
      var passwords = new Passwords(cost);
      var hash = passwords.hash("plum-tree-in-may");

      assertThat(hash).startsWith("$2a$%02d$".formatted(cost));
      assertThat(passwords.matches("plum-tree-in-may", hash)).isTrue();
      assertThat(passwords.matches("pear-tree-in-may", hash)).isFalse();
      assertThat(passwords.isOutdated(hash)).isFalse();
      assertThat(new Passwords(cost + 1).isOutdated(hash)).isTrue();
    }
  }

  @Test
  void aCostThatProtectsNobodyOrNeverEndsIsRefused() {
    for (int cost : new int[] {3, 17}) {
      var set = new MapConfigurationPropertySource(Map.of("tastemaker.account.bcrypt-cost", cost));
      assertThatThrownBy(
              () -> new Binder(set).bindOrCreate("tastemaker.account", AccountSettings.class))
          .rootCause()
          .hasMessageContaining("bcrypt-cost is from 4 to 16");
    }
  }

  @Test
  void whatBcryptWouldCutOffIsRefusedAndNeverKept() {
    var long72 = "ab".repeat(36);

    assertThat(PasswordPolicy.complaint(long72, List.of()))
        .contains("This password is among the most common ones.");
    assertThat(PasswordPolicy.complaint("plum-tree-" + "x1y2z3".repeat(10) + "!!", List.of()))
        .isEmpty();
    assertThat(PasswordPolicy.complaint("plum-tree-" + "x1y2z3".repeat(10) + "!!!", List.of()))
        .hasValueSatisfying(sentence -> assertThat(sentence).contains("72 bytes"));
    var passwords = new Passwords(4);
    assertThatThrownBy(() -> passwords.hash("x".repeat(73)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void aHashIsUpgradedAtTheNextSignInWhenTheCostGrows() {
    try (var server = TestServer.start(Map.of("tastemaker.account.bcrypt-cost", 5))) {
      TestAccount.fresh(server, "old_hash");
      set(server, new BCryptPasswordEncoder(4).encode(TestAccount.PASSWORD));

      assertThat(TestAccount.login(server, "old_hash", "wrong-password").status()).isEqualTo(401);
      assertThat(kept(server)).startsWith("$2a$04$");
      assertThat(TestAccount.login(server, "old_hash", TestAccount.PASSWORD).status())
          .isEqualTo(200);
      assertThat(kept(server)).startsWith("$2a$05$");
      assertThat(TestAccount.login(server, "old_hash", TestAccount.PASSWORD).status())
          .isEqualTo(200);
    }
  }

  private static void set(TestServer server, String hash) {
    server
        .database()
        .jdbc()
        .sql("update account set password = :hash where username = 'old_hash'")
        .param("hash", hash)
        .update();
  }

  private static String kept(TestServer server) {
    return server
        .database()
        .jdbc()
        .sql("select password from account where username = 'old_hash'")
        .query(String.class)
        .single();
  }
}
