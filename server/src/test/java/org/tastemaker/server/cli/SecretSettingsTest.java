package org.tastemaker.server.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.annotation.ClassPathScanningCandidateComponentProvider;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;
import org.springframework.core.type.filter.AnnotationTypeFilter;

final class SecretSettingsTest {
  private static final String URL = "postgresql://ann@db/tastes";

  @TempDir private Path folder;

  private StandardEnvironment environment(Map<String, Object> variables) {
    var environment = new StandardEnvironment();
    environment
        .getPropertySources()
        .replace(
            "systemEnvironment",
            new SystemEnvironmentPropertySource("systemEnvironment", variables));
    environment
        .getPropertySources()
        .addLast(
            new MapPropertySource(
                "settings file", Map.of("tastemaker.database.password", "of the settings file")));
    return environment;
  }

  private DatabaseSettings database(StandardEnvironment environment) {
    SecretSettings.addTo(environment);
    return Binder.get(environment)
        .bindOrCreate("tastemaker.database", Bindable.of(DatabaseSettings.class));
  }

  private String file(String content) throws IOException {
    var file = Files.createTempFile(folder, "secret", "");
    return Files.writeString(file, content).toString();
  }

  @Test
  void aFileHoldsASetting() throws IOException {
    var read =
        database(
            environment(
                Map.of(
                    "TASTEMAKER_DATABASE_URL",
                    URL,
                    "TASTEMAKER_DATABASE_PASSWORD_FILE",
                    file("  two words\n"))));
    assertThat(read).isEqualTo(new DatabaseSettings(URL, "two words"));
  }

  @Test
  void oneObjectHoldsManySettingsByEitherName() throws IOException {
    var json =
        "{\"tastemaker.database.url\": \"%s\", \"TASTEMAKER_DATABASE_PASSWORD\": 4711}"
            .formatted(URL);
    assertThat(database(environment(Map.of("TASTEMAKER_SECRETS_JSON", json))))
        .isEqualTo(new DatabaseSettings(URL, "4711"));
    assertThat(database(environment(Map.of("TASTEMAKER_SECRETS_FILE", file(json)))))
        .isEqualTo(new DatabaseSettings(URL, "4711"));
  }

  @Test
  void theEnvironmentWinsOverFilesAndTheyOverTheObjectAndThatOverTheSettingsFile()
      throws IOException {
    var variables = new HashMap<String, Object>();
    assertThat(database(environment(variables)).password()).isEqualTo("of the settings file");
    variables.put(
        "TASTEMAKER_SECRETS_JSON", "{\"tastemaker.database.password\": \"of the object\"}");
    assertThat(database(environment(variables)).password()).isEqualTo("of the object");
    variables.put("TASTEMAKER_DATABASE_PASSWORD_FILE", file("of a file"));
    assertThat(database(environment(variables)).password()).isEqualTo("of a file");
    variables.remove("TASTEMAKER_DATABASE_PASSWORD_FILE");
    variables.put("TASTEMAKER_DATABASE_PASSWORD", "of the environment");
    assertThat(database(environment(variables)).password()).isEqualTo("of the environment");
  }

  @Test
  void aSecretMayLookLikeTheNameOfAnotherSetting() throws IOException {
    var odd = "a${tastemaker.database.url}#{1+1}\\b$";
    assertThat(
            database(environment(Map.of("TASTEMAKER_DATABASE_PASSWORD_FILE", file(odd))))
                .password())
        .isEqualTo(odd);
  }

  @Test
  void whatCannotBeReadIsRefusedWithItsNameAndWithoutItsContent() throws IOException {
    refuses(
        Map.of("TASTEMAKER_DATABASE_PASSWORD_FILE", "/nowhere"),
        "PASSWORD_FILE names the file /nowhere");
    refuses(Map.of("TASTEMAKER_DATABASE_PASSWORD_FILE", folder.toString()), "no text file");
    refuses(Map.of("TASTEMAKER_DATABASE_PASSWORD_FILE", file(" \n")), "is empty");
    refuses(
        Map.of("TASTEMAKER_DATABASE_PASSWORD", "a", "TASTEMAKER_DATABASE_PASSWORD_FILE", file("b")),
        "TASTEMAKER_DATABASE_PASSWORD and TASTEMAKER_DATABASE_PASSWORD_FILE are both set");
    refuses(Map.of("TASTEMAKER_SECRETS_FILE", "/nowhere"), "SECRETS_FILE names the file /nowhere");
    refuses(
        Map.of("TASTEMAKER_SECRETS_JSON", "{}", "TASTEMAKER_SECRETS_FILE", file("{}")), "both set");
    refuses(
        Map.of("TASTEMAKER_SECRETS_JSON", "{\"a\": s3cret"),
        "SECRETS_JSON is not JSON: see line 1");
    refuses(Map.of("TASTEMAKER_SECRETS_JSON", "[\"s3cret\"]"), "no JSON object");
    refuses(
        Map.of("TASTEMAKER_SECRETS_JSON", "{\"password\": \"s3cret\"}"), "the key \"password\"");
    refuses(
        Map.of("TASTEMAKER_SECRETS_JSON", "{\"tastemaker.port\": {\"s3cret\": 1}}"),
        "something else than a text");
    refuses(
        Map.of("TASTEMAKER_SECRETS_JSON", "{\"tastemaker.port\": 1, \"tastemaker.port\": 2}"),
        "SECRETS_JSON is not JSON");
  }

  private void refuses(Map<String, Object> variables, String sentence) {
    var environment = environment(variables);
    assertThatThrownBy(() -> SecretSettings.addTo(environment))
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining(sentence)
        .hasMessageNotContaining("s3cret");
  }

  @Test
  void productionRefusesAFileThatEverybodyCanRead() throws IOException {
    var file = Path.of(file("of a file"));
    var environment = environment(Map.of("TASTEMAKER_DATABASE_PASSWORD_FILE", file.toString()));
    environment.setActiveProfiles("production");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw----r--"));
    assertThatThrownBy(() -> SecretSettings.addTo(environment))
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining("chmod o= '" + file + "'");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));
    assertThat(database(environment).password()).isEqualTo("of a file");
  }

  /// Else `TASTEMAKER_…_FILE` could mean two things.
  @Test
  void noSettingEndsWithFile() throws ClassNotFoundException {
    var scan = new ClassPathScanningCandidateComponentProvider(false);
    scan.addIncludeFilter(new AnnotationTypeFilter(ConfigurationProperties.class));
    var names = new TreeSet<String>();
    for (var found : scan.findCandidateComponents("org.tastemaker.server")) {
      names.addAll(SettingsCheck.namesIn(Class.forName(found.getBeanClassName())));
    }
    assertThat(names)
        .contains("tastemaker.operator.key")
        .noneMatch(name -> name.matches(".*[.-]file"));
  }

  @Test
  void aRealStartNamesUnknownSecretsAndShowsNone() throws Exception {
    var file = file("s3cret");
    assertThat(start(Map.of("TASTEMAKER_DATABASE_PASWORD_FILE", file)))
        .contains("There is no setting TASTEMAKER_DATABASE_PASWORD_FILE")
        .contains("Did you mean \"TASTEMAKER_DATABASE_PASSWORD_FILE\"?");
    assertThat(start(Map.of("TASTEMAKER_SECRETS_JSON", "{\"tastemaker.prot\": \"s3cret\"}")))
        .contains("There is no setting tastemaker.prot");
    assertThat(start(Map.of("TASTEMAKER_WORKER_FILE", file)))
        .contains("tastemaker.worker is something, which is not true or false");
    assertThat(start(Map.of("TASTEMAKER_PROFILE_FILE", file)))
        .contains("TASTEMAKER_PROFILE is read from the environment itself");
  }

  private String start(Map<String, String> variables) throws Exception {
    var builder = new ProcessBuilder(ServerProcess.command(folder.resolve("data")));
    builder.environment().putAll(variables);
    var log = folder.resolve("log");
    var process = builder.redirectErrorStream(true).redirectOutput(log.toFile()).start();
    try {
      assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
    } finally {
      process.destroyForcibly();
    }
    var said = Files.readString(log);
    assertThat(process.exitValue()).as(said).isEqualTo(2);
    assertThat(said).doesNotContain("s3cret");
    assertThat(folder.resolve("data")).doesNotExist();
    return said;
  }
}
