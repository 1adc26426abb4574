package org.tastemaker.server.training;

import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.tastemaker.engine.algorithm.Algorithm;
import org.tastemaker.engine.data.PreferenceMapping;
import org.tastemaker.server.catalogue.Kind;

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
/// @param ranking the algorithm of that role, as JSON; likewise `rating`, `similar`, `popular`
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
    @DefaultValue("{\"type\": \"ImplicitAls\"}") String ranking,
    @DefaultValue("{\"type\": \"BiasedMf\"}") String rating,
    @DefaultValue("{\"type\": \"ItemKnn\"}") String similar,
    @DefaultValue("{\"type\": \"MostPopular\"}") String popular,
    @DefaultValue("{}") String preference,
    @DefaultValue GateSettings gate) {

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
    ModelRole.RANKING.check(AlgorithmJson.read(ranking));
    ModelRole.RATING.check(AlgorithmJson.read(rating));
    ModelRole.SIMILAR.check(AlgorithmJson.read(similar));
    ModelRole.POPULAR.check(AlgorithmJson.read(popular));
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

  Algorithm algorithm(ModelRole role) {
    return AlgorithmJson.read(
        switch (role) {
          case RANKING -> ranking;
          case RATING -> rating;
          case SIMILAR -> similar;
          case POPULAR -> popular;
        });
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
}
