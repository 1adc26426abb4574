package org.tastemaker.server.http;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;

/// A request that cannot be answered as asked; becomes a [Problem] at the edge. It carries no stack
/// trace: it tells the caller something, not the log.
public final class ProblemException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final HttpStatus status;
  private final String slug;
  private final transient List<FieldError> errors;
  private final @Nullable Duration retryAfter;
  private final transient @Nullable Object current;

  /// A problem of the given status.
  ///
  /// @param slug the last part of the problem's type, in lower case with dashes
  /// @param detail a sentence that a person can act on
  public ProblemException(HttpStatus status, String slug, String detail, List<FieldError> errors) {
    this(status, slug, detail, errors, null, null);
  }

  private ProblemException(
      HttpStatus status,
      String slug,
      String detail,
      List<FieldError> errors,
      @Nullable Duration retryAfter,
      @Nullable Object current) {
    super(detail, null, false, false);
    this.status = status;
    this.slug = slug;
    this.errors = List.copyOf(errors);
    this.retryAfter = retryAfter;
    this.current = current;
  }

  /// 400: the request as a whole makes no sense.
  public static ProblemException badRequest(String slug, String detail) {
    return new ProblemException(HttpStatus.BAD_REQUEST, slug, detail, List.of());
  }

  /// 400: one field of the body or one query parameter is wrong.
  public static ProblemException invalid(String field, String message) {
    return invalid(List.of(new FieldError(field, message)));
  }

  /// 400: these fields are wrong; the detail is made of their messages.
  public static ProblemException invalid(List<FieldError> errors) {
    var sentences = errors.stream().map(error -> error.field() + ": " + error.message()).toList();
    return new ProblemException(
        HttpStatus.BAD_REQUEST, "invalid-request", String.join(" ", sentences), errors);
  }

  /// 404: there is no such thing, named by the detail.
  public static ProblemException notFound(String slug, String detail) {
    return new ProblemException(HttpStatus.NOT_FOUND, slug, detail, List.of());
  }

  /// 409: the state of things forbids it.
  public static ProblemException conflict(String slug, String detail) {
    return new ProblemException(HttpStatus.CONFLICT, slug, detail, List.of());
  }

  /// 412: the caller had seen something older than what stands.
  ///
  /// @param current what stands, written as JSON
  public static ProblemException stale(String detail, Object current) {
    return new ProblemException(
        HttpStatus.PRECONDITION_FAILED, "stale", detail, List.of(), null, current);
  }

  /// 429: too often; the answer's `Retry-After` says when to come again.
  public static ProblemException tooMany(String slug, String detail, Duration retryAfter) {
    return new ProblemException(
        HttpStatus.TOO_MANY_REQUESTS, slug, detail, List.of(), retryAfter, null);
  }

  /// 429: too many wrong passwords; says the same whether there is an account or not.
  public static ProblemException locked(Instant until) {
    return tooMany(
        "account-locked",
        "Too many wrong passwords from here: try again at %s, or ask for a new password by mail."
            .formatted(until.truncatedTo(ChronoUnit.SECONDS)),
        Duration.between(Instant.now(), until));
  }

  /// 503: not now; the answer's `Retry-After` says when to come again.
  public static ProblemException unavailable(String slug, String detail, Duration retryAfter) {
    return new ProblemException(
        HttpStatus.SERVICE_UNAVAILABLE, slug, detail, List.of(), retryAfter, null);
  }

  public HttpStatus status() {
    return status;
  }

  public String slug() {
    return slug;
  }

  public List<FieldError> errors() {
    return errors;
  }

  /// What `Retry-After` says: seconds, one at least.
  public Optional<String> retryAfter() {
    return Optional.ofNullable(retryAfter)
        .map(wait -> Long.toString(Math.max(1, wait.toSeconds())));
  }

  @Nullable Object current() {
    return current;
  }

  /// The sentence for the caller.
  public String detail() {
    return String.valueOf(getMessage());
  }
}
