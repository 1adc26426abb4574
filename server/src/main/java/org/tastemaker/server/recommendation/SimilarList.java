package org.tastemaker.server.recommendation;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tastemaker.server.catalogue.Item;
import org.tastemaker.server.recommendation.RecommendationList.ModelInfo;
import org.tastemaker.server.recommendation.RecommendationList.Removed;
import org.tastemaker.server.training.PublishedModel;

/// What is like an item.
///
/// @param id the item that it is about
/// @param model the model that says so; absent when there is none
/// @param removed what never became a candidate, stage by stage
/// @param note why the list is empty or short, where that is not plain from `removed`
public record SimilarList(
    int id,
    String title,
    @Nullable ModelInfo model,
    List<RecommendedItem> items,
    List<Removed> removed,
    @Nullable String note) {

  static SimilarList none(Item item, @Nullable PublishedModel model, String note) {
    return new SimilarList(
        item.id(),
        item.title(),
        model == null ? null : ModelInfo.of(model),
        List.of(),
        List.of(),
        note);
  }
}
