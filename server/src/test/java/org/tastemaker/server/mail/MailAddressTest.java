package org.tastemaker.server.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class MailAddressTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ada@example.org",
        "a@b",
        "ada.lovelace+news@mail.example.co.uk",
        "o'brien@example.org",
        "_@1.example"
      })
  void plainAddressIsKept(String address) {
    assertThat(new MailAddress(address).text()).isEqualTo(address);
  }

  @Test
  void domainIsWrittenInOneWay() {
    assertThat(new MailAddress("Ada@EXAMPLE.org").text()).isEqualTo("Ada@example.org");
    assertThat(new MailAddress("ada@Bücher.example").text()).isEqualTo("ada@xn--bcher-kva.example");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "ada",
        "@example.org",
        "ada@",
        "ada@example.org\r\nBcc: eve@example.org",
        "ada\r\nBcc: eve@example.org",
        "ada\n@example.org",
        "ada@exam\nple.org",
        "ada@example.org, eve@example.org",
        "ada@example.org eve@example.org",
        "ada@example.org\u0000",
        "ada,eve@example.org",
        "Ada <ada@example.org>",
        "<ada@example.org>",
        "ada@eve@example.org",
        "\"ada eve\"@example.org",
        "@example.net:ada@example.org",
        "friends:ada@example.org;",
        "ada..lovelace@example.org",
        ".ada@example.org",
        "ada@-example.org",
        "ada@example..org",
        "ada@example.org.",
        "ada@[127.0.0.1]",
        "ada@exa_mple.org",
        "ädä@example.org",
        "ada@example.org\u2028"
      })
  void anythingElseIsRefusedWithoutRepeatingIt(String address) {
    assertThatThrownBy(() -> new MailAddress(address))
        .isInstanceOf(IllegalArgumentException.class)
        .message()
        .endsWith(".")
        .doesNotContain("eve", "Ada");
  }

  @Test
  void tooLongIsRefused() {
    assertThatThrownBy(() -> new MailAddress("a".repeat(65) + "@example.org"))
        .hasMessageContaining("1 to 64");
    var domain = ("a".repeat(60) + ".").repeat(4) + "org";
    assertThatThrownBy(() -> new MailAddress("ada.lovelace@" + domain)).hasMessageContaining("254");
  }
}
