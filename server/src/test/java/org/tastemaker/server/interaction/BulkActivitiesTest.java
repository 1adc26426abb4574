package org.tastemaker.server.interaction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.tastemaker.server.catalogue.TestCatalogue;
import org.tastemaker.server.sql.TestDatabase;

class BulkActivitiesTest {
  private static final byte PLAYED = (byte) Activity.PLAYED.code();

  private final TestDatabase database = TestDatabase.fresh();
  private BulkActivities bulk;
  private int item;
  private int person;

  @BeforeEach
  void prepare() {
    var catalogue = TestCatalogue.on(database);
    var interactions = TestInteractions.on(database, catalogue);
    bulk = interactions.bulkActivities();
    item = catalogue.movies(1)[0];
    person = interactions.person("ann");
  }

  @AfterEach
  void close() {
    database.close();
  }

  private ActivityBlock plays(int count, long... micros) {
    int n = micros.length;
    var block = new ActivityBlock(new int[n], new int[n], new byte[n], new int[n], micros);
    for (int i = 0; i < n; i++) {
      block.persons()[i] = person;
      block.items()[i] = item;
      block.types()[i] = PLAYED;
      block.counts()[i] = count;
    }
    return block;
  }

  private void add(ActivityBlock block) {
    database.transactions().executeWithoutResult(status -> bulk.add(block));
  }

  @Test
  void everyRowIsLoggedAndCounted() {
    add(plays(3, 2_000_000, 1_000_000));
    add(plays(1, 3_000_000));

    assertThat(
            database
                .jdbc()
                .sql(
                    """
                    select format('%s %s %s', count, extract(epoch from first_at)::int,
                                  extract(epoch from last_at)::int)
                    from activity
                    """)
                .query(String.class)
                .list())
        .containsExactly("7 1 3");
    assertThat(
            database
                .jdbc()
                .sql("select sum(value) from interaction_log where type = 4")
                .query(Long.class)
                .single())
        .isEqualTo(7);
  }

  @Test
  void aPersonWhoIsNotThereIsRefused() {
    person += 1;
    assertThatThrownBy(() -> add(plays(1, 1))).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void outsideATransactionIsRefused() {
    assertThatThrownBy(() -> bulk.add(plays(1, 1))).isInstanceOf(IllegalStateException.class);
  }
}
