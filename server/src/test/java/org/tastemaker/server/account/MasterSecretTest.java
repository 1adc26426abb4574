package org.tastemaker.server.account;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class MasterSecretTest {
  private static final String SECRET = "a secret of more than 32 characters";

  @Test
  void theSameSecretSignsAlikeOnEveryNode(@TempDir Path folder) {
    var here = MasterSecret.of(SECRET, folder.resolve("unused"));
    var there = MasterSecret.of(SECRET, folder.resolve("unused"));

    assertThat(here.sign("cookie", "ann")).hasSize(32).isEqualTo(there.sign("cookie", "ann"));
  }

  @Test
  void anotherTextPurposeOrSecretMakesAnotherSignature(@TempDir Path folder) {
    var secret = MasterSecret.of(SECRET, folder.resolve("unused"));
    var other = MasterSecret.of(null, folder.resolve("made"));

    assertThat(secret.sign("cookie", "ann"))
        .isNotEqualTo(secret.sign("cookie", "bob"))
        .isNotEqualTo(secret.sign("csrf", "ann"))
        .isNotEqualTo(secret.sign("cooki", "eann"))
        .isNotEqualTo(other.sign("cookie", "ann"));
  }
}
