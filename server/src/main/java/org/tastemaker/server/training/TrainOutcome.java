package org.tastemaker.server.training;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// What a training achieved.
///
/// @param summary in a sentence
/// @param logPosition up to where the logs count in the models, at least
/// @param people how many people did anything
/// @param items how many items anything was done with
/// @param read how many ratings and activities were read
public record TrainOutcome(
    String summary, long logPosition, int people, int items, long read, List<RoleOutcome> models) {
  public TrainOutcome {
    models = List.copyOf(models);
  }

  /// What became of one role.
  public enum Result {
    /// A new model serves.
    @JsonProperty("published")
    PUBLISHED,

    /// The gate refused the new model.
    @JsonProperty("refused")
    REFUSED,

    /// There was nothing to learn from.
    @JsonProperty("skipped")
    SKIPPED;

    /// The name in JSON and on the screen.
    public String label() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /// What became of one role.
  ///
  /// @param model its number in the history; null when none was trained
  /// @param verdict why, in a sentence
  public record RoleOutcome(
      ModelRole role,
      Result result,
      @Nullable Long model,
      String verdict,
      List<Measured> metrics,
      double seconds) {
    public RoleOutcome {
      metrics = List.copyOf(metrics);
    }
  }
}
