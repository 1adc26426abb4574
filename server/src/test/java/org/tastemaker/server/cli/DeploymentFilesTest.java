package org.tastemaker.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.context.annotation.ClassPathScanningCandidateComponentProvider;
import org.springframework.core.type.filter.AnnotationTypeFilter;
import org.tastemaker.server.json.Json;
import tools.jackson.databind.JsonNode;

/// What must hold of the files that Tastemaker is deployed with, beyond their grammar.
final class DeploymentFilesTest {
  private static final Pattern SECRET = Pattern.compile(".*(PASSWORD|SECRET|KEY|TOKEN).*");
  private static final Pattern VARIABLE = Pattern.compile("TASTEMAKER_[A-Z_]+");
  private static final String UID = "10001";

  private static String read(String file) throws IOException {
    return Files.readString(ComposeFile.root().resolve(file));
  }

  @Test
  void nothingButNginxCanBeReachedInProduction() throws IOException {
    var compose = ComposeFile.named("compose.yaml");
    for (var service : compose.services()) {
      if (!service.equals("nginx")) {
        assertThat(compose.texts(service, "ports")).as(service).isEmpty();
      }
    }
    assertThat(compose.texts("nginx", "ports")).containsExactly("80:8080", "443:443");
    assertThat(compose.texts("api", "expose")).containsExactly("8000");
    assertThat(compose.texts("database", "expose")).containsExactly("5432");
    for (var service : List.of("database", "redis")) {
      assertThat(compose.texts(service, "networks")).as(service).containsExactly("back");
    }
    assertThat(compose.network("back")).containsEntry("internal", true);
  }

  @Test
  void theDatabaseLivesInANamedVolume() throws IOException {
    var compose = ComposeFile.named("compose.yaml");
    assertThat(compose.volumes()).contains("database", "api", "worker", "secrets");
    assertThat(compose.texts("database", "volumes")).contains("database:/var/lib/postgresql");
  }

  @Test
  void apiAndWorkerAreOneImageWithoutPrivileges() throws IOException {
    var compose = ComposeFile.named("compose.yaml");
    assertThat(compose.texts("api", "command")).containsExactly("serve");
    assertThat(compose.texts("worker", "command")).containsExactly("worker");
    for (var service : List.of("api", "worker")) {
      assertThat(compose.service(service))
          .as(service)
          .containsEntry("image", compose.service("secrets").get("image"))
          .containsEntry("read_only", true)
          .doesNotContainKeys("user", "privileged");
      assertThat(compose.texts(service, "cap_drop")).as(service).containsExactly("ALL");
      assertThat(compose.texts(service, "security_opt"))
          .as(service)
          .containsExactly("no-new-privileges:true");
    }
  }

  @Test
  void onlyNginxIsBelievedWhenItSaysForWhomItAsks() throws IOException {
    var compose = ComposeFile.named("compose.yaml");
    var front = ComposeFile.mapIn(ComposeFile.mapIn(compose.service("nginx"), "networks"), "front");
    assertThat(compose.environment("api"))
        .containsEntry("TASTEMAKER_HTTP_TRUSTEDPROXIES", String.valueOf(front.get("ipv4_address")));
  }

  @Test
  void developmentIsForThisMachineAlone() throws IOException {
    var compose = ComposeFile.named("compose.development.yaml");
    for (var service : List.of("api", "database", "redis")) {
      assertThat(compose.texts(service, "ports"))
          .as(service)
          .isNotEmpty()
          .allMatch(port -> port.startsWith("127.0.0.1:"));
    }
  }

  @Test
  void noSecretStandsInClear() throws IOException {
    var named = new TreeMap<String, String>();
    for (var file : List.of("compose.yaml", "compose.development.yaml")) {
      var compose = ComposeFile.named(file);
      compose.services().forEach(service -> named.putAll(compose.environment(service)));
    }
    for (var task : List.of("api", "worker")) {
      named.putAll(environment(container(task)));
    }
    assertThat(named.keySet())
        .contains("POSTGRES_PASSWORD_FILE", "TASTEMAKER_DATABASE_PASSWORD_FILE")
        .filteredOn(name -> SECRET.matcher(name).matches())
        .allMatch(name -> name.endsWith("_FILE"));
    assertThat(named.values()).noneMatch(value -> value.matches(".*://[^/@]*:[^/@]*@.*"));
  }

  /// A slip in a name would stop the start of a container, far from here.
  @Test
  void everyVariableIsASetting() throws Exception {
    var known = flatNames();
    var used = new TreeSet<String>();
    for (var file :
        List.of(
            "compose.yaml",
            "compose.development.yaml",
            "Dockerfile",
            "deploy/ecs/api.json",
            "deploy/ecs/worker.json",
            "docs/deployment.md")) {
      VARIABLE.matcher(read(file)).results().forEach(found -> used.add(found.group()));
    }
    assertThat(used).contains("TASTEMAKER_DATABASE_URL", "TASTEMAKER_SECRETS_JSON");
    assertThat(used).filteredOn(name -> !known.contains(flat(name))).as("not a setting").isEmpty();
  }

  private static Set<String> flatNames() throws ClassNotFoundException {
    var scan = new ClassPathScanningCandidateComponentProvider(false);
    scan.addIncludeFilter(new AnnotationTypeFilter(ConfigurationProperties.class));
    var known =
        new HashSet<>(Set.of("tastemakerprofile", "tastemakerconfig", "tastemakersecretsjson"));
    for (var found : scan.findCandidateComponents("org.tastemaker.server")) {
      SettingsCheck.namesIn(Class.forName(found.getBeanClassName()))
          .forEach(name -> known.add(flat(name)));
    }
    known.add("tastemakersecrets"); // …_FILE
    return known;
  }

  private static String flat(String name) {
    return name.toLowerCase(Locale.ROOT).replaceAll("_file$", "").replaceAll("[._*-]", "");
  }

  @Test
  void theImageRunsAsAnOrdinaryUserAndIsStoppedInOrder() throws IOException {
    var dockerfile = read("Dockerfile");
    var server =
        dockerfile.substring(dockerfile.indexOf(" AS server"), dockerfile.indexOf(" AS proxy"));
    assertThat(server)
        .contains("useradd --uid " + UID, "VOLUME /data", "EXPOSE 8000", "/api/v1/health/ready")
        .containsPattern("(?m)^USER tastemaker$")
        .containsPattern("(?m)^ENTRYPOINT \\[\"/java/bin/java\"") // no shell between signals and us
        .containsPattern("(?m)^CMD \\[\"serve\"]");
    assertThat(server.indexOf("\nUSER ")).isEqualTo(server.lastIndexOf("\nUSER "));
    assertThat(ComposeFile.named("compose.yaml").texts("secrets", "entrypoint"))
        .contains(UID + ":" + UID);
  }

  @Test
  void theCacheOfClassesIsMadeWithTheOptionsOfTheStart() throws IOException {
    var dockerfile = read("Dockerfile");
    for (var option :
        List.of(
            "--enable-native-access=ALL-UNNAMED",
            "-XX:MaxRAMPercentage=45",
            "jdk.incubator.vector")) {
      assertThat(
              dockerfile
                  .substring(dockerfile.indexOf("FROM debian:13-slim AS server"))
                  .split(Pattern.quote(option), -1))
          .as(option)
          .hasSize(3);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"api", "worker"})
  void theTaskDefinitionsKeepWhatTheyPromise(String task) throws IOException {
    var definition = Json.mapper().readTree(read("deploy/ecs/" + task + ".json"));
    assertThat(definition.path("requiresCompatibilities").get(0).asString()).isEqualTo("FARGATE");
    assertThat(definition.path("networkMode").asString()).isEqualTo("awsvpc");
    assertThat(definition.path("executionRoleArn").asString()).startsWith("arn:aws:iam::");
    var container = container(task);
    assertThat(container.path("name").asString()).isEqualTo(task);
    assertThat(container.path("user").asString()).isEqualTo(UID);
    assertThat(container.path("command").get(0).asString())
        .isEqualTo(task.equals("api") ? "serve" : "worker");
    assertThat(container.path("logConfiguration").path("logDriver").asString())
        .isEqualTo("awslogs");
    assertThat(container.path("secrets")).hasSize(1);
    var secret = container.path("secrets").get(0);
    assertThat(secret.path("name").asString()).isEqualTo("TASTEMAKER_SECRETS_JSON");
    assertThat(secret.path("valueFrom").asString()).startsWith("arn:aws:secretsmanager:");
    var environment = environment(container);
    assertThat(environment).containsEntry("TASTEMAKER_PROFILE", "production");
    assertThat(environment.get("TASTEMAKER_DATABASE_URL"))
        .contains("sslmode=verify-full", "sslrootcert=");
    assertThat(environment.get("TASTEMAKER_REDIS_URL")).startsWith("rediss://");
    if (task.equals("api")) {
      assertThat(container.path("portMappings").get(0).path("containerPort").asInt())
          .isEqualTo(8000);
      assertThat(container.path("healthCheck").path("command").toString())
          .contains("/api/v1/health/ready");
    }
  }

  private static JsonNode container(String task) throws IOException {
    return Json.mapper()
        .readTree(read("deploy/ecs/" + task + ".json"))
        .path("containerDefinitions")
        .get(0);
  }

  private static Map<String, String> environment(JsonNode container) {
    var found = new TreeMap<String, String>();
    for (var each : container.path("environment")) {
      found.put(each.path("name").asString(), each.path("value").asString());
    }
    return found;
  }

  @Test
  void theWorkflowsTestFirstAndHoldNoKeys() throws IOException {
    var deploy = read(".github/workflows/deploy.yml");
    assertThat(read(".github/workflows/test.yml")).contains("run: ./test");
    assertThat(deploy)
        .contains("needs: test", "id-token: write", "role-to-assume:", "environment: production");
    for (var workflow : List.of(deploy, read(".github/workflows/test.yml"))) {
      assertThat(workflow)
          .containsPattern("(?m)^permissions:\n  contents: read$")
          .doesNotContain("secrets.", "aws-access-key-id", "pull_request_target");
      var uses = new ArrayList<String>();
      Pattern.compile("uses: (\\S+)")
          .matcher(workflow)
          .results()
          .forEach(found -> uses.add(found.group(1)));
      assertThat(uses).allMatch(action -> action.startsWith("./") || action.matches("[^@]+@v\\d+"));
    }
  }
}
