package org.tastemaker.server.interaction;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What an interaction is, in the words of a batch.
enum InteractionType {
  RATING(Act.Matter.RATING),
  VIEW(Activity.VIEWED),
  PLAY(Activity.PLAYED),
  PURCHASE(Activity.PURCHASED),
  INSTALL(Activity.INSTALLED),
  PROGRESS(Act.Matter.PROGRESS),
  DECLINE(Act.Matter.DECLINE),
  WATCHLIST(Act.Matter.WATCHLIST),
  COMMENT(Act.Matter.COMMENT);

  private final Act.Matter matter;
  private final @Nullable Activity activity;

  InteractionType(Act.Matter matter) {
    this.matter = matter;
    this.activity = null;
  }

  InteractionType(Activity activity) {
    this.matter = Act.Matter.ACTIVITY;
    this.activity = activity;
  }

  /// Of that name.
  static Optional<InteractionType> of(String label) {
    return Arrays.stream(values()).filter(type -> type.label().equals(label)).findFirst();
  }

  String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  Act.Matter matter() {
    return matter;
  }

  @Nullable Activity activity() {
    return activity;
  }

  /// The fields that it has and others may not have.
  List<String> fields() {
    return switch (matter) {
      case RATING -> List.of("stars");
      case ACTIVITY -> List.of("count");
      case PROGRESS -> Arrays.stream(Measure.values()).map(Measure::label).toList();
      case DECLINE -> List.of("reasons");
      case WATCHLIST -> List.of("note");
      case COMMENT -> List.of("text");
    };
  }
}
