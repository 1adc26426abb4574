package org.tastemaker.server.http;

import java.util.Objects;

/// What is wrong with one field or parameter of a request: its name as the caller wrote it, and a
/// sentence to act on.
public record FieldError(String field, String message) {
  public FieldError {
    field = Brief.of(Objects.requireNonNull(field, "field"));
    message = Brief.of(Objects.requireNonNull(message, "message"));
  }
}
