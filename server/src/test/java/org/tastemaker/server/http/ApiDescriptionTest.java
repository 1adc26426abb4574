package org.tastemaker.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.tastemaker.server.cli.TestServer;
import tools.jackson.databind.JsonNode;

final class ApiDescriptionTest {
  private static final List<String> METHODS = List.of("get", "put", "post", "delete", "patch");

  private static TestServer server;
  private static JsonNode api;

  @BeforeAll
  static void start() {
    server = TestServer.start();
    api = server.get("/api/v1/openapi.json").json();
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  private record Operation(String name, JsonNode node) {}

  private static List<Operation> operations() {
    var operations = new ArrayList<Operation>();
    api.path("paths")
        .properties()
        .forEach(path ->
            METHODS.stream()
                .filter(method -> path.getValue().has(method))
                .map(method ->
                    new Operation(method + " " + path.getKey(), path.getValue().path(method)))
                .forEach(operations::add));
    return operations;
  }

  @Test
  void theDescriptionIsOpenApi31() {
    assertThat(api.path("openapi").asString()).startsWith("3.1");
    assertThat(api.path("info").path("title").asString()).isEqualTo("Tastemaker");
    assertThat(api.path("components").path("securitySchemes").has("apiKey")).isTrue();
    assertThat(
            api.path("components").path("schemas").path("Problem").path("properties").has("detail"))
        .isTrue();
    assertThat(operations()).hasSizeGreaterThan(2);
  }

  @Test
  void everyOperationHasASummary() {
    assertThat(operations())
        .allSatisfy(operation ->
            assertThat(operation.node().path("summary").asString())
                .as(operation.name())
                .isNotBlank());
  }

  @Test
  void everyOperationHasAnExample() {
    assertThat(operations())
        .allSatisfy(
            operation -> assertThat(hasExample(operation.node())).as(operation.name()).isTrue());
  }

  private static boolean hasExample(JsonNode node) {
    return node.findValue("example") != null
        || node.findValue("examples") != null
        || node.has("x-example-call");
  }

  @Test
  void everyBodyHasAnExample() {
    assertThat(operations())
        .filteredOn(operation -> operation.node().has("requestBody"))
        .allSatisfy(operation ->
            assertThat(hasExample(operation.node().path("requestBody")))
                .as(operation.name())
                .isTrue());
  }

  @Test
  void everyOperationTellsOfProblems() {
    assertThat(operations())
        .allSatisfy(operation ->
            assertThat(operation.node().path("responses").has("default"))
                .as(operation.name())
                .isTrue());
  }

  @Test
  void swaggerUiIsServed() {
    var answer = server.get("/api/v1/docs");
    assertThat(answer.status()).isEqualTo(302);
    assertThat(server.get(answer.header("Location")).body()).contains("swagger-ui");
  }
}
