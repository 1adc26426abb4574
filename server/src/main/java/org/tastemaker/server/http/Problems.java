package org.tastemaker.server.http;

import java.net.SocketTimeoutException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.catalina.connector.ClientAbortException;
import org.apache.tomcat.util.http.InvalidParameterException;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.BeanInstantiationException;
import org.springframework.core.convert.ConversionFailedException;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.http.HttpStatus;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.validation.BindException;
import org.springframework.web.ErrorResponse;
import org.springframework.web.HttpMediaTypeNotAcceptableException;
import org.springframework.web.HttpMediaTypeNotSupportedException;
import org.springframework.web.HttpRequestMethodNotSupportedException;
import org.springframework.web.bind.MissingRequestHeaderException;
import org.springframework.web.bind.MissingServletRequestParameterException;
import org.springframework.web.bind.ServletRequestBindingException;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;
import org.springframework.web.servlet.NoHandlerFoundException;
import org.springframework.web.servlet.resource.NoResourceFoundException;

/// What an exception means to the caller. A pure function; [ProblemEdge] writes and logs.
final class Problems {
  static final String INTERNAL = "internal-error";
  private static final Duration SOON = Duration.ofSeconds(5);

  /// SQLSTATEs of an invalid byte sequence, and of that character in JSON.
  private static final Set<String> UNSTORABLE = Set.of("22021", "22P05");

  private Problems() {}

  /// The problem behind an exception that reached the edge; anything unforeseen is a 500.
  static ProblemException of(Throwable thrown) {
    var told = causeIn(thrown, ProblemException.class);
    if (told.isPresent()) {
      return told.get();
    }
    if (causeIn(thrown, SocketTimeoutException.class).isPresent()) {
      return slowBody();
    }
    if (causeIn(thrown, ClientAbortException.class).isPresent()) {
      return ProblemException.badRequest("broken-off", "The request broke off.");
    }
    return switch (thrown) {
      case HttpMessageNotReadableException unreadable -> JsonProblems.of(unreadable);
      case MethodArgumentTypeMismatchException mismatch -> mistyped(mismatch);
      case BindException bind -> misbound(bind);
      case BeanInstantiationException refused
          when causeIn(refused, IllegalArgumentException.class).isPresent() ->
          refusedByRecord(refused);
      case NoResourceFoundException missing -> notFound(missing.getResourcePath());
      case NoHandlerFoundException missing -> notFound(missing.getRequestURL());
      case ServletRequestBindingException incomplete -> incomplete(incomplete);
      case HttpRequestMethodNotSupportedException method -> methodNotAllowed(method);
      case HttpMediaTypeNotSupportedException type -> unsupported(type);
      case HttpMediaTypeNotAcceptableException type -> notAcceptable(type);
      case InvalidParameterException refused -> unreadableParameters(refused);
      case ErrorResponse response -> plain(response);
      case DataIntegrityViolationException refused when isUnstorable(refused) -> unstorable();
      case DataAccessResourceFailureException gone -> noDatabase();
      case CannotCreateTransactionException gone -> noDatabase();
      case TransientDataAccessException passing -> noDatabase();
      default -> internal();
    };
  }

  /// 408: what was announced did not come.
  static ProblemException slowBody() {
    return new ProblemException(
        HttpStatus.REQUEST_TIMEOUT,
        "slow-body",
        "The body took too long to come: send less of it at once, or over a faster line.",
        List.of());
  }

  static <T extends Throwable> Optional<T> causeIn(Throwable thrown, Class<T> type) {
    @Nullable Throwable cause = thrown;
    for (int depth = 0; cause != null && depth < 20; depth++) {
      if (type.isInstance(cause)) {
        return Optional.of(type.cast(cause));
      }
      cause = cause.getCause();
    }
    return Optional.empty();
  }

  private static <T extends Throwable> Optional<T> innermost(
      @Nullable Throwable thrown, Class<T> type) {
    Optional<T> found = Optional.empty();
    @Nullable Throwable cause = thrown;
    for (int depth = 0; cause != null && depth < 20; depth++) {
      found = type.isInstance(cause) ? Optional.of(type.cast(cause)) : found;
      cause = cause.getCause();
    }
    return found;
  }

  private static ProblemException mistyped(MethodArgumentTypeMismatchException mismatch) {
    return ProblemException.invalid(
        mismatch.getName(),
        reasonFor(mismatch.getValue(), mismatch.getRequiredType(), mismatch.getCause()));
  }

  private static ProblemException misbound(BindException bind) {
    return ProblemException.invalid(
        bind.getBindingResult().getFieldErrors().stream()
            .map(error -> new FieldError(error.getField(), sentenceFor(error, bind)))
            .toList());
  }

  private static String sentenceFor(
      org.springframework.validation.FieldError error, BindException bind) {
    if (!error.isBindingFailure()) {
      return Optional.ofNullable(error.getDefaultMessage()).orElse("This value is refused.");
    }
    var mismatch =
        error.contains(org.springframework.beans.TypeMismatchException.class)
            ? error.unwrap(org.springframework.beans.TypeMismatchException.class)
            : null;
    return reasonFor(
        error.getRejectedValue(),
        mismatch == null ? bind.getFieldType(error.getField()) : mismatch.getRequiredType(),
        mismatch);
  }

  /// A converter's own sentence when it has one (a value type's constructor refused), else what
  /// kind of value is expected.
  private static String reasonFor(
      @Nullable Object value, @Nullable Class<?> type, @Nullable Throwable cause) {
    return innermost(cause, ConversionFailedException.class)
        .map(failed -> plainReason(failed.getValue(), failed.getTargetType().getType(), cause))
        .orElseGet(() -> plainReason(value, type, cause));
  }

  private static String plainReason(
      @Nullable Object value, @Nullable Class<?> type, @Nullable Throwable cause) {
    if (type != null && type.isEnum()) {
      return quoted(value) + " is none of " + names(type) + ".";
    }
    var own = ownMessage(cause);
    if (own.isPresent() && type != null && type.getPackageName().startsWith("org.tastemaker")) {
      return own.get();
    }
    return quoted(value) + " is not " + Expected.wordsFor(type) + ".";
  }

  private static Optional<String> ownMessage(@Nullable Throwable cause) {
    return innermost(cause, IllegalArgumentException.class)
        .flatMap(reason -> Optional.ofNullable(reason.getMessage()));
  }

  static String names(Class<?> type) {
    return String.join(
        ", ",
        Arrays.stream(type.getEnumConstants())
            .map(constant -> ((Enum<?>) constant).name().toLowerCase(java.util.Locale.ROOT))
            .toList());
  }

  static String quoted(@Nullable Object value) {
    var text = String.valueOf(value);
    return '"' + (text.length() > 80 ? text.substring(0, 80) + "…" : text) + '"';
  }

  private static ProblemException refusedByRecord(BeanInstantiationException refused) {
    var reason = causeIn(refused, IllegalArgumentException.class).orElseThrow();
    return ProblemException.badRequest(
        "invalid-request", Optional.ofNullable(reason.getMessage()).orElse("A value is refused."));
  }

  private static ProblemException notFound(String path) {
    return ProblemException.notFound(
        "no-such-route",
        "There is nothing at "
            + (path.startsWith("/") ? path : "/" + path)
            + ". The routes are listed at /api/v1/docs.");
  }

  private static ProblemException incomplete(ServletRequestBindingException incomplete) {
    return switch (incomplete) {
      case MissingServletRequestParameterException missing ->
          ProblemException.invalid(missing.getParameterName(), "This parameter is required.");
      case MissingRequestHeaderException missing ->
          ProblemException.invalid(missing.getHeaderName(), "This header is required.");
      default ->
          ProblemException.badRequest(
              "invalid-request",
              Optional.ofNullable(incomplete.getMessage()).orElse("Incomplete."));
    };
  }

  private static ProblemException methodNotAllowed(HttpRequestMethodNotSupportedException method) {
    var allowed = method.getSupportedMethods();
    return new ProblemException(
        HttpStatus.METHOD_NOT_ALLOWED,
        "method-not-allowed",
        "%s is not possible here; possible: %s."
            .formatted(method.getMethod(), allowed == null ? "none" : String.join(", ", allowed)),
        List.of());
  }

  private static ProblemException unsupported(HttpMediaTypeNotSupportedException type) {
    return new ProblemException(
        HttpStatus.UNSUPPORTED_MEDIA_TYPE,
        "unsupported-media-type",
        "The body's Content-Type is %s; send %s."
            .formatted(
                type.getContentType() == null ? "missing" : type.getContentType(),
                type.getSupportedMediaTypes().isEmpty()
                    ? "application/json"
                    : type.getSupportedMediaTypes().getFirst()),
        List.of());
  }

  private static ProblemException notAcceptable(HttpMediaTypeNotAcceptableException type) {
    return new ProblemException(
        HttpStatus.NOT_ACCEPTABLE,
        "not-acceptable",
        "The Accept header admits no form this answer has; it comes as "
            + type.getSupportedMediaTypes()
            + ".",
        List.of());
  }

  private static ProblemException unreadableParameters(InvalidParameterException refused) {
    return refused.getErrorCode() == HttpStatus.CONTENT_TOO_LARGE.value()
        ? new ProblemException(
            HttpStatus.CONTENT_TOO_LARGE, "body-too-large", "This form is too large.", List.of())
        : ProblemException.badRequest(
            "malformed-request",
            "The query or the form is not well encoded, or has too many parameters; send UTF-8, percent-encoded.");
  }

  private static ProblemException plain(ErrorResponse response) {
    var status = HttpStatus.valueOf(response.getStatusCode().value());
    var detail = response.getBody().getDetail();
    return new ProblemException(
        status,
        status.getReasonPhrase().toLowerCase(java.util.Locale.ROOT).replace(' ', '-'),
        detail == null ? status.getReasonPhrase() : detail,
        List.of());
  }

  /// A text with U+0000, which PostgreSQL does not keep. Every other character comes through, and
  /// no text of a caller's is looked through for this one before.
  private static boolean isUnstorable(DataIntegrityViolationException refused) {
    return causeIn(refused, SQLException.class)
        .filter(cause -> UNSTORABLE.contains(String.valueOf(cause.getSQLState())))
        .isPresent();
  }

  private static ProblemException unstorable() {
    return ProblemException.badRequest(
        "unstorable-text", "A text in this request has the character U+0000, which is not kept.");
  }

  private static ProblemException noDatabase() {
    return ProblemException.unavailable(
        "database-unavailable", "The database does not answer. Try again in a moment.", SOON);
  }

  private static ProblemException internal() {
    return new ProblemException(
        HttpStatus.INTERNAL_SERVER_ERROR,
        INTERNAL,
        "Something failed on the server's side; its log has the cause under this correlation id.",
        List.of());
  }
}
