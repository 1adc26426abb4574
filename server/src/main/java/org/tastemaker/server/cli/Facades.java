package org.tastemaker.server.cli;

import org.springframework.context.ConfigurableApplicationContext;

/// The parts of the program for a command: no routes, no port, and each part is made when it is
/// first asked for, so that a command starts no more than it uses.
///
/// ```java
/// try (var facades = where.facades()) {
///   facades.of(Jobs.class).request(…);
/// }
/// ```
final class Facades implements AutoCloseable {
  private final ConfigurableApplicationContext context;

  private Facades(ConfigurableApplicationContext context) {
    this.context = context;
  }

  static Facades open(Settings settings) {
    return new Facades(Application.parts(settings, Application::ownStorage));
  }

  /// The part of that type.
  <T> T of(Class<T> type) {
    return context.getBean(type);
  }

  /// Stops what was started, the database last.
  @Override
  public void close() {
    context.close();
  }
}
