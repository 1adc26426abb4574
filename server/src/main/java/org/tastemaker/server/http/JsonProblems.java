package org.tastemaker.server.http;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.springframework.http.converter.HttpMessageNotReadableException;
import tools.jackson.core.JacksonException;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.databind.DatabindException;
import tools.jackson.databind.exc.InvalidFormatException;
import tools.jackson.databind.exc.MismatchedInputException;
import tools.jackson.databind.exc.UnrecognizedPropertyException;
import tools.jackson.databind.exc.ValueInstantiationException;

/// What a body that cannot be read means to its sender: the field is named in the words of the
/// body.
final class JsonProblems {
  private JsonProblems() {}

  static ProblemException of(HttpMessageNotReadableException unreadable) {
    return Problems.causeIn(unreadable, JacksonException.class)
        .map(JsonProblems::of)
        .orElseGet(() ->
            ProblemException.badRequest(
                "malformed-body", "A body in JSON is required here and could not be read."));
  }

  static ProblemException of(JacksonException wrong) {
    return switch (wrong) {
      case UnrecognizedPropertyException unknown -> unknownField(unknown);
      case InvalidFormatException format -> ProblemException.invalid(path(format), format(format));
      case ValueInstantiationException refused -> refused(refused);
      case MismatchedInputException mismatch -> mismatched(mismatch);
      case StreamReadException malformed -> malformed(malformed);
      case DatabindException other -> databind(other);
      default -> malformed(wrong);
    };
  }

  private static ProblemException unknownField(UnrecognizedPropertyException unknown) {
    Collection<Object> known = Optional.ofNullable(unknown.getKnownPropertyIds()).orElse(List.of());
    var names = known.stream().map(String::valueOf).sorted().toList();
    var sentence =
        "There is no field \"%s\" here.%s Known: %s."
            .formatted(
                unknown.getPropertyName(),
                Nearest.hint(unknown.getPropertyName(), names),
                String.join(", ", names));
    return new ProblemException(
        org.springframework.http.HttpStatus.BAD_REQUEST,
        "unknown-field",
        sentence,
        List.of(new FieldError(path(unknown), sentence)));
  }

  private static String format(InvalidFormatException format) {
    var type = format.getTargetType();
    return type != null && type.isEnum()
        ? Problems.quoted(format.getValue()) + " is none of " + Problems.names(type) + "."
        : Problems.quoted(format.getValue()) + " is not " + Expected.wordsFor(type) + ".";
  }

  /// A record's compact constructor refused: its sentence is the answer.
  private static ProblemException refused(ValueInstantiationException refused) {
    var reason = refused.getCause() == null ? null : refused.getCause().getMessage();
    return ProblemException.invalid(
        path(refused), reason == null ? "This value is refused." : reason);
  }

  private static ProblemException mismatched(MismatchedInputException mismatch) {
    var field = path(mismatch);
    var message = String.valueOf(mismatch.getOriginalMessage());
    if (message.startsWith("No content")) {
      return ProblemException.badRequest("malformed-body", "A body in JSON is required here.");
    }
    if (message.startsWith("Trailing token")) {
      return ProblemException.badRequest("malformed-body", "Something follows the body's JSON.");
    }
    var sentence =
        isMissing(message)
            ? "This field is required."
            : "Here belongs " + Expected.wordsFor(mismatch.getTargetType()) + ".";
    return ProblemException.invalid(field, sentence);
  }

  private static boolean isMissing(String message) {
    return message.startsWith("Missing required")
        || message.startsWith("Missing creator")
        || message.startsWith("Null value for creator")
        || message.startsWith("Cannot map `null`");
  }

  private static ProblemException databind(DatabindException other) {
    return Problems.causeIn(other, IllegalArgumentException.class)
        .map(reason -> ProblemException.invalid(path(other), String.valueOf(reason.getMessage())))
        .orElseGet(() -> ProblemException.invalid(path(other), "This value does not fit here."));
  }

  private static ProblemException malformed(JacksonException malformed) {
    var location = malformed.getLocation();
    return ProblemException.badRequest(
        "malformed-body",
        location == null
            ? "The body is not JSON."
            : "The body is not JSON: line %d, column %d."
                .formatted(location.getLineNr(), location.getColumnNr()));
  }

  /// `interactions[3].rating`, as the sender would find it.
  private static String path(DatabindException wrong) {
    var path = new StringBuilder();
    for (var step : wrong.getPath()) {
      if (step.getPropertyName() == null) {
        path.append('[').append(step.getIndex()).append(']');
      } else {
        path.append(path.isEmpty() ? "" : ".").append(step.getPropertyName());
      }
    }
    return path.isEmpty() ? "body" : path.toString();
  }
}
