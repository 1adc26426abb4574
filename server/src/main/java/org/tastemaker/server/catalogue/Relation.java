package org.tastemaker.server.catalogue;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/// What an item is to another one, within kinds and across them.
public enum Relation {
  ADAPTED_FROM("adapted-as"),
  EPISODE_OF("has-episode"),
  GAME_OF("has-game"),
  PART_OF("has-part"),
  RELATED_TO("related-to"),
  REMAKE_OF("has-remake"),
  SEQUEL_OF("prequel-of"),
  SOUNDTRACK_OF("has-soundtrack"),
  SPIN_OFF_OF("has-spin-off");

  private final String inverse;

  Relation(String inverse) {
    this.inverse = inverse;
  }

  /// As it is written: `sequel-of`.
  @JsonValue
  public String text() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /// What the other item is to this one: `prequel-of`.
  public String inverse() {
    return inverse;
  }

  /// Whether it may go on from item to item, but never in a circle.
  boolean isDirected() {
    return this != RELATED_TO;
  }

  /// A link as somebody writes it: `sequel-of` from one item, or `prequel-of` from the other.
  ///
  /// @param isInverse whether it leads the other way
  record Written(Relation relation, boolean isInverse) {}

  static Optional<Written> written(String text) {
    for (Relation relation : values()) {
      if (relation.text().equals(text) || relation.inverse.equals(text)) {
        return Optional.of(new Written(relation, !relation.text().equals(text)));
      }
    }
    return Optional.empty();
  }

  /// All words for relations, in a sentence.
  static String words() {
    return Arrays.stream(values())
        .flatMap(relation -> java.util.stream.Stream.of(relation.text(), relation.inverse))
        .distinct()
        .sorted()
        .collect(Collectors.joining(", "));
  }
}
