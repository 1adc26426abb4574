package org.tastemaker.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/// Debian's Nginx as it ships with us: with the same start and the same configuration, on free
/// ports, and with the certificate that it signs itself.
final class NginxProcess implements AutoCloseable {
  private static final Path ROOT = ComposeFile.root();

  private final Process process;
  private final Path folder;
  private final int http;
  private final int https;

  private NginxProcess(Process process, Path folder, int http, int https) {
    this.process = process;
    this.folder = folder;
    this.http = http;
    this.https = https;
  }

  /// @param servers as in `API`
  static NginxProcess start(Path folder, String servers) throws Exception {
    assertThat(List.of("/usr/sbin/nginx", "/usr/bin/nginx"))
        .as("Nginx is missing: apt-get install -y nginx-light")
        .anyMatch(program -> Files.isExecutable(Path.of(program)));
    layOut(folder.resolve("static"));
    int http = freePort();
    int https = freePort();
    var builder = new ProcessBuilder("bash", ROOT.resolve("deploy/nginx/start").toString());
    builder
        .environment()
        .putAll(
            Map.of(
                "DOMAIN", "localhost",
                "API", servers,
                "HTTP_PORT", Integer.toString(http),
                "HTTPS_PORT", Integer.toString(https),
                "PUBLIC_HTTPS_PORT", Integer.toString(https),
                "STATIC", folder.resolve("static").toString(),
                "LOOK_EVERY", "1"));
    builder
        .environment()
        .putAll(
            Map.of(
                "CERTIFICATES", folder.resolve("letsencrypt").toString(),
                "SELF_SIGNED", folder.resolve("self-signed").toString(),
                "CHALLENGES", folder.resolve("challenges").toString(),
                "RUN", folder.resolve("run").toString(),
                "ACCOUNT", System.getProperty("user.name") + " " + group(folder),
                "PATH", System.getenv("PATH") + ":/usr/sbin"));
    var log = folder.resolve("nginx.log");
    var process =
        builder
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
            .start();
    var started = new NginxProcess(process, folder, http, https);
    started.awaitListening(log);
    return started;
  }

  private static void layOut(Path folder) throws Exception {
    var assets = ROOT.resolve("server/src/main/resources/web/assets");
    var laying =
        new ProcessBuilder(
                "sh",
                ROOT.resolve("deploy/nginx/lay-out").toString(),
                assets.toString(),
                folder.toString())
            .inheritIO()
            .start();
    assertThat(laying.waitFor()).isZero();
  }

  private static String group(Path folder) throws IOException {
    return Files.readAttributes(folder, java.nio.file.attribute.PosixFileAttributes.class)
        .group()
        .getName();
  }

  private static int freePort() throws IOException {
    try (var socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  private void awaitListening(Path log) throws Exception {
    var end = Instant.now().plus(Duration.ofSeconds(30));
    while (Instant.now().isBefore(end) && process.isAlive()) {
      try (var socket = new Socket()) {
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), https), 500);
        return;
      } catch (IOException e) {
        TimeUnit.MILLISECONDS.sleep(50);
      }
    }
    throw new IllegalStateException("Nginx did not start:\n" + Files.readString(log));
  }

  String plainUrl() {
    return "http://localhost:" + http;
  }

  String url() {
    return "https://localhost:" + https;
  }

  int port() {
    return https;
  }

  /// Trusts its certificate, and no other.
  SSLContext trust() throws IOException, GeneralSecurityException {
    var keys = KeyStore.getInstance(KeyStore.getDefaultType());
    keys.load(null, null);
    try (InputStream file =
        Files.newInputStream(folder.resolve("self-signed").resolve("localhost.crt"))) {
      keys.setCertificateEntry(
          "nginx", CertificateFactory.getInstance("X.509").generateCertificate(file));
    }
    var managers = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    managers.init(keys);
    var context = SSLContext.getInstance("TLS");
    context.init(null, managers.getTrustManagers(), null);
    return context;
  }

  /// A file that no server of ours has, at that path.
  void put(String path, String content) throws IOException {
    var file = folder.resolve("static" + path);
    Files.createDirectories(java.util.Objects.requireNonNull(file.getParent()));
    Files.writeString(file, content);
  }

  /// A file as certbot lays it down.
  void challenge(String token, String content) throws IOException {
    var wanted = folder.resolve("challenges/.well-known/acme-challenge");
    Files.createDirectories(wanted);
    Files.writeString(wanted.resolve(token), content);
  }

  /// Lays the certificate down where certbot would, so that Nginx takes it up.
  void renew() throws IOException {
    var wanted = folder.resolve("letsencrypt/localhost");
    Files.createDirectories(wanted);
    for (var end : List.of("key", "crt")) {
      Files.copy(
          folder.resolve("self-signed/localhost." + end),
          wanted.resolve(end.equals("crt") ? "fullchain.pem" : "privkey.pem"));
    }
  }

  /// What it printed.
  List<String> log() throws IOException {
    return Files.readAllLines(folder.resolve("nginx.log"));
  }

  /// The configuration with which it runs.
  String configuration() throws IOException {
    return Files.readString(folder.resolve("run/nginx.conf"));
  }

  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(20, TimeUnit.SECONDS)) {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
