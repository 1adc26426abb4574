package org.tastemaker.server.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

final class CursorTest {
  @Test
  void aCursorGoesOnInItsOwnList() {
    var cursor = Cursor.of("items?kind=movie", "title:Heat,42");
    assertThat(cursor).matches("[A-Za-z0-9_-]+");
    assertThat(Cursor.read("items?kind=movie", cursor)).isEqualTo("title:Heat,42");
  }

  @Test
  void aCursorOfAnotherListIsRefused() {
    var cursor = Cursor.of("items?kind=movie", "42");
    assertThatThrownBy(() -> Cursor.read("items?kind=book", cursor))
        .isInstanceOf(ProblemException.class)
        .hasMessageContaining("begin without a cursor");
  }

  @Test
  void whatIsNoCursorIsRefused() {
    for (var text : new String[] {"", "x", "!!!", "AAAA", "AAAAAAAAAAAAAAAAAAAA", "ü"}) {
      assertThatThrownBy(() -> Cursor.read("q", text)).isInstanceOf(ProblemException.class);
    }
  }
}
