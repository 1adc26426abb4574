package org.tastemaker.server.interaction;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/// Who sees something of a person, besides themselves.
public enum Visibility {
  EVERYONE,
  NOBODY;

  /// The name in the database and in answers.
  @JsonValue
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /// @throws IllegalArgumentException with a sentence, when there is none of that name
  @JsonCreator
  public static Visibility of(String label) {
    return Arrays.stream(values())
        .filter(one -> one.label().equals(label))
        .findFirst()
        .orElseThrow(() ->
            new IllegalArgumentException(
                "\"%s\" is none of %s."
                    .formatted(
                        label,
                        Arrays.stream(values())
                            .map(Visibility::label)
                            .collect(Collectors.joining(", ")))));
  }
}
