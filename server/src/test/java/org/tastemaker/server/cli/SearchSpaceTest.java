package org.tastemaker.server.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tastemaker.engine.algorithm.Blended;
import org.tastemaker.engine.algorithm.Ease;
import org.tastemaker.engine.algorithm.ImplicitAls;
import org.tastemaker.engine.algorithm.ItemKnn;
import org.tastemaker.engine.algorithm.MostPopular;
import org.tastemaker.engine.evaluation.Search;

class SearchSpaceTest {
  @TempDir private Path folder;

  private SearchSpace space(String json) throws IOException {
    return SearchSpace.read(Files.writeString(folder.resolve("space.json"), json));
  }

  @Test
  void gridHasAllCombinations() throws IOException {
    var grid =
        space(
                """
                [{"type": "ImplicitAls", "factors": [8, 16],
                  "regularisation": {"from": 0.01, "to": 1, "scale": "log", "steps": 3},
                  "iterations": {"from": 2, "to": 4, "steps": 2}},
                 {"type": "ItemKnn", "neighbours": 7}]
                """)
            .grid();
    assertThat(grid).hasSize(2 * 3 * 2 + 1);
    assertThat(grid.getFirst()).isEqualTo(new ImplicitAls(8, 2, 0.01, 0.2, 0.6, 2));
    var als = (ImplicitAls) grid.get(2);
    assertThat(als.factors()).isEqualTo(8);
    assertThat(als.regularisation()).isCloseTo(0.1, within(1e-9));
    assertThat(grid.getLast()).isEqualTo(new ItemKnn(7, 15, 1, 2));
  }

  @Test
  void whatIsDrawnLiesWithinAndRepeatsWithItsSeed() throws IOException {
    var space =
        space(
            """
            {"type": "Ease", "regularisation": {"from": 1, "to": 1000, "scale": "log"},
             "dropout": {"from": 0.0, "to": 0.5}, "weights": [10, 20]}
            """);
    var drawn = space.draw(50, 3);
    assertThat(drawn).hasSize(50).isEqualTo(space.draw(50, 3)).isNotEqualTo(space.draw(50, 4));
    for (var algorithm : drawn) {
      var ease = (Ease) algorithm;
      assertThat(ease.regularisation()).isBetween(1.0, 1000.0);
      assertThat(ease.regularisation()).isEqualTo(Math.rint(ease.regularisation()));
      assertThat(ease.dropout()).isBetween(0.0, 0.5);
      assertThat(ease.weights()).isIn(10, 20);
    }
    assertThat(drawn.stream().filter(each -> ((Ease) each).regularisation() < 32).count())
        .isBetween(15L, 35L);
  }

  @Test
  void partsOfABlendMayBeOpen() throws IOException {
    var grid =
        space(
                """
                {"type": "Blended", "parts": [
                  {"weight": 1, "algorithm": {"type": "Ease", "regularisation": [5, 50]}},
                  {"weight": [0.1, 0.2, 0.3], "algorithm": {"type": "ItemKnn"}}]}
                """)
            .grid();
    assertThat(grid).hasSize(6).allMatch(Blended.class::isInstance);
    assertThat(((Blended) grid.getLast()).parts().getLast().weight()).isEqualTo(0.3);
  }

  @Test
  void whatCannotBeIsSaid() {
    assertThatThrownBy(() -> space("{\"type\": \"Ease\", \"weights\": []}").grid())
        .hasMessageContaining("space.json: there is nothing to choose from in weights");
    assertThatThrownBy(
            () -> space("{\"type\": \"Ease\", \"dropout\": {\"from\": 1, \"to\": 0}}").grid())
        .hasMessageContaining("dropout is a range such as");
    assertThatThrownBy(
            () -> space("{\"type\": \"Ease\", \"dropout\": {\"form\": 1, \"to\": 0}}").grid())
        .hasMessageContaining("dropout has no field \"form\"");
    assertThatThrownBy(() -> space("{\"type\": \"Ease\", \"lambda\": [1]}").grid())
        .hasMessageContaining("Ease has no field \"lambda\"");
    assertThatThrownBy(() -> space("[]")).hasMessageContaining("no algorithm");
    assertThatThrownBy(() -> space("{\"type\"")).hasMessageContaining("line 1: this is no JSON");
    assertThatThrownBy(() ->
            space(
                    "{\"type\": \"Ease\", \"regularisation\": {\"from\": 1, \"to\": 2, \"steps\": 9999},"
                        + " \"dropout\": [0, 0.1]}")
                .grid())
        .hasMessageContaining("more than 10,000 combinations");
    assertThatThrownBy(() -> SearchSpace.read(folder.resolve("absent.json")))
        .isInstanceOf(CommandException.class);
  }

  @Test
  void aLogRemembersWhatWasMeasuredOfTheSameData() throws IOException {
    Path file = folder.resolve("log.jsonl");
    var log = new SearchLog(file, "these data");
    log.learnt(new Search.Finding(new ItemKnn(), 0.5, 0.25), 3);
    log.learnt(new Search.Finding(new MostPopular(), 1, Double.NaN), 3);
    Files.writeString(file, Files.readString(file) + "\n{\"context\": \"these da");
    var again = new SearchLog(file, "these data");
    again.learnt(new Search.Finding(new Ease(), 1, 0.75), 3);

    for (var known : List.of(again, new SearchLog(file, "these data"))) {
      assertThat(known.known(new ItemKnn(), 0.5)).isEqualTo(OptionalDouble.of(0.25));
      assertThat(known.known(new ItemKnn(), 1)).isEmpty();
      assertThat(known.known(new MostPopular(), 1)).isEqualTo(OptionalDouble.of(Double.NaN));
      assertThat(known.known(new Ease(), 1)).isEqualTo(OptionalDouble.of(0.75));
    }
    assertThat(new SearchLog(file, "other data").known(new ItemKnn(), 0.5)).isEmpty();
    assertThatThrownBy(() -> new SearchLog(folder, "these data"))
        .isInstanceOf(CommandException.class)
        .hasMessageContaining("cannot be used");
  }
}
