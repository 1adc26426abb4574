package org.tastemaker.browser;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType.LaunchOptions;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.options.ColorScheme;
import java.nio.file.Path;
import java.util.List;

/// Debian's Chromium, without a window.
final class Chromium implements AutoCloseable {
  private final Playwright playwright = Playwright.create();
  private final Browser browser;

  Chromium() {
    browser =
        playwright
            .chromium()
            .launch(
                new LaunchOptions()
                    .setExecutablePath(Path.of("/usr/bin/chromium"))
                    .setArgs(
                        List.of(
                            "--no-sandbox",
                            "--disable-gpu",
                            "--disable-quic",
                            "--no-first-run",
                            "--disable-background-networking",
                            "--disable-component-update",
                            "--disable-sync")));
  }

  /// A browser of its own, with neither cookies nor history.
  BrowserContext open(Look look) {
    return browser.newContext(
        new NewContextOptions()
            .setViewportSize(look.width(), look.height())
            .setColorScheme(look.dark() ? ColorScheme.DARK : ColorScheme.LIGHT)
            .setJavaScriptEnabled(look.scripts()));
  }

  /// How somebody looks at the pages.
  record Look(int width, int height, boolean dark, boolean scripts) {
    static final Look DESK = new Look(1280, 900, false, true);
    static final Look PHONE = new Look(390, 844, false, true);

    Look inTheDark() {
      return new Look(width, height, true, scripts);
    }

    Look withoutScripts() {
      return new Look(width, height, dark, false);
    }

    @Override
    public String toString() {
      return width + (dark ? "-dark" : "-light") + (scripts ? "" : "-without-scripts");
    }
  }

  @Override
  public void close() {
    browser.close();
    playwright.close();
  }
}
