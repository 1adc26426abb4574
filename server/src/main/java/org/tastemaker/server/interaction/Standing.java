package org.tastemaker.server.interaction;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What stands between a person and an item: what is absent never was, or was withdrawn.
public record Standing(
    @Nullable Rated rating,
    @Nullable Counted views,
    @Nullable Counted plays,
    @Nullable Counted purchases,
    @Nullable Counted installs,
    @Nullable Reached progress,
    @Nullable Declined decline) {

  /// Between those who do not know each other.
  public static final Standing NONE = new Standing(null, null, null, null, null, null, null);

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

  @JsonIgnore
  public @Nullable Stars stars() {
    return rating == null ? null : rating.stars();
  }

  @JsonIgnore
  public boolean declined() {
    return decline != null;
  }
}
