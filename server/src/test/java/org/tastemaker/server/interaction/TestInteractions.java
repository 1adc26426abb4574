package org.tastemaker.server.interaction;

import java.time.Clock;
import java.time.Duration;
import org.springframework.jdbc.core.JdbcTemplate;
import org.tastemaker.server.catalogue.ItemUse;
import org.tastemaker.server.catalogue.TestCatalogue;
import org.tastemaker.server.event.EventLog;
import org.tastemaker.server.id.SourceKey;
import org.tastemaker.server.sql.TestDatabase;

/// The interactions on a test's database, wired as in production.
public final class TestInteractions {

  private final TestDatabase database;
  private final TestCatalogue catalogue;
  private final PersonRows persons;
  private final RatingRows rows;
  private final DirtyTotals dirty = new DirtyTotals();

  private TestInteractions(TestDatabase database, TestCatalogue catalogue) {
    this.database = database;
    this.catalogue = catalogue;
    this.persons = new PersonRows(database.jdbc());
    this.rows = new RatingRows(database.jdbc());
  }

  public static TestInteractions on(TestDatabase database, TestCatalogue catalogue) {
    return new TestInteractions(database, catalogue);
  }

  /// What people did with items, for a catalogue on the same database.
  public static ItemUse use(TestDatabase database) {
    return new ItemUses(database.jdbc(), new DirtyTotals());
  }

  public People people() {
    return new People(persons, rows, database.transactions(), new EventLog(database.jdbc()));
  }

  /// The person `test:<name>`.
  public int person(String name) {
    return people().ensure(new SourceKey("test", name));
  }

  public Ratings ratings() {
    return new Ratings(persons, rows, database.transactions(), dirty, Clock.systemUTC());
  }

  public InteractionBatches batches() {
    return new InteractionBatches(
        new References(catalogue.live(), catalogue.catalogue(), people()),
        persons,
        rows,
        new ActivityRows(database.jdbc()),
        new ProgressRows(database.jdbc()),
        new DeclineReasons(database.jdbc(), catalogue.live()),
        new WatchlistRows(database.jdbc()),
        new CommentRows(database.jdbc()),
        database.transactions(),
        dirty,
        Clock.systemUTC());
  }

  public Watchlist watchlist() {
    return new Watchlist(database.jdbc(), batches(), database.transactions(), catalogue.live());
  }

  public Comments comments() {
    return new Comments(
        new CommentRows(database.jdbc()), persons, database.transactions(), Clock.systemUTC());
  }

  public Replay replay() {
    return new Replay(database.jdbc(), database.transactions());
  }

  public Histories histories() {
    return new Histories(
        new JdbcTemplate(database.dataSource()), Duration.ofDays(30), Clock.systemUTC());
  }

  public BulkInteractions bulk() {
    return new BulkInteractions(
        database.dataSource(), new JdbcTemplate(database.dataSource()), persons, rows);
  }

  public BulkActivities bulkActivities() {
    return new BulkActivities(
        database.dataSource(), new JdbcTemplate(database.dataSource()), persons);
  }

  /// Shows rating totals in the catalogue, as happens every few seconds.
  public void showTotals() {
    new TotalsFollower(rows, dirty).refreshAll(catalogue.live());
  }
}
