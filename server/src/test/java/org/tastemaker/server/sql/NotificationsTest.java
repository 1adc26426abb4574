package org.tastemaker.server.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class NotificationsTest {

  private final TestDatabase database = TestDatabase.fresh();
  private final BlockingQueue<String> received = new LinkedBlockingQueue<>();

  @AfterEach
  void close() {
    database.close();
  }

  @Test
  void aMessageComesWhenItsTransactionCommits() throws InterruptedException {
    database.notifications().listen("news", received::add);

    database
        .transactions()
        .executeWithoutResult(_ -> {
          database.notifications().send("news", "inside");
          database.notifications().send("other", "elsewhere");
          assertThat(received).isEmpty();
        });

    assertThat(received.poll(5, TimeUnit.SECONDS)).isEqualTo("inside");
  }

  @Test
  void aMessageOfARolledBackTransactionNeverComes() throws InterruptedException {
    database.notifications().listen("news", received::add);

    database
        .transactions()
        .executeWithoutResult(status -> {
          database.notifications().send("news", "never");
          status.setRollbackOnly();
        });
    database.notifications().send("news", "next");

    assertThat(received.poll(5, TimeUnit.SECONDS)).isEqualTo("next");
  }

  @Test
  void aListenerThatFailsDoesNotStopTheOthers() throws InterruptedException {
    database
        .notifications()
        .listen(
            "news",
            _ -> {
              throw new IllegalStateException("on purpose");
            });
    database.notifications().listen("news", received::add);

    database.notifications().send("news", "one");

    assertThat(received.poll(5, TimeUnit.SECONDS)).isEqualTo("one");
  }

  @Test
  void aLostConnectionIsMadeAgainAndListenersAreTold() throws InterruptedException {
    database.notifications().listen("news", received::add);

    database
        .jdbc()
        .sql(
            """
            select pg_terminate_backend(pid) from pg_stat_activity
            where datname = current_database() and query like 'listen%'
            """)
        .query()
        .listOfRows();

    assertThat(received.poll(10, TimeUnit.SECONDS)).isEmpty();
    database.notifications().send("news", "after");
    assertThat(received.poll(5, TimeUnit.SECONDS)).isEqualTo("after");
  }

  @Test
  void aNameThatIsNoChannelIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> database.notifications().listen("no; drop", received::add));
  }
}
