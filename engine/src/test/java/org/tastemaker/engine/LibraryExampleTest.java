package org.tastemaker.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.tastemaker.engine.algorithm.ImplicitAls;
import org.tastemaker.engine.algorithm.Run;
import org.tastemaker.engine.data.Interactions;
import org.tastemaker.engine.data.Profile;

/// The example of docs/engine.md.
class LibraryExampleTest {
  private static final Path ROOT = Path.of(System.getProperty("tastemaker.root", ".."));
  private static final Path THIS =
      Path.of("engine/src/test/java/org/tastemaker/engine/LibraryExampleTest.java");

  @Test
  void somebodyWhoLikesEvenItemsGetsEvenItemsAndReasons() {
    // the example begins
    var likings = Interactions.builder();
    for (int person = 0; person < 100; person++) {
      for (int item = person % 2; item < 20; item += 2 + person % 3) {
        likings.add(person, item, 1);
      }
    }
    var data = likings.build(100, 20);
    var model = new ImplicitAls(8, 10, 0.1, 0.2, 0.6).train(data, Run.quiet(1));
    var somebody = Profile.of(new int[] {0, 4}, new float[] {1, 1});
    int[] best = model.best(List.of(somebody), 3)[0];
    float[] why = model.foldIn(somebody).contributions(best[0]);
    // the example ends
    assertThat(best).hasSize(3).doesNotContain(0, 4);
    assertThat(why).hasSize(2);
    assertThat(why[0] + why[1]).isPositive();
  }

  @Test
  void thePageHasTheExampleThatCompiles() throws IOException {
    String code =
        Files.readAllLines(ROOT.resolve(THIS)).stream()
            .dropWhile(line -> !line.contains("// the example " + "begins"))
            .skip(1)
            .takeWhile(line -> !line.contains("// the example " + "ends"))
            .map(line -> line.substring(4))
            .collect(Collectors.joining("\n"));
    assertThat(code.lines().count()).isBetween(8L, 12L);
    assertThat(Files.readString(ROOT.resolve("docs/engine.md")))
        .contains("```java\n" + code + "\n```");
  }
}
