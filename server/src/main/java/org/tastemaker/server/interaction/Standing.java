package org.tastemaker.server.interaction;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// What stands between a person and an item: what is absent never was, or was withdrawn.
public record Standing(
    @Nullable Rated rating,
    @Nullable Counted views,
    @Nullable Counted plays,
    @Nullable Counted purchases,
    @Nullable Counted installs,
    @Nullable Reached progress,
    @Nullable Declined decline,
    @Nullable Listed watchlist) {

  /// Between those who do not know each other.
  public static final Standing NONE = new Standing(null, null, null, null, null, null, null, null);

  /// A rating.
  public record Rated(Stars stars, Instant occurredAt) {}

  /// How often something was done, and when first and last.
  public record Counted(long count, Instant firstAt, Instant lastAt) {}

  /// How far one is, in what it was told.
  ///
  /// @param occurredAt when the newest of it was reached
  public record Reached(
      @Nullable Double share,
      @Nullable Integer episode,
      @Nullable Double hours,
      Instant occurredAt) {}

  /// "Not for me".
  public record Declined(List<DeclineReason> reasons, Instant occurredAt) {}

  /// On the list of what one means to get to.
  public record Listed(@Nullable String note, Instant addedAt) {}

  /// When something was done with it last; 1970 where nothing was.
  Instant lastAt() {
    return Stream.of(
            Optional.ofNullable(views).map(Counted::lastAt),
            Optional.ofNullable(plays).map(Counted::lastAt),
            Optional.ofNullable(purchases).map(Counted::lastAt),
            Optional.ofNullable(installs).map(Counted::lastAt),
            Optional.ofNullable(progress).map(Reached::occurredAt))
        .flatMap(Optional::stream)
        .max(Comparator.naturalOrder())
        .orElse(Instant.EPOCH);
  }

  /// How often something was done with it.
  long times() {
    return Stream.of(views, plays, purchases, installs)
        .filter(Objects::nonNull)
        .mapToLong(Counted::count)
        .sum();
  }

  @JsonIgnore
  public @Nullable Stars stars() {
    return rating == null ? null : rating.stars();
  }

  @JsonIgnore
  public boolean declined() {
    return decline != null;
  }
}
