package org.tastemaker.server.interaction;

import java.util.List;
import java.util.stream.Stream;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/// Makes the tables that hold how things stand anew from the log of interactions. What comes out is
/// what was there.
///
/// Where items were merged (the catalogue is replayed by then), the log is read merge by merge:
/// what stood then was moved then.
public final class Replay {

  private static final String EMPTY =
      """
      truncate rating, item_rating, activity, decline, progress, watchlist, comment, comment_report
      """;

  /// What a part of the log makes of what stands. Only what was news is in the log: what it says
  /// last of a person and an item stands, whatever stood before.
  private static final List<String> STANDING =
      List.of(
          """
          insert into rating (person, item, hundredths, occurred_at)
          select distinct on (person, item) person, item, case when type = 1 then value end, occurred_at
          from interaction_log where type in (1, 2) and %s
          order by person, item, occurred_at desc, position desc
          on conflict (person, item) do update
          set hundredths = excluded.hundredths, occurred_at = excluded.occurred_at
          """,
          """
          insert into activity as a (person, item, type, count, first_at, last_at)
          select person, item, type, sum(value), min(occurred_at), max(occurred_at)
          from interaction_log where type in (3, 4, 5, 6) and %s
          group by person, item, type order by person, item, type
          on conflict (person, item, type) do update
          set count = a.count + excluded.count,
              first_at = least(a.first_at, excluded.first_at),
              last_at = greatest(a.last_at, excluded.last_at)
          """,
          """
          insert into decline (person, item, withdrawn, reasons, occurred_at)
          select distinct on (person, item) person, item, type = 8, coalesce(details, '{}'),
                 occurred_at
          from interaction_log where type in (7, 8) and %s
          order by person, item, occurred_at desc, position desc
          on conflict (person, item) do update
          set withdrawn = excluded.withdrawn, reasons = excluded.reasons,
              occurred_at = excluded.occurred_at
          """,
          """
          insert into progress (person, item, measure, value, occurred_at)
          select distinct on (person, item, measure)
                 person, item, measure, case when type <> 12 then value end, occurred_at
          from (select *, case type when 12 then value else type end as measure
                from interaction_log where type in (9, 10, 11, 12) and %s) l
          order by person, item, measure, occurred_at desc, position desc
          on conflict (person, item, measure) do update
          set value = excluded.value, occurred_at = excluded.occurred_at
          """,
          """
          insert into watchlist (person, item, place, removed, occurred_at)
          select distinct on (person, item) person, item, value, type = 14, occurred_at
          from interaction_log where type in (13, 14) and %s
          order by person, item, occurred_at desc, position desc
          on conflict (person, item) do update
          set removed = excluded.removed, occurred_at = excluded.occurred_at
          """,
          """
          update watchlist w set place = p.place
          from (select distinct on (person, item) person, item, value as place
                from interaction_log where type in (13, 15) and %s
                order by person, item, position desc) p
          where w.person = p.person and w.item = p.item
          """);

  private static final String PART =
      "position > :after and position <= :upTo and (item = any(:merged)) = :ofMerged";

  /// Whatever became of their items: comments are known by ids of their own.
  private static final List<String> COMMENTS =
      List.of(
          """
          insert into comment (id, person, item, hidden, written_at, edited_at)
          with said as materialized (select * from interaction_log where type between 16 and 21)
          select w.value, w.person, w.item, coalesce(m.hidden, false), w.occurred_at, e.occurred_at
          from said w
          left join (select distinct on (value) value, type = 20 as hidden
                     from said where type in (20, 21) order by value, position desc) m
            on m.value = w.value
          left join (select distinct on (value) value, occurred_at
                     from said where type = 17 order by value, position desc) e
            on e.value = w.value
          where w.type = 16
            and not exists (select from said d where d.type = 18 and d.value = w.value)
          """,
          """
          insert into comment_report (comment, person, reason, settled, reported_at)
          with said as materialized (select * from interaction_log where type between 19 and 21)
          select distinct on (r.value, r.person) r.value, r.person, r.details[1],
                 exists (select from said m where m.type in (20, 21) and m.value = r.value
                                              and m.position > r.position),
                 r.occurred_at
          from said r join comment c on c.id = r.value
          where r.type = 19
          order by r.value, r.person, r.position desc
          """);

  private static final String TOTALS =
      """
      insert into item_rating (item, hundredths, count)
      select item, sum(hundredths), count(*) from rating
      where hundredths is not null group by item order by item
      """;

  private final JdbcClient jdbc;
  private final TransactionTemplate transactions;
  private final ItemMoves moves;

  Replay(JdbcClient jdbc, TransactionTemplate transactions) {
    this.jdbc = jdbc;
    this.transactions = transactions;
    this.moves = new ItemMoves(jdbc);
  }

  /// Empties the tables and fills them from the log, in one transaction that nobody reads or writes
  /// through.
  public void run() {
    transactions.executeWithoutResult(status -> {
      jdbc.sql(EMPTY).update();
      COMMENTS.forEach(statement -> jdbc.sql(statement).update());
      replay(merges());
      jdbc.sql("truncate item_rating").update();
      jdbc.sql(TOTALS).update();
    });
  }

  private record Merge(int item, int kept, long position) {}

  private List<Merge> merges() {
    return jdbc.sql("select item, kept, position from item_merge order by position")
        .query(
            (row, _) -> new Merge(row.getInt("item"), row.getInt("kept"), row.getLong("position")))
        .list();
  }

  /// Items that have to do with merges come first, as long as the tables are small.
  private void replay(List<Merge> merges) {
    var merged =
        merges.stream()
            .flatMap(merge -> Stream.of(merge.item(), merge.kept()))
            .distinct()
            .toArray(Integer[]::new);
    long done = 0;
    for (var merge : merges) {
      replay(done, merge.position(), merged, true);
      moves.move(merge.item(), merge.kept(), moves.people(merge.item()));
      done = merge.position();
    }
    if (merged.length > 0) {
      replay(done, Long.MAX_VALUE, merged, true);
    }
    replay(0, Long.MAX_VALUE, merged, false);
  }

  private void replay(long after, long upTo, Integer[] merged, boolean ofMerged) {
    for (String statement : STANDING) {
      jdbc.sql(statement.replace("%s", PART))
          .param("after", after)
          .param("upTo", upTo)
          .param("merged", merged)
          .param("ofMerged", ofMerged)
          .update();
    }
  }
}
