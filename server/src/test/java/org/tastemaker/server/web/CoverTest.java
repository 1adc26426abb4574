package org.tastemaker.server.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.w3c.dom.Document;

final class CoverTest {
  private static Document parsed(Cover cover) throws Exception {
    var bytes = cover.svg().getBytes(StandardCharsets.UTF_8);
    return DocumentBuilderFactory.newInstance()
        .newDocumentBuilder()
        .parse(new ByteArrayInputStream(bytes));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Heat",
        "<script>alert('1')</script>",
        "\"/><image href=\"https://evil.example/x\"/>",
        "Tom & Jerry ]]> &lt;",
        "\u0007 bell \uFFFE end",
        "مدينة النحاس",
        "千と千尋の神隠し",
        "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft",
        "👩‍👩‍👧‍👦👩‍👩‍👧‍👦",
        "   "
      })
  void whateverTheTitleItIsWellFormedAndHoldsNothingButText(String title) throws Exception {
    var document = parsed(new Cover(title, "Movie"));

    assertThat(document.getElementsByTagName("script").getLength()).isZero();
    assertThat(document.getElementsByTagName("image").getLength()).isZero();
    assertThat(document.getElementsByTagName("a").getLength()).isZero();
    assertThat(document.getElementsByTagName("title").item(0).getTextContent())
        .isEqualTo(title.replaceAll("[\\x07\uFFFE]", ""));
  }

  @Test
  void everyColourIsDarkEnoughForWhiteLetters() {
    IntStream.range(0, 360)
        .forEach(hue -> {
          assertThat(Rgb.of(hue, 0.48, 0.27).contrastToWhite())
              .as("hue %d", hue)
              .isGreaterThan(4.5);
          assertThat(Rgb.of(hue, 0.55, 0.17).contrastToWhite())
              .as("hue %d", hue)
              .isGreaterThan(4.5);
        });
  }

  @Test
  void theColourFollowsFromTheTitle() {
    assertThat(new Cover("Heat", "Movie").colours()).isEqualTo(new Cover("Heat", "Book").colours());
    assertThat(new Cover("Heat", "Movie").colours())
        .isNotEqualTo(new Cover("Ronin", "Movie").colours());
    assertThat(new Cover("Heat", "Movie").version())
        .isNotEqualTo(new Cover("Heat", "Book").version());
  }

  @Test
  void aShortTitleIsLargeAndALongOneEndsWithAnEllipsis() {
    assertThat(Lettering.of("Heat")).isEqualTo(new Lettering(40, java.util.List.of("Heat")));
    var lettering = Lettering.of("word ".repeat(200));
    assertThat(lettering.lines().size() * lettering.height()).isLessThanOrEqualTo(330);
    assertThat(lettering.lines().getLast()).endsWith("…");
    assertThat(String.join(" ", Lettering.of("The Name of the Rose").lines()))
        .isEqualTo("The Name of the Rose");
  }

  @Test
  void scriptsFromTheRightBeginOnTheRight() {
    assertThat(new Cover("مدينة النحاس", "Book").svg()).contains("x=\"274\"", "direction=\"rtl\"");
    assertThat(new Cover("1984", "Book").svg()).doesNotContain("direction");
  }
}
