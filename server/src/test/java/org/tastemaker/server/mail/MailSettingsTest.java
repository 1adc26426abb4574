package org.tastemaker.server.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class MailSettingsTest {

  @Test
  void withoutAServerMailsGoToTheFolder() {
    var settings = MailBench.settings(Map.of());
    assertThat(settings.host()).isNull();
    assertThat(settings.sender()).hasToString("Tastemaker <tastemaker@localhost>");
    assertThat(MailBench.settings(Map.of("host", "")).host()).isNull();
  }

  @ParameterizedTest
  @CsvSource({"none,25", "starttls,587", "implicit,465"})
  void portGoesWithTheEncryption(String tls, int port) {
    var settings =
        MailBench.settings(Map.of("host", "mail.example", "from", "a@b.example", "tls", tls));
    assertThat(settings.portOrUsual()).isEqualTo(port);
    assertThat(settings.showsPassword()).isFalse();
  }

  @Test
  void senderMayHaveAName() {
    var settings = MailBench.settings(Map.of("from", "Geschmack für alle <no-reply@example.org>"));
    assertThat(settings.sender().getAddress()).isEqualTo("no-reply@example.org");
    assertThat(settings.sender().getPersonal()).isEqualTo("Geschmack für alle");
  }

  @Test
  void passwordIsNotPrinted() {
    var settings =
        MailBench.settings(
            Map.of(
                "host", "mail.example",
                "from", "a@b.example",
                "user", "me",
                "password", "s3cret",
                "tls", "none"));
    assertThat(settings.toString()).isEqualTo("MailSettings[mail.example:25]");
    assertThat(settings.showsPassword()).isTrue();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "host=mail.example | tastemaker.mail.host needs tastemaker.mail.from",
        "host=mail example;from=a@b | tastemaker.mail.host is a host's name",
        "host=m;from=a@b;port=0 | tastemaker.mail.port is between 1 and 65535, not 0",
        "host=m;from=a@b;port=70000 | tastemaker.mail.port is between 1 and 65535",
        "host=m;from=a@b;to-folder=true | exclude each other",
        "host=m;from=a@b;user=me | tastemaker.mail.user and tastemaker.mail.password go together",
        "user=me;password=x | of no use without tastemaker.mail.host",
        "from=nobody | tastemaker.mail.from is one address",
        "from=a@b, c@d | tastemaker.mail.from is one address",
        "from=A <a@b_c> | tastemaker.mail.from is one address",
        "timeout=0s | tastemaker.mail.timeout is between 1ms and 5m",
        "connect-timeout=1h | tastemaker.mail.connect-timeout is between 1ms and 5m",
        "retry-after=0s | tastemaker.mail.retry-after is longer than nothing",
        "give-up-after=5s | tastemaker.mail.give-up-after is longer than"
      })
  void nonsenseIsRefusedWithASentence(String given, String sentence) {
    var values = new java.util.HashMap<String, String>();
    for (var each : given.split(";", -1)) {
      values.put(each.split("=", 2)[0], each.split("=", 2)[1]);
    }
    assertThatThrownBy(() -> MailBench.settings(values)).rootCause().message().contains(sentence);
  }
}
