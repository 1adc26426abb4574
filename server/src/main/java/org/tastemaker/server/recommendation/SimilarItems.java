package org.tastemaker.server.recommendation;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.tastemaker.engine.kernel.TopK;
import org.tastemaker.server.catalogue.CatalogueIndex;
import org.tastemaker.server.catalogue.ItemFilter;
import org.tastemaker.server.catalogue.LiveCatalogue;
import org.tastemaker.server.http.Permits;
import org.tastemaker.server.recommendation.RecommendationList.ModelInfo;
import org.tastemaker.server.recommendation.RecommendedItem.Reason;
import org.tastemaker.server.recommendation.RecommendedItem.Term;
import org.tastemaker.server.training.LiveModels;
import org.tastemaker.server.training.ModelRole;
import org.tastemaker.server.training.PublishedModel;

/// What is like an item, as the people who had to do with both see it.
public final class SimilarItems {
  private final LiveCatalogue catalogue;
  private final LiveModels models;
  private final Permits permits;
  private final CandidateCache candidates = new CandidateCache();
  private final Workspace.Pool workspaces = new Workspace.Pool();

  SimilarItems(LiveCatalogue catalogue, LiveModels models, Permits permits) {
    this.catalogue = catalogue;
    this.models = models;
    this.permits = permits;
  }

  /// The items most like one that exists, as far as the filter lets them through.
  ///
  /// @throws org.tastemaker.server.http.ProblemException 503 when there is more to score than can
  ///   be
  public SimilarList to(int item, ItemFilter filter, int limit) {
    var index = catalogue.current();
    var model = model().orElse(null);
    if (model == null) {
      return SimilarList.none(index.item(item), null, "No model has been trained yet.");
    }
    if (model.items().indexOf(item) < 0) {
      return SimilarList.none(
          index.item(item),
          model,
          "The model does not know this item: nobody had to do with it when it was trained.");
    }
    return permits.during(() -> similar(item, filter, limit, index, model));
  }

  private Optional<PublishedModel> model() {
    return models.of(ModelRole.SIMILAR).or(() -> models.of(ModelRole.RANKING));
  }

  private SimilarList similar(
      int item, ItemFilter filter, int limit, CatalogueIndex index, PublishedModel model) {
    var workspace = workspaces.borrow();
    try {
      var eligible = new Eligible(candidates.of(index, filter, model), workspace);
      eligible.take(item);
      eligible.remove("excluded", filter.exclude());
      var scores = workspace.scores(model.items().size());
      model.model().similar(model.items().indexOf(item), scores);
      var rows = TopK.best(scores, model.items().size(), limit, eligible.rows());
      var items = described(rows, scores, item, index, model);
      return new SimilarList(
          item,
          index.title(item),
          ModelInfo.of(model),
          items,
          List.copyOf(eligible.removed()),
          note(items, limit));
    } finally {
      workspaces.giveBack(workspace);
    }
  }

  private static List<RecommendedItem> described(
      int[] rows, float[] scores, int item, CatalogueIndex index, PublishedModel model) {
    var described = new ArrayList<RecommendedItem>(rows.length);
    var title = index.title(item);
    for (var row : rows) {
      if (!(scores[row] > 0)) {
        break;
      }
      var reason = new Reason(Wording.likeness(title), List.of(new Term(item, title, scores[row])));
      var like = index.item((int) model.items().idAt(row));
      described.add(RecommendedItem.of(like, scores[row], model.algorithm(), reason));
    }
    return described;
  }

  private static @Nullable String note(List<RecommendedItem> items, int limit) {
    return items.size() < limit ? "The model sees no likeness to any other item." : null;
  }
}
