package org.tastemaker.server.training;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.tastemaker.server.training.Selection.Found;
import org.tastemaker.server.training.TrainOutcome.Result;
import org.tastemaker.server.training.TrainingSettings.SearchSettings;
import tools.jackson.databind.JsonNode;

/// Which of several algorithms serves, on a real database.
final class ChooserTest {
  private static final String RANDOM = "{\"type\": \"RandomOrder\"}";
  private static final String POPULAR = "{\"type\": \"MostPopular\"}";
  private static final String NEIGHBOURS = "{\"type\": \"ItemKnn\"}";
  private static final String EASE = "{\"type\": \"Ease\", \"regularisation\": 20}";
  private static final String DIVERGING =
      "{\"type\": \"Bpr\", \"factors\": 4, \"learningRate\": 1, \"regularisation\": 10}";

  private TrainingBench bench;

  @BeforeEach
  void open() {
    bench = new TrainingBench();
    bench.tastes(120, 80);
  }

  @AfterEach
  void close() {
    bench.close();
  }

  private void among(SearchSettings search, String... candidates) {
    bench.settings = TrainingBench.choosing("[" + String.join(", ", candidates) + "]", search);
  }

  private TrainedModel trained(String parameters) {
    var outcome = bench.train(parameters).models().getFirst();
    assertThat(outcome.result()).as(outcome.verdict()).isEqualTo(Result.PUBLISHED);
    return bench.models.find(Objects.requireNonNull(outcome.model())).orElseThrow();
  }

  private TrainedModel trained() {
    return trained("{\"roles\": [\"ranking\"]}");
  }

  private static Selection selection(TrainedModel model) {
    return Objects.requireNonNull(model.selection());
  }

  private static Stream<String> types(List<Found> findings) {
    return findings.stream().map(found -> type(found.algorithm()));
  }

  private static String type(JsonNode algorithm) {
    return algorithm.path("type").asString();
  }

  @Test
  void bestOfTheCandidatesServesAndTheModelTellsOfTheOthers() {
    among(TrainingBench.CHOOSING, RANDOM, NEIGHBOURS, POPULAR);
    var model = trained();

    assertThat(type(model.algorithm())).isEqualTo("ItemKnn");
    var selection = selection(model);
    assertThat(selection.metric()).isEqualTo("ndcg@10");
    assertThat(selection.candidates()).hasSize(3);
    assertThat(types(selection.findings()))
        .containsExactly("ItemKnn", "MostPopular", "RandomOrder");
    assertThat(selection.findings()).allMatch(found -> found.share() == 1);
    assertThat(selection.findings().getFirst().value())
        .isGreaterThan(2 * selection.findings().getLast().value());
    assertThat(selection.sentence())
        .matches(
            "Of 3 algorithms, by ndcg@10: ItemKnn 0\\.\\d{4}, MostPopular 0\\.\\d{4},"
                + " RandomOrder 0\\.\\d{4}\\.");
  }

  @Test
  void blendIsToldOfByItsParts() {
    among(
        TrainingBench.CHOOSING,
        POPULAR,
        """
        {"type": "Blended", "parts": [{"weight": 1, "algorithm": %s}, {"weight": 1, "algorithm": %s}]}
        """
            .formatted(EASE, NEIGHBOURS));
    assertThat(selection(trained()).sentence()).contains("Blended of Ease and ItemKnn 0.");
  }

  @Test
  void figuresOfTheGateAreNotThoseOfTheChoice() {
    among(TrainingBench.CHOOSING, NEIGHBOURS, POPULAR);
    var model = trained();
    assertThat(model.metrics().getFirst().model().value())
        .isNotEqualTo(selection(model).findings().getFirst().value());
    assertThat(selection(model).interactions()).isLessThan(model.interactions());
  }

  @Test
  void choiceHoldsUntilTheDataHaveGrown() {
    among(TrainingBench.CHOOSING, NEIGHBOURS, POPULAR);
    var first = selection(trained());
    bench.rate(1000, 1, 500);
    assertThat(selection(trained())).isEqualTo(first);

    for (int person = 1001; person <= 2600; person++) {
      bench.rate(person, 1 + person % 80, 500);
    }
    var grown = selection(trained());
    assertThat(grown.interactions()).isGreaterThan(2 * first.interactions());
    assertThat(grown.findings()).isNotEqualTo(first.findings());
  }

  @Test
  void choosesAnewAmongOtherCandidatesAndWhenAsked() {
    among(TrainingBench.CHOOSING, NEIGHBOURS, POPULAR);
    var first = selection(trained());
    among(TrainingBench.CHOOSING, NEIGHBOURS, POPULAR, EASE);
    assertThat(selection(trained()).findings()).hasSize(3);

    bench.rate(1000, 1, 500);
    var anew = selection(trained("{\"roles\": [\"ranking\"], \"search\": true}"));
    assertThat(anew.interactions()).isNotEqualTo(first.interactions());
  }

  @Test
  void algorithmThatServesStaysWhereTheTestSaysThatTheChosenIsWorse() {
    among(TrainingBench.CHOOSING, NEIGHBOURS, POPULAR);
    trained();
    among(TrainingBench.CHOOSING, NEIGHBOURS, POPULAR, EASE);
    var model = trained();
    var findings = selection(model).findings();
    assertThat(types(findings)).first().isEqualTo("Ease");
    assertThat(type(model.algorithm())).isEqualTo("ItemKnn");

    assertThat(trained().selection()).as("holds").isEqualTo(model.selection());
  }

  @Test
  void parametersMayNameTheCandidates() {
    var model =
        trained(
            "{\"roles\": [\"ranking\"], \"algorithms\": {\"ranking\": [%s, %s]}}"
                .formatted(POPULAR, EASE));
    assertThat(type(model.algorithm())).isEqualTo("Ease");
    assertThat(selection(model).candidates()).hasSize(2);

    var alone = trained();
    assertThat(type(alone.algorithm())).isEqualTo("ImplicitAls");
    assertThat(alone.selection()).isNull();
  }

  @Test
  void modelsThatGrowWithTheSquareSuitSmallCataloguesOnly() {
    var blend =
        "{\"type\": \"Blended\", \"parts\": [{\"weight\": 1, \"algorithm\": %s}]}".formatted(EASE);
    among(
        new SearchSettings(Duration.ofMinutes(5), 2, 100_000, 79, Duration.ofDays(1)),
        EASE,
        POPULAR,
        blend,
        NEIGHBOURS);
    var model = trained();
    assertThat(type(model.algorithm())).isEqualTo("ItemKnn");
    assertThat(types(selection(model).findings())).containsExactly("ItemKnn", "MostPopular");

    among(
        new SearchSettings(Duration.ofMinutes(5), 2, 100_000, 79, Duration.ofDays(1)),
        EASE,
        NEIGHBOURS);
    assertThat(trained().selection()).as("one is no choice").isNull();
  }

  @Test
  void firstOneIsTakenWhereThereIsNoTimeOrHardlyAnybody() {
    among(
        new SearchSettings(Duration.ofNanos(1), 2, 100_000, 1000, Duration.ofDays(1)),
        NEIGHBOURS,
        EASE);
    var hurried = trained();
    assertThat(type(hurried.algorithm())).isEqualTo("ItemKnn");
    assertThat(selection(hurried).findings()).isEmpty();

    bench.jdbc.sql("delete from rating where person > 8").update();
    among(TrainingBench.CHOOSING, NEIGHBOURS, EASE);
    var small = trained("{\"roles\": [\"ranking\"], \"search\": true}");
    assertThat(type(small.algorithm())).isEqualTo("ItemKnn");
    assertThat(small.selection()).isNull();
  }

  @Test
  void whatWouldTakeTooLongIsPassedOver() {
    var worse = "{\"type\": \"ItemKnn\", \"neighbours\": 1}";
    var slow = "{\"type\": \"SoftmaxFactors\", \"epochs\": 3000, \"learningRate\": 0.001}";
    var impatient =
        new SearchSettings(Duration.ofMinutes(5), 2, 100_000, 1000, Duration.ofSeconds(1));
    among(impatient, worse, slow);
    var model = trained();
    assertThat(type(model.algorithm())).isEqualTo("ItemKnn");
    var findings = selection(model).findings();
    assertThat(types(findings)).containsExactly("ItemKnn", "SoftmaxFactors");
    assertThat(findings.getFirst().seconds()).isZero();
    assertThat(findings.getLast().seconds()).isGreaterThan(1);
    assertThat(findings.getLast().value()).isGreaterThan(findings.getFirst().value());
  }

  @Test
  void candidateThatDivergesIsPassedOver() {
    among(TrainingBench.CHOOSING, DIVERGING, NEIGHBOURS);
    assertThat(type(trained().algorithm())).isEqualTo("ItemKnn");
  }

  @Test
  void manyInteractionsAreSampled() {
    among(
        new SearchSettings(Duration.ofMinutes(5), 2, 500, 1000, Duration.ofDays(1)),
        POPULAR,
        NEIGHBOURS);
    var sampled = selection(trained()).findings();
    among(TrainingBench.CHOOSING, POPULAR, NEIGHBOURS);
    var whole = selection(trained("{\"roles\": [\"ranking\"], \"search\": true}")).findings();
    assertThat(sampled).isNotEqualTo(whole);
    assertThat(types(sampled)).containsExactly("ItemKnn", "MostPopular");
  }
}
