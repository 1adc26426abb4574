package org.tastemaker.server.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ApiKeyTest {
  @Test
  void theKeyIsMadeOnceAndForItsOwnerAlone(@TempDir Path folder) throws Exception {
    var file = folder.resolve("api-key");
    var key = ApiKey.in(file);
    assertThat(ApiKey.in(file).text()).isEqualTo(key.text());
    assertThat(key.text()).hasSizeGreaterThan(30);
    assertThat(key.toString()).doesNotContain(key.text());
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    assertThat(ApiKey.isPrivate(file)).isTrue();
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));
    assertThat(ApiKey.isPrivate(file)).isFalse();
  }

  @Test
  void aGivenKeyIsTheKeyAndStandsInTheFile(@TempDir Path folder) throws Exception {
    var file = folder.resolve("api-key");
    var made = ApiKey.in(file);
    var given = ApiKey.kept(file, "a-key-for-all-the-nodes");
    assertThat(given.matches("a-key-for-all-the-nodes")).isTrue();
    assertThat(given.matches(made.text())).isFalse();
    assertThat(ApiKey.in(file).text()).isEqualTo("a-key-for-all-the-nodes");
    assertThat(ApiKey.isPrivate(file)).isTrue();
    assertThat(new OperatorSettings("a-key-for-all-the-nodes").toString()).doesNotContain("nodes");
    assertThatThrownBy(() -> new OperatorSettings("short")).hasMessageContaining("16 to 200");
  }
}
