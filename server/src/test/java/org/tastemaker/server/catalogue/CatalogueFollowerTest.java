package org.tastemaker.server.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;
import org.tastemaker.server.event.EventLog;
import org.tastemaker.server.id.OurId;
import org.tastemaker.server.id.SourceKey;
import org.tastemaker.server.sql.TestDatabase;

class CatalogueFollowerTest {

  private static final SourceKey HEAT = new SourceKey("test", "heat");

  private final List<LiveCatalogue> told = new ArrayList<>();

  private CatalogueFollower follower(TestDatabase database) {
    var rows = new IndexRows(new JdbcTemplate(database.dataSource()), database.transactions());
    return new CatalogueFollower(
        new LiveCatalogue(rows),
        new EventLog(database.jdbc()),
        database.notifications(),
        List.of(told::add));
  }

  private static void await(BooleanSupplier condition) throws InterruptedException {
    Instant end = Instant.now().plus(Duration.ofSeconds(10));
    while (!condition.getAsBoolean()) {
      assertThat(Instant.now()).isBefore(end);
      Thread.sleep(10);
    }
  }

  @Test
  void whatAnotherServerChangesIsSeen() throws InterruptedException {
    try (var database = TestDatabase.fresh()) {
      var other = TestCatalogue.on(database).catalogue();
      other.put(HEAT, ItemDraft.of(Kind.MOVIE, "Heat"), null);
      try (var follower = follower(database)) {
        follower.start();
        var live = follower.live();
        assertThat(told).containsExactly(live);
        assertThat(live.current().title(1)).isEqualTo("Heat");

        other.put(HEAT, ItemDraft.of(Kind.MOVIE, "Heat 2").withYear(1996), null);
        other.put(new SourceKey("test", "ronin"), ItemDraft.of(Kind.MOVIE, "Ronin"), null);

        await(() -> live.current().size() == 2 && live.current().title(1).equals("Heat 2"));
        var nineties = ItemFilter.ALL.years(1990, 1999);
        assertThat(live.current().matching(nineties).toArray()).containsExactly(1);
      }
    }
  }

  @Test
  void itemThatAnotherServerMergedIsFoundUnderBothIds() throws InterruptedException {
    try (var database = TestDatabase.fresh()) {
      var other = TestCatalogue.on(database);
      int[] movies = other.movies(3);
      other.merger().merge(movies[1], movies[0], null, null);
      try (var follower = follower(database)) {
        follower.start();
        var live = follower.live();
        assertThat(live.current().find(new OurId(movies[0]))).hasValue(movies[1]);

        other.merger().merge(movies[2], movies[1], null, null);

        await(() -> live.current().size() == 1);
        var index = live.current();
        assertThat(index.find(new OurId(movies[0]))).hasValue(movies[2]);
        assertThat(index.find(new SourceKey("test", "1"))).hasValue(movies[2]);
        assertThat(index.find(new SourceKey("test", "2"))).hasValue(movies[2]);
        assertThat(index.contains(movies[1])).isFalse();
      }
    }
  }

  @Test
  void onlyTheChangedBlockIsCopied() {
    try (var database = TestDatabase.fresh()) {
      var test = TestCatalogue.on(database);
      test.movies(3_000);
      var before = test.live().current();

      test.catalogue().put(new SourceKey("test", "1"), ItemDraft.of(Kind.MOVIE, "New"), null);

      var after = test.live().current();
      assertThat(before.title(1)).isEqualTo("Movie 1");
      assertThat(after.title(1)).isEqualTo("New");
      assertThat(after.item(3_000)).isSameAs(before.item(3_000));
    }
  }
}
