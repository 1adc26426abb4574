package org.tastemaker.server.recommendation;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.tastemaker.server.training.PublishedModel;

/// A page of a list, with all that it takes to trust it.
///
/// @param listId the list's id, the same on each of its pages and in the recommendation log
/// @param model the live model of rankings; absent when there is none yet. An item's source says
///   whether it ranked it
/// @param nextCursor goes on in this list; absent at its end
/// @param removed what never became a candidate, stage by stage
/// @param lowered what ranks lower since it was a reason to decline something; absent where nothing
///   does
/// @param note why the list is empty or short, where that is not plain from `removed`
public record RecommendationList(
    UUID listId,
    @Nullable ModelInfo model,
    List<RecommendedItem> items,
    @Nullable String nextCursor,
    List<Removed> removed,
    @Nullable List<Lowered> lowered,
    @Nullable String note) {

  /// The same list where no model has a part in it.
  RecommendationList withoutModel() {
    return new RecommendationList(listId, null, items, nextCursor, removed, lowered, note);
  }

  /// Which model spoke.
  public record ModelInfo(long id, String algorithm, Instant trainedAt) {
    static ModelInfo of(PublishedModel model) {
      return new ModelInfo(model.id(), model.algorithm(), model.trainedAt());
    }
  }

  /// What the person declined something for, and how many of the candidates rank lower for it.
  ///
  /// @param declines how many say so: the more, the lower
  public record Lowered(String reason, String value, int declines, int items) {}

  /// How many items of the catalogue a stage took out.
  public record Removed(String stage, int count) {}
}
