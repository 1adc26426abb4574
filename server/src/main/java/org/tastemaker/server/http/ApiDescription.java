package org.tastemaker.server.http;

import io.swagger.v3.core.converter.AnnotatedType;
import io.swagger.v3.core.converter.ModelConverters;
import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.info.Info;
import io.swagger.v3.oas.models.info.License;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.responses.ApiResponse;
import io.swagger.v3.oas.models.security.SecurityRequirement;
import io.swagger.v3.oas.models.security.SecurityScheme;
import java.util.List;
import java.util.Optional;
import org.springdoc.core.customizers.OpenApiCustomizer;
import org.springdoc.core.customizers.OperationCustomizer;
import org.springdoc.core.utils.SpringDocUtils;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.tastemaker.server.access.Caller;
import tools.jackson.databind.json.JsonMapper;

/// What the OpenAPI description says of the API as a whole, and what it makes of [Example]s.
@Configuration(proxyBeanMethods = false)
@ConditionalOnWebApplication
class ApiDescription {
  private static final String PROBLEM = "Problem";

  static {
    SpringDocUtils.getConfig().addRequestWrapperToIgnore(Caller.class);
  }

  @Bean
  OpenAPI tastemakerApi() {
    var version = ApiDescription.class.getPackage().getImplementationVersion();
    return new OpenAPI()
        .info(
            new Info()
                .title("Tastemaker")
                .description(
                    "Recommends movies, series, books, games, music and whatever else you keep:"
                        + " put items and interactions in, ask for recommendations.")
                .version(Optional.ofNullable(version).orElse("development"))
                .license(
                    new License()
                        .name("Apache-2.0")
                        .url("https://www.apache.org/licenses/LICENSE-2.0")))
        .components(
            new Components()
                .addSecuritySchemes(
                    "apiKey",
                    new SecurityScheme()
                        .type(SecurityScheme.Type.APIKEY)
                        .in(SecurityScheme.In.HEADER)
                        .name("X-API-Key")
                        .description(
                            "A program's key, or the operator's in the data folder's file api-key"))
                .addSecuritySchemes(
                    "bearer",
                    new SecurityScheme()
                        .type(SecurityScheme.Type.HTTP)
                        .scheme("bearer")
                        .description("A person's access token, or a program's key")))
        .security(
            List.of(
                new SecurityRequirement().addList("apiKey"),
                new SecurityRequirement().addList("bearer")));
  }

  @Bean
  OpenApiCustomizer problemSchema() {
    return api ->
        ModelConverters.getInstance(true)
            .readAll(new AnnotatedType(Problem.class))
            .forEach((name, schema) -> api.getComponents().addSchemas(name, schema));
  }

  @Bean
  OperationCustomizer problemsAndExamples(JsonMapper json) {
    return (operation, method) -> {
      operation.getResponses().addApiResponse("default", problemResponse());
      if (RouteAccess.isOpen(method)) {
        operation.setSecurity(List.of());
      }
      Optional.ofNullable(method.getMethodAnnotation(Example.class))
          .ifPresent(example -> add(example, operation, json));
      return operation;
    };
  }

  private static ApiResponse problemResponse() {
    return new ApiResponse()
        .description("Any error, as problem details")
        .content(
            new Content()
                .addMediaType(
                    ProblemEdge.MEDIA_TYPE,
                    new MediaType()
                        .schema(new Schema<>().$ref("#/components/schemas/" + PROBLEM))));
  }

  private static void add(Example example, Operation operation, JsonMapper json) {
    if (!example.call().isEmpty()) {
      operation.addExtension("x-example-call", example.call());
    }
    if (!example.request().isEmpty() && operation.getRequestBody() != null) {
      set(operation.getRequestBody().getContent(), example.request(), json);
    }
    if (!example.response().isEmpty()) {
      operation.getResponses().entrySet().stream()
          .filter(response -> response.getKey().startsWith("2"))
          .findFirst()
          .ifPresent(response -> set(response.getValue().getContent(), example.response(), json));
    }
  }

  private static void set(
      @org.jspecify.annotations.Nullable Content content, String example, JsonMapper json) {
    if (content != null) {
      content.values().forEach(type -> type.setExample(json.readValue(example, Object.class)));
    }
  }
}
