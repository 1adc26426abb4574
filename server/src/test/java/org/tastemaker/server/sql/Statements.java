package org.tastemaker.server.sql;

import java.util.ArrayList;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/// The statements that the threads of requests send to their databases, as the driver's own log
/// tells: however a connection was come by, and without what goes on beside the requests.
///
/// ```java
/// try (var statements = Statements.ofRequests()) {
///   assertThat(statements.during(() -> server.get("/api/v1/items")).size()).isEqualTo(2);
/// }
/// ```
public final class Statements implements AutoCloseable {
  private static final Logger DRIVER = Logger.getLogger("org.postgresql.core.v3.QueryExecutorImpl");
  private static final String PARSED = " FE=> Parse(";
  private static final List<String> SENT =
      List.of(" FE=> Execute(", " FE=> SimpleQuery(", " FE=> Query(CopyStart)");

  /// The answer to an empty statement: the pool has looked whether a connection still lives, as it
  /// does when it has rested for a moment.
  private static final String NOTHING = " <=BE EmptyQuery";

  private final Handler handler = new Listening();
  private final List<String> sent = new ArrayList<>();
  private String parsed = "";

  private Statements() {
    DRIVER.setUseParentHandlers(false);
    DRIVER.addHandler(handler);
    DRIVER.setLevel(Level.FINEST);
  }

  public static Statements ofRequests() {
    return new Statements();
  }

  /// Those of the requests that are answered meanwhile: each with its text where the driver sent it
  /// along, which it does until it has used it five times.
  public List<String> during(Runnable requests) {
    synchronized (sent) {
      sent.clear();
    }
    requests.run();
    synchronized (sent) {
      return List.copyOf(sent);
    }
  }

  private void heard(String message) {
    synchronized (sent) {
      if (message.startsWith(PARSED)) {
        parsed = message.substring(PARSED.length());
      } else if (SENT.stream().anyMatch(message::startsWith)) {
        sent.add(parsed.isEmpty() ? "prepared" : parsed);
        parsed = "";
      } else if (message.startsWith(NOTHING) && !sent.isEmpty()) {
        sent.removeLast();
      }
    }
  }

  @Override
  public void close() {
    DRIVER.setLevel(null);
    DRIVER.removeHandler(handler);
    DRIVER.setUseParentHandlers(true);
  }

  private final class Listening extends Handler {
    @Override
    public void publish(LogRecord line) {
      if (Thread.currentThread().getName().startsWith("tomcat-handler")) {
        heard(line.getMessage());
      }
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
  }
}
