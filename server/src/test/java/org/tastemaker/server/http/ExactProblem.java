package org.tastemaker.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.tastemaker.server.cli.TestServer.Answer;

/// A refusal, word for word.
///
/// @param errors field and message of each
public record ExactProblem(int status, String slug, String detail, List<FieldError> errors) {

  /// One that is about no field.
  public static ExactProblem of(int status, String slug, String detail) {
    return new ExactProblem(status, slug, detail, List.of());
  }

  /// One that is about one field, and says so first.
  public static ExactProblem field(int status, String slug, String field, String message) {
    return new ExactProblem(
        status, slug, field + ": " + message, List.of(new FieldError(field, message)));
  }

  /// 400 about a parameter or field.
  public static ExactProblem invalid(String field, String message) {
    return field(400, "invalid-request", field, message);
  }

  /// Holds the whole answer against it.
  ///
  /// @param what was asked for
  public void refuses(String what, Answer answer) {
    assertThat(answer.status()).as("%s: %s", what, answer.body()).isEqualTo(status);
    assertThat(answer.header("Content-Type")).as(what).isEqualTo("application/problem+json");
    var json = answer.json();
    assertThat(json.path("type").asString()).as(what).isEqualTo("/problems/" + slug);
    assertThat(json.path("title").asString().toLowerCase(Locale.ROOT))
        .as(what)
        .isEqualTo(slug.replace('-', ' '));
    assertThat(json.path("status").asInt()).as(what).isEqualTo(status);
    assertThat(json.path("detail").asString()).as(what).isEqualTo(Brief.of(detail));
    var found = new ArrayList<FieldError>();
    json.path("errors")
        .forEach(error ->
            found.add(
                new FieldError(error.path("field").asString(), error.path("message").asString())));
    assertThat(found).as(what).isEqualTo(errors);
    assertThat(json.path("correlationId").asString())
        .as(what)
        .isNotEmpty()
        .isEqualTo(answer.header("X-Request-ID"));
  }
}
