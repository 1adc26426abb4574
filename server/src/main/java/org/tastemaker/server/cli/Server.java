package org.tastemaker.server.cli;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ApplicationListener;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.support.GenericApplicationContext;
import org.tastemaker.server.account.Accounts;
import org.tastemaker.server.sql.DataFolder;

/// The running server. While it runs, its address stands in the data folder, where other commands
/// find it.
final class Server implements AutoCloseable {
  static final String ADDRESS_FILE = "server-address";
  private static final Logger LOG = LoggerFactory.getLogger(Server.class);

  private final ConfigurableApplicationContext context;
  private final CountDownLatch end = new CountDownLatch(1);

  private Server(ConfigurableApplicationContext context) {
    this.context = context;
  }

  /// Starts everything; the server listens when this returns.
  static Server start(Settings settings) {
    var server = startAlone(settings);
    server.startWorker(settings);
    return server;
  }

  /// Starts everything but the worker.
  static Server startAlone(Settings settings) {
    return start(settings, Application::ownStorage);
  }

  static Server start(
      Settings settings, ApplicationContextInitializer<GenericApplicationContext> storage) {
    long begun = System.nanoTime();
    var server = new Server(Application.serve(settings, storage));
    server.announce((System.nanoTime() - begun) / 1_000_000);
    return server;
  }

  /// Starts the worker process, where the settings want one. It ends before anything of the server
  /// does, the database above all.
  void startWorker(Settings settings) {
    if (!of(ServerSettings.class).worker()) {
      return;
    }
    var worker = new WorkerProcess(settings, dataFolder());
    context.addApplicationListener((ApplicationListener<ContextClosedEvent>) _ -> worker.close());
    worker.start();
  }

  private void announce(long millis) {
    var file = dataFolder().resolve(ADDRESS_FILE);
    try {
      var whole = Files.writeString(file.resolveSibling(ADDRESS_FILE + ".new"), url());
      Files.move(whole, file, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      LOG.warn("The file {} cannot be written; other commands will not find this server", file, e);
    }
    context.addApplicationListener((ApplicationListener<ContextClosedEvent>) closed -> ended(file));
    LOG.info(
        "Tastemaker {} listens on {} after {} ms; data in {}; profile {}",
        Version.text(),
        url(),
        millis,
        dataFolder(),
        String.join(",", context.getEnvironment().getActiveProfiles()));
  }

  private void ended(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      LOG.warn("The file {} cannot be deleted", file, e);
    }
    LOG.info("Tastemaker stops");
    end.countDown();
  }

  /// The part of that type.
  <T> T of(Class<T> type) {
    return context.getBean(type);
  }

  Path dataFolder() {
    return context.getBean(DataFolder.class).path();
  }

  /// Where the server is reached from this machine.
  String url() {
    var server = ((WebServerApplicationContext) context).getWebServer();
    int port = server == null ? 0 : server.getPort();
    InetAddress address = context.getBean(ServerSettings.class).address();
    var host =
        address.isLoopbackAddress() || address.isAnyLocalAddress()
            ? "localhost"
            : address.getHostAddress();
    return "http://%s:%d".formatted(host.contains(":") ? "[" + host + "]" : host, port);
  }

  /// Makes the first administrator at the very first start.
  ///
  /// @return the password, which is told this once
  Optional<String> firstAdmin() {
    return of(Accounts.class).firstAdmin();
  }

  /// What a program wants to know of the server.
  Map<String, Object> facts() {
    return Map.of("url", url(), "data", dataFolder().toString(), "version", Version.text());
  }

  /// What a person wants to know of the server.
  String greeting(Optional<String> adminPassword) {
    return """
    Tastemaker serves on %s
      API key:       %s
      Documentation: %s/api/v1/docs (./tastemaker signin prints a link that signs a browser in)
    %sStop it with Ctrl-C.\
    """
        .formatted(url(), dataFolder().resolve("api-key"), url(), administrator(adminPassword));
  }

  private static String administrator(Optional<String> password) {
    return password
        .map(text ->
            "  Administrator: admin, with the password %s, shown this once\n".formatted(text))
        .orElse("");
  }

  /// Waits until the server is stopped.
  void awaitEnd() throws InterruptedException {
    end.await();
  }

  @Override
  public void close() {
    context.close();
  }
}
