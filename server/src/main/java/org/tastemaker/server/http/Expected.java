package org.tastemaker.server.http;

import java.time.Instant;
import java.time.temporal.Temporal;
import java.util.Collection;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Says in words what kind of value a Java type takes.
public final class Expected {
  private Expected() {}

  /// Such as "a whole number".
  public static String wordsFor(@Nullable Class<?> type) {
    if (type == null) {
      return "a value that fits here";
    }
    if (type == boolean.class || type == Boolean.class) {
      return "true or false";
    }
    if (type == int.class || type == long.class || type == short.class) {
      return "a whole number";
    }
    if (Number.class.isAssignableFrom(type) || type.isPrimitive()) {
      return isWhole(type) ? "a whole number" : "a number";
    }
    return wordsForReference(type);
  }

  private static boolean isWhole(Class<?> type) {
    return type == Integer.class || type == Long.class || type == Short.class;
  }

  private static String wordsForReference(Class<?> type) {
    if (type == Instant.class) {
      return "a time such as 2026-01-31T12:00:00Z";
    }
    if (Temporal.class.isAssignableFrom(type)) {
      return "a date or time in ISO 8601";
    }
    if (CharSequence.class.isAssignableFrom(type)) {
      return "a text";
    }
    if (type.isArray() || Collection.class.isAssignableFrom(type)) {
      return "a list";
    }
    if (type == Rate.class) {
      return "a rate such as 100/10m, or unlimited";
    }
    if (type.isEnum()) {
      return "one of " + Problems.names(type);
    }
    return type.isRecord() || Map.class.isAssignableFrom(type)
        ? "an object"
        : "a value that fits here";
  }
}
