package org.tastemaker.server.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.tastemaker.server.cli.TestServer;

/// The log as it happens, over a real port.
final class EventStreamTest {
  private TestServer server;

  @BeforeEach
  void start() {
    server =
        TestServer.start(
            Map.of(
                "tastemaker.event.quiet", "300ms",
                "tastemaker.event.look", "20ms",
                "tastemaker.event.streams", "3"));
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private void put(String key) {
    server.put("/api/v1/items/test:" + key, "{\"kind\":\"book\",\"title\":\"%s\"}".formatted(key));
  }

  @Test
  void whatHappensIsToldAtOnceAndInOrder() throws Exception {
    put("before");
    try (var stream = EventStreamReader.open(server, "")) {
      put("first");
      assertThat(stream.next().data().path("title").asString()).isEqualTo("first");
      server.put("/api/v1/items/test:first/rating?user=test:ann", "{\"stars\":3}");
      var rated = stream.next();
      assertThat(rated.data().path("type").asString()).isEqualTo("MetaAddedEvent");
      assertThat(rated.id()).isEqualTo(rated.data().path("id").asLong());
    }
  }

  @Test
  void whoComesBackGoesOnWhereTheyWere() throws Exception {
    List.of("one", "two", "three").forEach(this::put);
    long second;
    try (var stream = EventStreamReader.open(server, "?after=0")) {
      stream.next();
      second = stream.next().id();
    }
    put("four");
    try (var stream = EventStreamReader.open(server, "", "Last-Event-ID", Long.toString(second))) {
      assertThat(stream.next().data().path("title").asString()).isEqualTo("three");
      assertThat(stream.next().data().path("title").asString()).isEqualTo("four");
    }
    try (var all = EventStreamReader.open(server, "?after=0&follow=false&type=BookAddedEvent")) {
      assertThat(all.rest()).hasSize(4);
    }
  }

  @Test
  void signsOfLifeCarryThePlaceEvenWhereNothingPasses() throws Exception {
    try (var stream = EventStreamReader.open(server, "?type=DeletionEvent")) {
      long begin = stream.place();
      put("one");
      put("two");
      long later = stream.awaitPlaceAfter(begin);
      assertThat(stream.wasAlive()).isTrue();
      try (var again =
          EventStreamReader.open(server, "?follow=false", "Last-Event-ID", Long.toString(later))) {
        assertThat(again.rest()).hasSizeLessThan(2);
      }
    }
  }

  @Test
  void anOpenImportDelaysInteractionsOnlyAndNothingIsLost() throws Exception {
    put("rated");
    try (Connection importing = server.database().unpooled().getConnection();
        var books = EventStreamReader.open(server, "?type=BookAddedEvent");
        var all = EventStreamReader.open(server, "")) {
      importing.setAutoCommit(false);
      imported(importing);
      put("meanwhile");
      server.put("/api/v1/items/test:rated/rating?user=test:ann", "{\"stars\":3}");
      assertThat(books.next().data().path("title").asString()).isEqualTo("meanwhile");
      imported(importing);
      importing.commit();
      assertThat(List.of(all.next(), all.next(), all.next(), all.next()))
          .extracting(EventStreamReader.Told::id)
          .isSorted()
          .doesNotHaveDuplicates();
    }
  }

  private static void imported(Connection connection) throws SQLException {
    try (var statement = connection.createStatement()) {
      statement.execute(
          "insert into interaction_log (occurred_at, person, item, value, type) values (now(), 1, 1, 1, 3)");
    }
  }

  @Test
  void clientThatDoesNotReadHoldsUpNobody() throws Exception {
    try (var slow = EventStreamReader.open(server, "?after=0");
        var quick = EventStreamReader.open(server, "")) {
      server
          .database()
          .jdbc()
          .sql(
              """
              insert into event (type, object_id, payload)
              select 'JobRequested', n, jsonb_build_object('kind', repeat('x', 2000))
              from generate_series(1, 10000) n
              """)
          .update();
      long last = 0;
      for (int i = 0; i < 10_000; i++) {
        var told = quick.next();
        assertThat(told.id()).isGreaterThan(last);
        last = told.id();
      }
      for (int i = 0; i < 10_000; i++) {
        slow.next();
      }
    }
  }

  @Test
  void badBeginningsAreRefused() {
    var answer =
        server.send(server.request("/api/v1/events/stream").header("Last-Event-ID", "seven").GET());
    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.json().path("errors").path(0).path("field").asString())
        .isEqualTo("Last-Event-ID");
    var ahead = server.get("/api/v1/events/stream?after=999999999999");
    assertThat(ahead.status()).isEqualTo(409);
    assertThat(ahead.json().path("type").asString()).endsWith("ahead-of-the-log");
    assertThat(server.get("/api/v1/events/stream?follow=maybe").status()).isEqualTo(400);
    assertThat(server.get("/api/v1/events/stream?order=newest").status()).isEqualTo(400);
  }

  @Test
  void tooManyStreamsAreTooMany() throws Exception {
    try (var first = EventStreamReader.open(server, "");
        var second = EventStreamReader.open(server, "")) {
      try (var third = EventStreamReader.open(server, "")) {
        var refused = server.get("/api/v1/events/stream");
        assertThat(refused.status()).isEqualTo(503);
        assertThat(refused.header("Retry-After")).isEqualTo("10");
        assertThat(List.of(first, second, third)).allMatch(one -> one.place() >= 0);
      }
    }
  }

  @Test
  void streamsEndWithTheServer() throws Exception {
    var stream = EventStreamReader.open(server, "");
    long begun = System.nanoTime();
    server.of(LogWatch.class).close();
    assertThat(stream.rest()).isEmpty();
    assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(20));
    stream.close();
  }
}
