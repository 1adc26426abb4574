package org.tastemaker.server.importing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class DelimitedRowsTest {

  @Test
  void cutsLinesAtTheSeparator() {
    assertThat(rows("1,2,,4\n5,6,7,8\n", Separator.COMMA))
        .containsExactly(List.of("1", "2", "", "4"), List.of("5", "6", "7", "8"));
  }

  @Test
  void lastLineNeedsNoEnd() {
    assertThat(rows("1\t2\n3\t4", Separator.TAB))
        .containsExactly(List.of("1", "2"), List.of("3", "4"));
  }

  @Test
  void windowsLineEndsAndAByteOrderMarkAreNoText() {
    assertThat(rows("\uFEFFuser,item\r\n1,2\r\n", Separator.COMMA))
        .containsExactly(List.of("user", "item"), List.of("1", "2"));
  }

  @Test
  void quotedFieldsHoldSeparatorsQuotesAndLineBreaks() {
    assertThat(rows("1,\"Say \"\"yes\"\", Madam\nagain\",x\n2,b,c\n", Separator.COMMA))
        .containsExactly(List.of("1", "Say \"yes\", Madam\nagain", "x"), List.of("2", "b", "c"));
  }

  @Test
  void aQuoteInsideAFieldIsACharacter() {
    assertThat(rows("1,5\" disk,x\n2,b,c\n", Separator.COMMA))
        .containsExactly(List.of("1", "5\" disk", "x"), List.of("2", "b", "c"));
  }

  @Test
  void aForgottenQuoteCostsItsOwnLineOnly() {
    String text = "1,\"Open,x\n2,b,c\n3,\"d\",e\n4,f,g\n";
    var read = new ArrayList<String>();
    try (var rows = DelimitedRows.ofText(text, Separator.COMMA)) {
      while (rows.next()) {
        read.add(rows.line() + " " + rows.problem() + " " + rows.text());
      }
    }
    assertThat(read)
        .containsExactly(
            "1 the quotes do not match 1,\"Open,x",
            "2 null 2,b,c",
            "3 null 3,\"d\",e",
            "4 null 4,f,g");
  }

  @Test
  void aQuoteOpenUntilTheEndCostsItsOwnLineOnly() {
    assertThat(problems("1,\"Open\n2,b\n3,c".getBytes(StandardCharsets.UTF_8)))
        .containsExactly("the quotes do not match", null, null);
  }

  @Test
  void brokenUtf8IsTheProblemOfItsLine() {
    byte[] bytes = "1,é\n2,x\n".getBytes(StandardCharsets.ISO_8859_1);
    assertThat(problems(bytes)).containsExactly("the text is not valid UTF-8", null);
  }

  @Test
  void latin1IsReadAsLatin1() {
    byte[] bytes = "1::L\u00e9on::x\n".getBytes(StandardCharsets.ISO_8859_1);
    try (var rows =
        new DelimitedRows(
            new ByteArrayInputStream(bytes), StandardCharsets.ISO_8859_1, Separator.DOUBLE_COLON)) {
      assertThat(rows.next()).isTrue();
      assertThat(rows.field(1)).isEqualTo("Léon");
    }
  }

  @Test
  void twoColonsSeparateAndOneDoesNot() {
    assertThat(rows("1::Star Wars: A New Hope::Sci-Fi", Separator.DOUBLE_COLON))
        .containsExactly(List.of("1", "Star Wars: A New Hope", "Sci-Fi"));
  }

  @Test
  void runsOfBlanksSeparateOnce() {
    assertThat(rows("  1   2\t3 \n4 5 6\n", Separator.BLANK))
        .containsExactly(List.of("1", "2", "3"), List.of("4", "5", "6"));
  }

  @Test
  void blankLinesAreNoRowsButCountAsLines() {
    try (var rows = DelimitedRows.ofText("a,b\n\n  \nc,d\n", Separator.COMMA)) {
      rows.next();
      rows.next();
      assertThat(rows.line()).isEqualTo(4);
      assertThat(rows.next()).isFalse();
    }
  }

  @Test
  void aHugeLineIsAProblemAndTheNextOneIsRead() {
    String text = "1,a\n2," + "x".repeat(3 << 20) + "\n3,c\n" + "4,d\n".repeat(50_000);
    var problems = problems(text.getBytes(StandardCharsets.UTF_8));
    assertThat(problems).hasSize(50_003);
    assertThat(problems.subList(0, 4))
        .containsExactly(null, "the line is longer than a megabyte", null, null);
  }

  @Test
  void aHugeLastLineIsAProblem() {
    String text = "1,a\n2," + "x".repeat(3 << 20);
    assertThat(problems(text.getBytes(StandardCharsets.UTF_8)))
        .containsExactly(null, "the line is longer than a megabyte");
  }

  @Test
  void rowsAcrossTheReadBufferComeWhole() {
    var text = new StringBuilder();
    for (int i = 0; i < 40_000; i++) {
      text.append(i).append(",\"a ").append(i).append("\",end\n");
    }
    List<List<String>> rows = rows(text.toString(), Separator.COMMA);
    assertThat(rows).hasSize(40_000);
    for (int i = 0; i < rows.size(); i++) {
      assertThat(rows.get(i)).containsExactly("" + i, "a " + i, "end");
    }
  }

  @Test
  void likeliestSeparatorIsTheOneThatCutsEvenly() {
    assertThat(Separator.likeliest(List.of("1::A, B::x|y", "2::C::x")))
        .isEqualTo(Separator.DOUBLE_COLON);
    assertThat(Separator.likeliest(List.of("a\tb", "1\t2,3"))).isEqualTo(Separator.TAB);
    assertThat(Separator.likeliest(List.of("a;b;c", "1;2,5;3"))).isEqualTo(Separator.SEMICOLON);
    assertThat(Separator.likeliest(List.of("1 10 5", "1 11 3"))).isEqualTo(Separator.BLANK);
    assertThat(Separator.likeliest(List.of("id,title", "1,\"The Matrix, again\"")))
        .isEqualTo(Separator.COMMA);
  }

  private static List<List<String>> rows(String text, Separator separator) {
    List<List<String>> read = new ArrayList<>();
    try (var rows = DelimitedRows.ofText(text, separator)) {
      while (rows.next()) {
        assertThat(rows.problem()).isNull();
        read.add(IntStream.range(0, rows.size()).mapToObj(rows::field).toList());
      }
    }
    return read;
  }

  private static List<String> problems(byte[] bytes) {
    List<String> problems = new ArrayList<>();
    try (var rows =
        new DelimitedRows(
            new ByteArrayInputStream(bytes), StandardCharsets.UTF_8, Separator.COMMA)) {
      while (rows.next()) {
        problems.add(rows.problem());
      }
    }
    return problems;
  }
}
