package org.tastemaker.server.id;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReferenceTest {

  @Test
  void digitsAreAnIdOfOurs() {
    assertThat(Reference.parse("42")).isEqualTo(new OurId(42));
  }

  @Test
  void theFirstColonEndsTheSource() {
    assertThat(Reference.parse("isbn:urn:1")).isEqualTo(new SourceKey("isbn", "urn:1"));
  }

  @Test
  void aReferencePrintsAsItIsWritten() {
    assertThat(Reference.parse("ml-latest-small:1")).hasToString("ml-latest-small:1");
    assertThat(Reference.parse("42")).hasToString("42");
  }

  @Test
  void digitsOnTheCommandLineMayBeAnOutsideId() {
    assertThat(Reference.parseLenient("42")).isEqualTo(new Bare("42"));
    assertThat(new Bare("42").asOurId()).isEqualTo(new OurId(42));
    assertThat(new Bare("x42").isNumber()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "0",
        "-1",
        "abc",
        "99999999999",
        ":",
        "a:",
        ":b",
        " a:b",
        "a:b ",
        "a:\u0000",
        "a:\uD800"
      })
  void whatNamesNothingIsRefused(String text) {
    assertThatIllegalArgumentException().isThrownBy(() -> Reference.parse(text));
  }

  @Test
  void anEndlessIdIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new SourceKey("a", "b".repeat(501)))
        .withMessageContaining("at most 500");
  }
}
