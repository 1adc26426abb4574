package org.tastemaker.server.mail;

import static org.assertj.core.api.Assertions.assertThat;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.Map;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tastemaker.server.mail.Post.Delivery;

/// Encrypted from the first byte, to a mail server with a certificate for `localhost`.
final class SmtpTlsTest {
  private static final String PASSWORD = "changeit";
  private static final Outbox.Waiting MAIL = MailBench.MAIL;

  @TempDir private static Path folder;
  private static Path keys;
  private static int port;
  private static GreenMail server;

  @BeforeAll
  static void start() throws Exception {
    keys = folder.resolve("keys.p12");
    makeCertificate();
    System.setProperty("greenmail.tls.keystore.file", keys.toString());
    System.setProperty("greenmail.tls.keystore.password", PASSWORD);
    port = MailBench.freePort();
    server = new GreenMail(new ServerSetup(port, "localhost", ServerSetup.PROTOCOL_SMTPS));
    server.start();
  }

  private static void makeCertificate() throws Exception {
    var keytool = Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
    var command =
        "%s -genkeypair -alias mail -keyalg EC -dname CN=localhost -ext san=dns:localhost -validity 2 -storetype PKCS12 -keystore %s -storepass %s"
            .formatted(keytool, keys, PASSWORD);
    var process =
        new ProcessBuilder(command.split(" ", -1))
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("keytool.log").toFile())
            .start();
    assertThat(process.waitFor()).isZero();
  }

  @AfterAll
  static void stop() {
    server.stop();
    System.clearProperty("greenmail.tls.keystore.file");
    System.clearProperty("greenmail.tls.keystore.password");
  }

  @Test
  void mailGoesOverAnEncryptedConnection() throws Exception {
    int before = server.getReceivedMessages().length;
    assertThat(post("localhost", trusting()).deliver(MAIL)).isInstanceOf(Delivery.Delivered.class);
    assertThat(server.getReceivedMessages()).hasSize(before + 1);
  }

  @Test
  void certificateOfAStrangerIsNotBelieved() {
    var settings = MailBench.settings(port, Map.of("tls", "implicit"));
    assertThat(new SmtpPost(settings).deliver(MAIL)).isInstanceOf(Delivery.Deferred.class);
  }

  @Test
  void certificateForAnotherNameIsNotBelieved() throws Exception {
    assertThat(post("127.0.0.1", trusting()).deliver(MAIL)).isInstanceOf(Delivery.Deferred.class);
  }

  private static SmtpPost post(String host, SSLSocketFactory trust) {
    return new SmtpPost(MailBench.settings(port, Map.of("tls", "implicit", "host", host)), trust);
  }

  private static SSLSocketFactory trusting() throws Exception {
    var store = KeyStore.getInstance("PKCS12");
    try (var in = Files.newInputStream(keys)) {
      store.load(in, PASSWORD.toCharArray());
    }
    var trusted = KeyStore.getInstance("PKCS12");
    trusted.load(null, null);
    trusted.setCertificateEntry("mail", store.getCertificate("mail"));
    var managers = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    managers.init(trusted);
    var context = SSLContext.getInstance("TLS");
    context.init(null, managers.getTrustManagers(), null);
    return context.getSocketFactory();
  }
}
