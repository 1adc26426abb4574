package org.tastemaker.server.training;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.tastemaker.engine.algorithm.Algorithm;
import org.tastemaker.engine.algorithm.Baseline;
import org.tastemaker.engine.algorithm.BayesianMf;
import org.tastemaker.engine.algorithm.BiasedAls;
import org.tastemaker.engine.algorithm.BiasedMf;
import org.tastemaker.engine.algorithm.Blended;
import org.tastemaker.engine.algorithm.Bpr;
import org.tastemaker.engine.algorithm.Ease;
import org.tastemaker.engine.algorithm.GraphFilter;
import org.tastemaker.engine.algorithm.ImplicitAls;
import org.tastemaker.engine.algorithm.ItemKnn;
import org.tastemaker.engine.algorithm.MostPopular;
import org.tastemaker.engine.algorithm.NextItem;
import org.tastemaker.engine.algorithm.RandomOrder;
import org.tastemaker.engine.algorithm.SlopeOne;
import org.tastemaker.engine.algorithm.SoftmaxFactors;
import org.tastemaker.engine.algorithm.SparseEase;
import org.tastemaker.engine.algorithm.Stacked;
import org.tastemaker.engine.algorithm.SvdPlusPlus;
import org.tastemaker.engine.algorithm.UserKnn;
import tools.jackson.databind.JsonNode;

/// What a model is for. One model of each role serves at a time.
public enum ModelRole {
  /// Says what somebody likes most.
  @JsonProperty("ranking")
  RANKING,

  /// Says how many stars somebody would give.
  @JsonProperty("rating")
  RATING,

  /// Says what is like an item.
  @JsonProperty("similar")
  SIMILAR,

  /// Says what everybody likes.
  @JsonProperty("popular")
  POPULAR;

  /// The name in the database, in JSON and on the screen.
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /// The algorithms that somebody wrote for this role, one or a list of those to choose from.
  ///
  /// @throws IllegalArgumentException with a sentence, when one cannot be or cannot do this role's
  ///   work
  List<Algorithm> candidates(JsonNode json) {
    var candidates = AlgorithmJson.readAll(json);
    candidates.forEach(this::check);
    if (this == POPULAR && candidates.size() > 1) {
      throw new IllegalArgumentException(
          "The role popular takes one algorithm: it is what the others are measured by.");
    }
    return candidates;
  }

  void check(Algorithm algorithm) {
    boolean fits =
        switch (algorithm) {
          case BiasedMf _, BiasedAls _, BayesianMf _, Baseline _, SlopeOne _, SvdPlusPlus _ ->
              this == RATING;
          case ImplicitAls _,
              Bpr _,
              SoftmaxFactors _,
              ItemKnn _,
              UserKnn _,
              GraphFilter _,
              Ease _,
              SparseEase _,
              NextItem _,
              Blended _,
              Stacked _ ->
              this == RANKING || this == SIMILAR;
          case RandomOrder _ -> this == RANKING || this == POPULAR;
          case MostPopular popular ->
              this == POPULAR
                  || (this == RANKING && popular.measure() == MostPopular.Measure.COUNT);
        };
    if (!fits) {
      throw new IllegalArgumentException(
          "%s cannot be the algorithm of the role %s."
              .formatted(AlgorithmJson.type(algorithm), label()));
    }
  }

  /// The role of that label.
  ///
  /// @throws IllegalArgumentException with a sentence, when there is none
  public static ModelRole labelled(String label) {
    return Arrays.stream(values())
        .filter(role -> role.label().equals(label))
        .findFirst()
        .orElseThrow(() ->
            new IllegalArgumentException(
                "There is no role \"%s\"; there are %s."
                    .formatted(
                        label,
                        Arrays.stream(values())
                            .map(ModelRole::label)
                            .collect(Collectors.joining(", ")))));
  }
}
