package org.tastemaker.server.training;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.tastemaker.engine.algorithm.Algorithm;
import org.tastemaker.engine.data.PreferenceMapping;
import org.tastemaker.server.catalogue.Kind;
import org.tastemaker.server.json.Json;
import tools.jackson.core.JacksonException;

/// What is trained, when, and what may be published.
///
/// @param every how long after the last training another is due, if anything happened since
/// @param check how often a worker looks whether one is due
/// @param minNew a training of a role is due as soon as so many interactions that it learns from
///   came in since its last …
/// @param minNewShare … and they are this share of what its newest model learnt from
/// @param minNewItems a training is due as well as soon as so many items were added since the last;
///   0: new items alone are no reason, since models learn from what people do with them
/// @param thresholds further reasons for the training of one role, by what came in of one kind
/// @param keep of how many models of each role the bytes are kept, besides those of the live one
/// @param follow how often a node looks for a new live model when nobody tells it of one
/// @param threads how many threads train; 0: as many as there are processors
/// @param seed the seed of everything random
/// @param ranking the algorithm of that role as JSON, or a list of those to choose from; likewise
///   `rating`, `similar`; `popular` is one
/// @param preference how what people did becomes preference, as JSON
@ConfigurationProperties("tastemaker.training")
record TrainingSettings(
    @DefaultValue("6h") Duration every,
    @DefaultValue("30s") Duration check,
    @DefaultValue("1000") long minNew,
    @DefaultValue("0.05") double minNewShare,
    @DefaultValue("0") long minNewItems,
    @DefaultValue Map<ModelRole, Map<String, ThresholdSettings>> thresholds,
    @DefaultValue("5") int keep,
    @DefaultValue("15s") Duration follow,
    @DefaultValue("0") int threads,
    @DefaultValue("42") long seed,
    @DefaultValue(RANKING) String ranking,
    @DefaultValue(RATING) String rating,
    @DefaultValue("{\"type\": \"ItemKnn\"}") String similar,
    @DefaultValue("{\"type\": \"MostPopular\"}") String popular,
    @DefaultValue("{}") String preference,
    @DefaultValue GateSettings gate,
    @DefaultValue SearchSettings search) {

  private static final String RANKING =
      """
      [{"type": "ImplicitAls"},
       {"type": "ImplicitAls", "iterations": 12, "regularisation": 0.03, "unobservedWeight": 0.1,
        "frequencyExponent": 1},
       {"type": "ItemKnn"},
       {"type": "Ease", "regularisation": 200, "dropout": 0.72, "largestDiagonal": 1,
        "personExponent": 0.6, "popularityExponent": 0.2},
       {"type": "Blended", "parts": [
         {"weight": 1, "algorithm": {"type": "Ease", "regularisation": 200, "dropout": 0.72,
                                     "largestDiagonal": 1, "personExponent": 0.6,
                                     "popularityExponent": 0.2}},
         {"weight": 0.23, "algorithm": {"type": "ImplicitAls", "iterations": 12,
                                        "regularisation": 0.03, "unobservedWeight": 0.1,
                                        "frequencyExponent": 1}}]},
       {"type": "SparseEase"},
       {"type": "Blended", "parts": [
         {"weight": 1, "algorithm": {"type": "SparseEase"}},
         {"weight": 0.5, "algorithm": {"type": "ImplicitAls"}}]},
       {"type": "Blended", "parts": [
         {"weight": 1, "algorithm": {"type": "Ease", "regularisation": 200, "dropout": 0.72,
                                     "largestDiagonal": 1, "personExponent": 0.6,
                                     "popularityExponent": 0.2}},
         {"weight": 0.23, "algorithm": {"type": "ImplicitAls", "iterations": 12,
                                        "regularisation": 0.03, "unobservedWeight": 0.1,
                                        "frequencyExponent": 1}},
         {"weight": 0.02, "algorithm": {"type": "SoftmaxFactors"}}]}]
      """;
  private static final String RATING =
      """
      [{"type": "BiasedMf"},
       {"type": "SvdPlusPlus"},
       {"type": "BayesianMf", "sweeps": 100, "warmUp": 20, "samples": 16, "published": 16}]
      """;

  TrainingSettings {
    require(every.isPositive(), "every must be longer than nothing");
    require(check.isPositive(), "check must be longer than nothing");
    require(follow.isPositive(), "follow must be longer than nothing");
    require(minNew >= 1, "min-new must be at least 1");
    require(minNewShare >= 0, "min-new-share must be at least 0");
    require(minNewItems >= 0, "min-new-items must be at least 0");
    thresholds.forEach((role, kinds) -> kinds.keySet().forEach(kind -> check(role, kind)));
    require(keep >= 1, "keep must be at least 1");
    require(threads >= 0, "threads must be at least 0");
    read(ModelRole.RANKING, ranking);
    read(ModelRole.RATING, rating);
    read(ModelRole.SIMILAR, similar);
    read(ModelRole.POPULAR, popular);
    AlgorithmJson.preference(preference);
  }

  private static void check(ModelRole role, String kind) {
    try {
      new Kind(kind);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "tastemaker.training.thresholds.%s: %s".formatted(role.label(), e.getMessage()), e);
    }
  }

  /// What of one kind is enough for a training of one role.
  ///
  /// @param items so many new ones; null: however many, they are no reason
  /// @param interactions so many new ones with items of that kind; likewise
  record ThresholdSettings(@Nullable Long items, @Nullable Long interactions) {
    ThresholdSettings {
      require(items == null || items >= 1, "thresholds: items must be at least 1");
      require(
          interactions == null || interactions >= 1, "thresholds: interactions must be at least 1");
    }
  }

  private static void require(boolean holds, String sentence) {
    if (!holds) {
      throw new IllegalArgumentException("tastemaker.training." + sentence);
    }
  }

  /// The algorithms that a role's is chosen from.
  List<Algorithm> candidates(ModelRole role) {
    return read(
        role,
        switch (role) {
          case RANKING -> ranking;
          case RATING -> rating;
          case SIMILAR -> similar;
          case POPULAR -> popular;
        });
  }

  private static List<Algorithm> read(ModelRole role, String json) {
    try {
      return role.candidates(Json.mapper().readTree(json));
    } catch (JacksonException malformed) {
      throw new IllegalArgumentException(
          "tastemaker.training.%s is no JSON: %s".formatted(role.label(), json), malformed);
    }
  }

  PreferenceMapping preferenceMapping() {
    return AlgorithmJson.preference(preference);
  }

  int trainingThreads() {
    return threads == 0 ? Runtime.getRuntime().availableProcessors() : threads;
  }

  /// When a new model may serve.
  ///
  /// @param margin how much worse than the live model it may be, as a share of that one's measure
  /// @param people how many people the measure needs; with fewer the gate does not judge
  /// @param sample how many people are evaluated at most
  /// @param heldOut the share of everybody's interactions that is held out
  record GateSettings(
      @DefaultValue("0.03") double margin,
      @DefaultValue("30") int people,
      @DefaultValue("2000") int sample,
      @DefaultValue("0.2") double heldOut) {
    GateSettings {
      require(margin >= 0 && margin < 1, "gate.margin must be from 0 to below 1");
      require(people >= 1, "gate.people must be at least 1");
      require(sample >= people, "gate.sample must be at least gate.people");
      require(heldOut > 0 && heldOut < 1, "gate.held-out must lie between 0 and 1");
    }
  }

  /// How an algorithm is chosen among several.
  ///
  /// @param budget how long it may take, a role; what was best until then is taken
  /// @param growth chosen anew when there are so many times as many interactions
  /// @param interactions of more than so many, a sample of the people is looked at
  /// @param denseItems up to how many items algorithms whose models grow with the square of the
  ///   catalogue take part
  /// @param patience how long training on everything may take one thread, as far as the search can
  ///   tell; what takes longer is passed over
  record SearchSettings(
      @DefaultValue("60s") Duration budget,
      @DefaultValue("2") double growth,
      @DefaultValue("4000000") long interactions,
      @DefaultValue("5000") int denseItems,
      @DefaultValue("10m") Duration patience) {
    SearchSettings {
      require(budget.isPositive(), "search.budget must be longer than nothing");
      require(patience.isPositive(), "search.patience must be longer than nothing");
      require(growth > 1, "search.growth must be above 1");
      require(interactions >= 100, "search.interactions must be at least 100");
      require(denseItems >= 0, "search.dense-items must be at least 0");
    }
  }
}
