package org.tastemaker.server.sql;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.PGNotification;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;

/// Short messages between all processes that use the database (PostgreSQL's LISTEN and NOTIFY).
///
/// A message is a hint, not a record: it is lost on whoever is not connected. So after a lost
/// connection every listener is called once with an empty payload, since it may have missed
/// something. Listeners run one after the other on the thread that receives: they hand long work to
/// another.
public final class Notifications implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Notifications.class);
  private static final int POLL_MILLIS = 200;
  private static final Duration RETRY = Duration.ofMillis(500);

  private final JdbcClient jdbc;
  private final DataSource unpooled;
  private final Map<String, Channel> channels = new ConcurrentHashMap<>();
  private @Nullable Thread receiver;
  private volatile boolean closed;

  /// @param pooled where messages are sent, inside its current transaction
  /// @param unpooled where one connection is kept for receiving, from the first [#listen] on
  public Notifications(DataSource pooled, DataSource unpooled) {
    this.jdbc = JdbcClient.create(pooled);
    this.unpooled = unpooled;
  }

  /// Calls the listener with the payload of every message on the channel. Waits until the channel
  /// is open, at most five seconds: while the database is away it is opened later.
  ///
  /// @param channel lower-case letters, digits and underscores
  public void listen(String channel, Consumer<String> listener) {
    if (!channel.matches("[a-z][a-z0-9_]{0,62}")) {
      throw new IllegalArgumentException("not the name of a channel: " + channel);
    }
    Channel opened = channels.computeIfAbsent(channel, _ -> new Channel());
    opened.listeners.add(listener);
    startReceiver();
    opened.awaitOpen();
  }

  /// Sends a message when the current transaction commits, or at once outside a transaction.
  ///
  /// @param payload less than 8000 bytes
  public void send(String channel, String payload) {
    jdbc.sql("select 1 from pg_notify(:channel, :payload)")
        .param("channel", channel)
        .param("payload", payload)
        .query(Integer.class)
        .single();
  }

  private synchronized void startReceiver() {
    if (receiver == null && !closed) {
      receiver = Thread.ofVirtual().name("notifications").start(this::receiveForever);
    }
  }

  private void receiveForever() {
    boolean connectedBefore = false;
    while (!closed) {
      try (Connection connection = unpooled.getConnection()) {
        channels.values().forEach(Channel::forgetConnection);
        open(connection);
        if (connectedBefore) {
          channels.values().forEach(channel -> channel.deliver(""));
        }
        connectedBefore = true;
        receive(connection);
      } catch (SQLException e) {
        pauseAfter(e);
      }
    }
  }

  private void receive(Connection connection) throws SQLException {
    var postgres = connection.unwrap(PGConnection.class);
    while (!closed) {
      open(connection);
      PGNotification[] received = postgres.getNotifications(POLL_MILLIS);
      for (PGNotification notification : received == null ? new PGNotification[0] : received) {
        Channel channel = channels.get(notification.getName());
        if (channel != null) {
          channel.deliver(notification.getParameter());
        }
      }
    }
  }

  private void open(Connection connection) throws SQLException {
    for (var entry : channels.entrySet()) {
      if (!entry.getValue().isOpen()) {
        try (var statement = connection.createStatement()) {
          statement.execute("listen " + entry.getKey());
        }
        entry.getValue().open();
      }
    }
  }

  private void pauseAfter(SQLException e) {
    if (closed) {
      return;
    }
    LOG.atWarn().log("The connection for notifications is lost, trying again: {}", e.getMessage());
    try {
      Thread.sleep(RETRY);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      closed = true;
    }
  }

  /// Stops receiving. Sending still works.
  @Override
  public void close() {
    Thread running;
    synchronized (this) {
      closed = true;
      running = receiver;
    }
    if (running == null || running.equals(Thread.currentThread())) {
      return;
    }
    try {
      running.join(Duration.ofSeconds(2));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static final class Channel {
    final List<Consumer<String>> listeners = new CopyOnWriteArrayList<>();
    private volatile CountDownLatch opened = new CountDownLatch(1);

    boolean isOpen() {
      return opened.getCount() == 0;
    }

    void open() {
      opened.countDown();
    }

    void forgetConnection() {
      if (isOpen()) {
        opened = new CountDownLatch(1);
      }
    }

    void awaitOpen() {
      try {
        if (!opened.await(5, TimeUnit.SECONDS)) {
          LOG.atWarn().log("The database does not answer: notifications will come later");
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }

    void deliver(String payload) {
      for (Consumer<String> listener : listeners) {
        try {
          listener.accept(payload);
        } catch (RuntimeException e) {
          LOG.atError().setCause(e).log("A listener failed on a notification");
        }
      }
    }
  }
}
