package org.tastemaker.server.interaction;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;
import org.tastemaker.server.catalogue.Item;
import org.tastemaker.server.catalogue.LiveCatalogue;
import org.tastemaker.server.id.OurId;

/// What people mean to get to, in their order, with notes to themselves.
public final class Watchlist implements PersonalData {

  /// Characters of a note.
  public static final int LONGEST_NOTE = 2_000;

  private final JdbcClient jdbc;
  private final WatchlistRows rows;
  private final PersonRows persons;
  private final InteractionBatches batches;
  private final TransactionTemplate transactions;
  private final LiveCatalogue live;

  Watchlist(
      JdbcClient jdbc,
      InteractionBatches batches,
      TransactionTemplate transactions,
      LiveCatalogue live) {
    this.jdbc = jdbc;
    this.rows = new WatchlistRows(jdbc);
    this.persons = new PersonRows(jdbc);
    this.batches = batches;
    this.transactions = transactions;
    this.live = live;
  }

  /// An entry.
  ///
  /// @param place in the list, from 1
  /// @param order by which it stands there, with gaps: stays when others move
  public record Entry(int item, int place, int order, @Nullable String note, Instant addedAt) {}

  /// Puts an item on somebody's list, at its end, now.
  ///
  /// @return `LISTED`, `UNCHANGED` where it was already, `NO_SUCH_USER` or `NO_SUCH_ITEM`
  public Outcome add(int person, int item) {
    return take(person, item, new Act.Watch(null, null));
  }

  /// What is wrong with a text as a note.
  public static Optional<String> complaint(String note) {
    return Fields.complaint(note, LONGEST_NOTE);
  }

  /// Notes something on an item, now, and puts it on the list where it is not there.
  ///
  /// @param text at most [#LONGEST_NOTE] characters; none takes the note away
  /// @return as [#add], and `CHANGED` where the note is another one now
  public Outcome note(int person, int item, String text) {
    return take(person, item, new Act.Watch(text, null));
  }

  /// Takes an item off somebody's list, now.
  ///
  /// @return `WITHDRAWN`, `UNCHANGED` where it was not there, or `NO_SUCH_USER`
  public Outcome remove(int person, int item) {
    return take(person, item, new Act.Withdrawal(Act.Matter.WATCHLIST));
  }

  private Outcome take(int person, int item, Act act) {
    var told = new Interaction(new OurId(person), new OurId(item), act, null);
    return batches.take(List.of(told), true, person)[0];
  }

  /// The list in its order.
  public List<Entry> entries(int person) {
    return jdbc.sql(
            """
            select w.item, cast(row_number() over (order by w.place, w.item) as integer) as rank,
                   w.place, n.note, w.occurred_at
            from watchlist w
            left join watchlist_note n on n.person = w.person and n.item = w.item
            where w.person = :person and not w.removed
            order by rank
            """)
        .param("person", person)
        .query((row, _) -> entry(row))
        .list();
  }

  private static Entry entry(ResultSet row) throws SQLException {
    return new Entry(
        row.getInt("item"),
        row.getInt("rank"),
        row.getInt("place"),
        row.getString("note"),
        row.getObject("occurred_at", OffsetDateTime.class).toInstant());
  }

  /// Moves an entry to a place in the list, from 1; past the end is the end.
  ///
  /// @return false when it is not on the list
  public boolean move(int person, int item, int place, @Nullable Integer actor) {
    return Objects.requireNonNull(
        transactions.execute(status -> {
          var held = persons.hold(List.of(person), List.of(item));
          var now = held.now(item);
          return held.has(person)
              && now.isPresent()
              && rows.move(person, now.getAsInt(), place, actor);
        }));
  }

  @Override
  public String name() {
    return "watchlist";
  }

  /// An entry in an export.
  record Exported(
      int item, @Nullable String title, int place, @Nullable String note, Instant addedAt) {}

  @Override
  public List<Exported> of(int person) {
    var index = live.current();
    return entries(person).stream()
        .map(one ->
            new Exported(
                one.item(),
                index.findItem(one.item()).map(Item::title).orElse(null),
                one.place(),
                one.note(),
                one.addedAt()))
        .toList();
  }

  /// Goes with the person's own row.
  @Override
  public void erase(int person) {}
}
