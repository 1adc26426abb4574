package org.tastemaker.server.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class MailTest {
  private static final MailAddress ADA = new MailAddress("ada@example.org");

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Hello\r\nBcc: eve@example.org",
        "Hello\nBcc: eve@example.org",
        "Hello\rX",
        "Hello\u0000",
        "Hello\u0085X",
        "Hello\u2028X",
        "Hello\tX",
        "Hello \ud83d",
        " ",
        ""
      })
  void subjectIsOneLine(String subject) {
    assertThatThrownBy(() -> new Mail(ADA, subject, "text", "html"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("The subject of a mail");
  }

  @Test
  void lengthsHaveEnds() {
    assertThatThrownBy(() -> new Mail(ADA, "x".repeat(201), "text", "html"))
        .hasMessage("The subject of a mail has 1 to 200 characters.");
    assertThatThrownBy(() -> new Mail(ADA, "x", "x".repeat(100_001), "html"))
        .hasMessageContaining("The text of a mail");
    assertThatThrownBy(() -> new Mail(ADA, "x", "text", "")).hasMessageContaining("The html of");
    assertThatThrownBy(() -> new Mail(ADA, "x", "te\u0000xt", "html"))
        .hasMessage("The text of a mail has a character that is none.");
  }

  @Test
  void printedMailSaysNothingSecret() {
    var letter = new Letter("Your password").link("Choose", URI.create("https://x.example/s3cret"));
    assertThat(letter.to(ADA) + " " + letter).doesNotContain("s3cret", "ada@");
  }

  @Test
  void letterSaysTheSameInBothForms() {
    var mail =
        new Letter("Ihr neues Paßwort 🔑")
            .say("Grüß Gott, Ada 🎬!")
            .link("Hier wählen", URI.create("https://tastes.example/reset?token=abc&x=1"))
            .to(ADA);
    assertThat(mail.text())
        .isEqualTo(
            "Grüß Gott, Ada 🎬!\n\nHier wählen:\nhttps://tastes.example/reset?token=abc&x=1\n");
    assertThat(mail.html())
        .contains(
            "<title>Ihr neues Paßwort 🔑</title>",
            "<p dir=\"auto\">Grüß Gott, Ada 🎬!</p>",
            "<a href=\"https://tastes.example/reset?token=abc&amp;x=1\">Hier wählen</a>");
  }

  @Test
  void whatPeopleWroteIsPlainText() {
    var mail =
        new Letter("<b>Hi</b>")
            .say("Hello <script>alert('x')</script>\r\n\r\nPay here: \"me\" & you")
            .to(ADA);
    assertThat(mail.html())
        .contains("<title>&lt;b&gt;Hi&lt;/b&gt;</title>", "&lt;script&gt;")
        .doesNotContain("<script", "\"me\"");
    assertThat(mail.text()).isEqualTo("Hello <script>alert('x')</script> Pay here: \"me\" & you\n");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"javascript:alert(1)", "data:text/html,x", "/relative", "ftp://x.example"})
  void linkLeadsToTheWeb(String address) {
    var letter = new Letter("x");
    assertThatThrownBy(() -> letter.link("Click", URI.create(address)))
        .hasMessage("A link in a mail begins with http:// or https://.");
  }

  @Test
  void whatAServerSaidNamesNobody() {
    assertThat(
            Discretion.about(
                ADA, "550 5.1.1 <Ada@example.org>: user ada unknown\r\n in Canada; adage ADA"))
        .isEqualTo(
            "550 5.1.1 the recipient: user the recipient unknown in Canada; adage the recipient");
    assertThat(Discretion.about(ADA, "x".repeat(5000))).hasSize(401);
  }
}
