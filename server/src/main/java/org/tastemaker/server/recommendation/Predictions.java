package org.tastemaker.server.recommendation;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.tastemaker.engine.model.RatingModel;
import org.tastemaker.engine.model.Taste;
import org.tastemaker.server.catalogue.CatalogueIndex;
import org.tastemaker.server.catalogue.LiveCatalogue;
import org.tastemaker.server.http.Permits;
import org.tastemaker.server.http.ProblemException;
import org.tastemaker.server.id.Reference;
import org.tastemaker.server.recommendation.PredictionList.Predicted;
import org.tastemaker.server.recommendation.PredictionList.Unpredicted;
import org.tastemaker.server.recommendation.RecommendationList.ModelInfo;
import org.tastemaker.server.training.LiveModels;
import org.tastemaker.server.training.ModelRole;
import org.tastemaker.server.training.PublishedModel;

/// How many stars somebody would give.
public final class Predictions {
  private static final Duration LATER = Duration.ofSeconds(30);

  private final LiveCatalogue catalogue;
  private final LiveModels models;
  private final Pasts pasts;
  private final Permits permits;

  Predictions(LiveCatalogue catalogue, LiveModels models, Pasts pasts, Permits permits) {
    this.catalogue = catalogue;
    this.models = models;
    this.pasts = pasts;
    this.permits = permits;
  }

  /// The stars that this audience would give each of these items.
  ///
  /// @throws ProblemException 404 for a person who does not exist, 503 while no model predicts
  ///   ratings or there is more to score than can be
  public PredictionList of(Audience audience, List<Reference> items) {
    return ifAny(audience, items).orElseThrow(Predictions::noModel);
  }

  /// The same, and empty while no model predicts ratings.
  Optional<PredictionList> ifAny(Audience audience, List<Reference> items) {
    return models
        .of(ModelRole.RATING)
        .map(model ->
            permits.during(() -> predicted(model, pasts.of(audience), items, catalogue.current())));
  }

  private static PredictionList predicted(
      PublishedModel model, Past past, List<Reference> items, CatalogueIndex index) {
    var taste = model.model().foldIn(past.evidence(model, index).profile());
    var predicted = new ArrayList<Predicted>(items.size());
    var unknown = new ArrayList<Unpredicted>();
    for (var reference : items) {
      var item = index.find(reference);
      if (item.isEmpty()) {
        unknown.add(new Unpredicted(reference.toString(), "There is no such item."));
      } else if (model.items().indexOf(item.getAsInt()) < 0) {
        unknown.add(
            new Unpredicted(
                reference.toString(), "Nobody had rated it when the model was trained."));
      } else {
        var id = item.getAsInt();
        predicted.add(
            new Predicted(id, index.title(id), stars(model, taste, model.items().indexOf(id))));
      }
    }
    return new PredictionList(ModelInfo.of(model), predicted, unknown);
  }

  /// On the scale of the ratings, to hundredths.
  private static double stars(PublishedModel model, Taste taste, int row) {
    var score = taste.score(row);
    var clipped =
        model.model() instanceof RatingModel ratings
            ? ratings.clip(score)
            : Math.clamp(score, 0, 5);
    return Math.round(clipped * 100) / 100.0;
  }

  private static ProblemException noModel() {
    return ProblemException.unavailable(
        "no-model",
        "No model that predicts ratings has been trained yet; a job of the kind train makes one.",
        LATER);
  }
}
