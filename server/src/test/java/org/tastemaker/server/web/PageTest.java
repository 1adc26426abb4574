package org.tastemaker.server.web;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.tastemaker.server.cli.TestServer;

class PageTest {
  private static TestServer server;

  @BeforeAll
  static void start() {
    server = TestServer.start();
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @Test
  void thePageIsThereForEverybodyAndRunsNoScriptButItsOwn() {
    var page = server.send(server.stranger("/"));

    assertThat(page.status()).isEqualTo(200);
    assertThat(page.header("Content-Type")).isEqualTo("text/html;charset=UTF-8");
    assertThat(page.header("Content-Security-Policy"))
        .startsWith("default-src 'none'; script-src 'self';");
    assertThat(page.body())
        .contains("<title>Tastemaker</title>")
        .doesNotContain("style=", "onclick", "<script>");
  }

  @Test
  void everyFileThatThePageNamesIsThere() {
    for (var file :
        new String[] {"style.css", "icon.svg", "app.js", "api.js", "card.js", "picker.js"}) {
      assertThat(server.send(server.stranger("/" + file)).status()).as(file).isEqualTo(200);
    }
  }

  @Test
  void anUnchangedFileIsNotSentAgain() {
    var tag = server.send(server.stranger("/app.js")).header("ETag");

    assertThat(server.send(server.stranger("/app.js").header("If-None-Match", tag)).status())
        .isEqualTo(304);
  }

  @Test
  void otherNamesAreNoFiles() {
    assertThat(server.get("/application.js").status()).isEqualTo(404);
    assertThat(server.get("/web/app.js").status()).isEqualTo(404);
  }
}
