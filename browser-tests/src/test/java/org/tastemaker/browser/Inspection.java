package org.tastemaker.browser;

import com.microsoft.playwright.Page.ScreenshotOptions;
import java.nio.file.Path;
import org.assertj.core.api.SoftAssertions;
import org.tastemaker.browser.Chromium.Look;

/// What holds of every page: one heading, nothing beside the window, nothing that axe-core finds.
/// What it looked like is in `target/screenshots`.
final class Inspection {
  private static final Axe AXE = new Axe();

  private Inspection() {}

  /// @param name of the page, which becomes that of its picture
  static void of(Visitor visitor, String name, Look look, SoftAssertions all) {
    var page = visitor.page();
    var picture = picture(visitor, name, look);
    all.assertThat(page.locator("h1").count()).as("headings of %s", picture).isEqualTo(1);
    all.assertThat(page.evaluate("document.scrollingElement.scrollWidth"))
        .as("width of %s", picture)
        .isEqualTo(look.width());
    all.assertThat(AXE.complaints(page)).as("axe on %s", picture).isEmpty();
  }

  /// Takes one, and says its file's name.
  static String picture(Visitor visitor, String name, Look look) {
    var picture = name.replaceAll("[^a-z0-9]+", "-") + "-" + look + ".png";
    var file = Path.of("target", "screenshots", picture);
    visitor.page().screenshot(new ScreenshotOptions().setPath(file));
    return picture;
  }
}
