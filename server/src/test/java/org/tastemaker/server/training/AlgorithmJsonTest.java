package org.tastemaker.server.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tastemaker.engine.algorithm.BiasedMf;
import org.tastemaker.engine.algorithm.ImplicitAls;
import org.tastemaker.engine.algorithm.MostPopular;
import org.tastemaker.engine.data.PreferenceMapping;

final class AlgorithmJsonTest {

  @Test
  void omittedFieldsTakeTheDefaults() {
    assertThat(AlgorithmJson.read("{\"type\": \"BiasedMf\"}")).isEqualTo(new BiasedMf());
    var als = (ImplicitAls) AlgorithmJson.read("{\"type\": \"ImplicitAls\", \"factors\": 7}");
    assertThat(als.factors()).isEqualTo(7);
    assertThat(als.iterations()).isEqualTo(new ImplicitAls().iterations());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ImplicitAls",
        "BiasedMf",
        "ItemKnn",
        "UserKnn",
        "GraphFilter",
        "SparseEase",
        "BiasedAls",
        "MostPopular",
        "Ease",
        "NextItem",
        "SoftmaxFactors",
        "Blended",
        "Stacked"
      })
  void everyTypeSurvivesARoundTrip(String type) {
    var algorithm = AlgorithmJson.read("{\"type\": \"" + type + "\"}");
    assertThat(AlgorithmJson.read(AlgorithmJson.write(algorithm))).isEqualTo(algorithm);
    assertThat(AlgorithmJson.types()).contains(type);
  }

  @Test
  void durationsAreText() {
    var json = "{\"type\": \"MostPopular\", \"halfLife\": \"P30D\"}";
    assertThat(((MostPopular) AlgorithmJson.read(json)).halfLife()).isEqualTo(Duration.ofDays(30));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{\"type\": \"Magic\"}                        | There is no algorithm \"Magic\"",
        "{\"type\": \"ImplicitAls\", \"factor\": 3}   | ImplicitAls has no field \"factor\"",
        "{\"type\": \"ImplicitAls\", \"factors\": 0}  | factors lies from 1",
        "{\"type\": \"ImplicitAls\", \"factors\": \"many\"} | factors has a value of the wrong type",
        "{\"type\": \"ImplicitAls\", \"factors\": null} | factors has a value of the wrong type",
        "{\"factors\": 3}                             | says its type",
        "{\"type\": \"Blended\", \"parts\": 3}        | has the field \"parts\" alone",
        "{\"type\": \"Blended\", \"parts\": [{}]}     | with weight and algorithm",
        "{\"type\": \"Stacked\", \"parts\": 3}        | a list of algorithms",
        "{\"type\": \"Stacked\", \"parts\": [{\"type\": \"Ease\"}]} | at least two",
        "{\"type\": \"Stacked\", \"learner\": 0.1} | no field \"learner\"",
        "{\"type\": \"Stacked\", \"learners\": 2}  | learners lies from",
        "[1]                                          | An algorithm is an object",
        "nonsense                                     | An algorithm is a JSON object",
      })
  void wrongOnesAreRefusedByName(String json, String sentence) {
    assertThatThrownBy(() -> AlgorithmJson.read(json))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(sentence);
  }

  @Test
  void preferenceMappingIsReadLikewise() {
    assertThat(AlgorithmJson.preference("{}")).isEqualTo(new PreferenceMapping());
    assertThat(AlgorithmJson.preference("{\"likedFrom\": 4}").likedFrom()).isEqualTo(4);
    assertThatThrownBy(() -> AlgorithmJson.preference("{\"liked\": 4}"))
        .hasMessageContaining("has no field \"liked\"");
    assertThatThrownBy(() -> AlgorithmJson.preference("[]"))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void algorithmThatDoesNotFitTheRoleIsRefused() {
    assertThatThrownBy(() -> ModelRole.RANKING.check(new BiasedMf()))
        .hasMessage("BiasedMf cannot be the algorithm of the role ranking.");
  }
}
