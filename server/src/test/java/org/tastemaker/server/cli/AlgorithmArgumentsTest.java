package org.tastemaker.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.tastemaker.engine.algorithm.Ease;
import org.tastemaker.engine.algorithm.ItemKnn;

class AlgorithmArgumentsTest {
  @Test
  void typeJsonAndFileAreAlgorithms() {
    assertThat(AlgorithmArguments.read(List.of("Ease", "{\"type\": \"ItemKnn\"}", "Ease")))
        .containsExactly(new Ease(), new ItemKnn());
  }

  @Test
  void settingsOfTheTablesAreOneAlgorithmEach() throws IOException {
    try (var files = Files.list(Path.of("..", "bench", "settings"))) {
      assertThat(files)
          .hasSize(5)
          .allSatisfy(
              file -> assertThat(AlgorithmArguments.read(List.of(file.toString()))).hasSize(1));
    }
  }
}
