package org.tastemaker.server.http;

import io.swagger.v3.oas.annotations.media.Schema;
import java.net.URI;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;

/// An error as its caller sees it: RFC 9457 problem details.
///
/// @param type a stable relative address, `/problems/<slug>`; programs tell errors apart by it
/// @param title the slug in words
/// @param status the HTTP status
/// @param detail a sentence that a person can act on
/// @param errors what is wrong field by field; empty when the error is not about fields
/// @param correlationId the request's id, which the log carries too
/// @param current what stands, where the caller had seen something older
public record Problem(
    URI type,
    String title,
    int status,
    String detail,
    List<FieldError> errors,
    @Nullable String correlationId,
    @Schema(type = "object") @Nullable Object current) {
  public Problem {
    errors = List.copyOf(errors);
  }

  static Problem of(
      HttpStatus status,
      String slug,
      String detail,
      List<FieldError> errors,
      @Nullable String correlationId,
      @Nullable Object current) {
    return new Problem(
        URI.create("/problems/" + slug),
        titleOf(slug),
        status.value(),
        Brief.of(detail),
        errors,
        correlationId,
        current);
  }

  private static String titleOf(String slug) {
    var words = slug.replace('-', ' ');
    return Character.toUpperCase(words.charAt(0)) + words.substring(1);
  }
}
