package org.tastemaker.browser;

import com.microsoft.playwright.Page;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// Deque's axe-core, which finds what keeps people from using a page.
final class Axe {
  private static final String RUN =
      """
      async () => {
        const result = await axe.run(document);
        return result.violations.map(
            one => one.id + ": " + one.nodes.map(node => node.html.slice(0, 200)).join(" | "));
      }
      """;

  private final String source;

  Axe() {
    try (var in = Axe.class.getResourceAsStream("/axe.min.js")) {
      source = new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// What it finds wrong with a page; scripts must run there.
  List<?> complaints(Page page) {
    page.evaluate(source);
    return (List<?>) page.evaluate(RUN);
  }
}
