package org.tastemaker.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tastemaker.server.account.Accounts;
import org.tastemaker.server.http.ApiKey;
import org.tastemaker.server.json.Json;
import picocli.CommandLine;

final class CommandLineTest {
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private int run(String... arguments) {
    return CommandLines.of(new Tastemaker())
        .setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(err, true))
        .execute(arguments);
  }

  @Test
  void versionPrintsLinesOrJson() {
    assertThat(run("version")).isZero();
    assertThat(out.toString()).startsWith("tastemaker ").contains("on Java 25");
    out.getBuffer().setLength(0);
    assertThat(run("version", "--json")).isZero();
    assertThat(Json.mapper().readTree(out.toString()).path("java").asString()).startsWith("25");
  }

  @Test
  void helpListsExitCodes() {
    assertThat(run("--help")).isZero();
    assertThat(out.toString()).contains("Exit codes:", "refused", "unavailable", "Example:");
  }

  @Test
  void everyCommandSaysWhatItDoesAndHasAnExample() {
    var root = new CommandLine(new Tastemaker());
    for (var name : root.getSubcommands().keySet()) {
      var command = root.getSubcommands().get(name);
      if (command.getCommandSpec().usageMessage().hidden()) {
        continue;
      }
      var help = command.getUsageMessage();
      assertThat(command.getCommandSpec().usageMessage().description()).as(name).isNotEmpty();
      assertThat(help).as(name).contains("Example", "./tastemaker " + name, "--help");
      assertThat(command.getCommandSpec().options()).as(name).allMatch(this::isDescribed);
    }
  }

  private boolean isDescribed(CommandLine.Model.OptionSpec option) {
    return option.hidden() || option.description().length > 0;
  }

  @Test
  void aWrongCommandLineIsUsage() {
    for (var arguments :
        List.of(
            new String[] {},
            new String[] {"surf"},
            new String[] {"version", "--loud"},
            new String[] {"serve", "--port", "many"},
            new String[] {"serve", "--profile", "holiday"})) {
      assertThat(run(arguments)).as(String.join(" ", arguments)).isEqualTo(2);
    }
  }

  @Test
  void aSlipIsPointedOut() {
    run("serv");
    assertThat(err.toString()).contains("serve");
  }

  @Test
  void signinWithoutAServerIsUnavailable(@TempDir Path folder) {
    assertThat(run("signin", "--data", folder.toString())).isEqualTo(4);
    assertThat(err.toString()).contains("No server runs", folder.toString(), "./tastemaker serve");
  }

  @Test
  void signinPrintsALinkOfTheLiveServer() {
    try (var server = TestServer.start()) {
      assertThat(run("signin", "--data", server.folder().toString(), "--user", "who")).isEqualTo(3);
      assertThat(err.toString()).contains("Nobody here has this name");
      server.of(Accounts.class).firstAdmin();
      assertThat(run("signin", "--data", server.folder().toString())).isZero();
      assertThat(out.toString()).startsWith(server.url() + "/signin?token=");
      assertThat(server.folder().resolve("server-address")).exists();
    }
  }

  @Test
  void aTakenPortIsNamedBeforeAnythingStarts(@TempDir Path folder) throws Exception {
    try (var taken = new java.net.ServerSocket(0, 1, java.net.InetAddress.getLoopbackAddress())) {
      var port = Integer.toString(taken.getLocalPort());
      assertThat(run("serve", "--data", folder.resolve("new").toString(), "--port", port))
          .isEqualTo(4);
      assertThat(err.toString()).contains("Port " + port, "--port");
      assertThat(folder.resolve("new")).doesNotExist();
    }
  }

  @Test
  void unknownAndWrongSettingsStopTheStart(@TempDir Path folder) throws Exception {
    record Wrong(String yaml, String sentence) {}
    var wrongs = new ArrayList<Wrong>();
    wrongs.add(new Wrong("tastemaker:\n  prot: 1", "no setting tastemaker.prot"));
    wrongs.add(new Wrong("tastemaker:\n  prot: 1", "Did you mean \"tastemaker.port\"?"));
    wrongs.add(new Wrong("tastemaker.http.largest-boddy: 1MB", "tastemaker.http.largest-body"));
    wrongs.add(new Wrong("tastemaker.port: many", "\"many\", which is not a whole number"));
    wrongs.add(new Wrong("tastemaker.port: 70000", "between 0 and 65535"));
    wrongs.add(new Wrong("tastemaker.http.largest-body: 1B", "between 1KB and 256MB"));
    wrongs.add(new Wrong("tastemaker.address: not a host", "tastemaker.address"));
    wrongs.add(new Wrong("tastemaker.mail.host: mail.example", "tastemaker.mail.from"));
    wrongs.add(new Wrong("tastemaker.mail.tls: some", "tastemaker.mail.tls"));
    var mal = "tastemaker.linking.providers.mal.";
    wrongs.add(
        new Wrong(
            mal + "client-idd: us",
            "Did you mean \"tastemaker.linking.providers.NAME.client-id\"?"));
    wrongs.add(new Wrong(mal + "client-id: us", mal + "client-secret is missing"));
    wrongs.add(new Wrong("tastemaker.http.trusted-proxies: proxy.example", "10.0.0.0/8"));
    wrongs.add(new Wrong("tastemaker.http.allowed-origins: '*'", "https://app.example.org"));
    wrongs.add(new Wrong("tastemaker.limits.read: 5", "a rate such as 100/10m, or unlimited"));
    wrongs.add(new Wrong("tastemaker.redis.url: cache.example", "redis://host:6379"));
    var file = folder.resolve("settings.yaml");
    for (var wrong : wrongs) {
      Files.writeString(file, wrong.yaml());
      err.getBuffer().setLength(0);
      assertThat(
              run("serve", "--data", folder.resolve("new").toString(), "--config", file.toString()))
          .as(wrong.yaml())
          .isEqualTo(2);
      assertThat(err.toString()).contains(wrong.sentence());
      assertThat(err.toString().lines()).as(wrong.yaml()).hasSize(1);
    }
    assertThat(folder.resolve("new")).doesNotExist();
  }

  @Test
  void aMissingSettingsFileStopsTheStart() {
    assertThat(run("serve", "--config", "/nowhere.yaml")).isEqualTo(2);
    assertThat(err.toString()).contains("/nowhere.yaml");
  }

  @Test
  void productionRefusesUnsafeDefaults(@TempDir Path folder) throws Exception {
    assertThat(run("serve", "--profile", "production", "--port", "0")).isEqualTo(2);
    assertThat(err.toString()).contains("Say where the data folder is");
    assertThat(production(folder, "tastemaker.address: 0.0.0.0"))
        .contains("Listening on 0.0.0.0", "tastemaker.http.trusted-proxies");
    assertThat(production(folder, "tastemaker.http.trusted-proxies: 0.0.0.0/0"))
        .contains("Everybody could claim any address");
    assertThat(production(folder, "tastemaker.http.allowed-origins: http://app.example.org"))
        .contains("http://app.example.org", "unencrypted");
    assertThat(production(folder, "tastemaker.limits.sign-in: unlimited"))
        .contains("tastemaker.limits.sign-in must not be unlimited");
    assertThat(production(folder, "tastemaker.redis.url: redis://:secret@cache.example:6379"))
        .contains("rediss://")
        .doesNotContain("secret");
    assertThat(production(folder, "tastemaker.database.url: postgresql://me@db.example/tastes"))
        .contains("sslmode=verify-full");
    assertThat(production(folder, "tastemaker.address: 127.0.0.1"))
        .contains("tastemaker.mail.host", "tastemaker.mail.to-folder=true");
    assertThat(
            production(
                folder,
                "tastemaker.mail: {host: mail.example, from: a@b.example, tls: none, user: me, password: secret}"))
        .contains("tastemaker.mail.tls")
        .doesNotContain("secret");
    ApiKey.in(folder.resolve("api-key"));
    Files.setPosixFilePermissions(
        folder.resolve("api-key"), PosixFilePermissions.fromString("rw-r--r--"));
    assertThat(production(folder, "tastemaker.address: 127.0.0.1")).contains("chmod 600");
  }

  private String production(Path folder, String setting) throws IOException {
    var file = Files.writeString(folder.resolve("settings.yaml"), setting).toString();
    err.getBuffer().setLength(0);
    var data = folder.toString();
    assertThat(
            run(
                "serve",
                "--profile",
                "production",
                "--data",
                data,
                "--port",
                "0",
                "--config",
                file))
        .isEqualTo(2);
    return err.toString();
  }
}
