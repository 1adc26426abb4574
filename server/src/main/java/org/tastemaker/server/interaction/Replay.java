package org.tastemaker.server.interaction;

import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/// Makes the tables that hold how things stand anew from the log of interactions. What comes out is
/// what was there.
public final class Replay {

  private static final List<String> STATEMENTS =
      List.of(
          """
          truncate rating, item_rating, activity, decline, progress, watchlist, comment,
                   comment_report
          """,
          """
          insert into rating (person, item, hundredths, occurred_at)
          select distinct on (person, item) person, item, case when type = 1 then value end, occurred_at
          from interaction_log where type in (1, 2)
          order by person, item, occurred_at desc, position desc
          """,
          """
          insert into item_rating (item, hundredths, count)
          select item, sum(hundredths), count(*) from rating
          where hundredths is not null group by item order by item
          """,
          """
          insert into activity (person, item, type, count, first_at, last_at)
          select person, item, type, sum(value), min(occurred_at), max(occurred_at)
          from interaction_log where type in (3, 4, 5, 6)
          group by person, item, type order by person, item, type
          """,
          """
          insert into decline (person, item, withdrawn, reasons, occurred_at)
          select distinct on (person, item) person, item, type = 8, coalesce(details, '{}'),
                 occurred_at
          from interaction_log where type in (7, 8)
          order by person, item, occurred_at desc, position desc
          """,
          """
          insert into progress (person, item, measure, value, occurred_at)
          select distinct on (person, item, measure)
                 person, item, measure, case when type <> 12 then value end, occurred_at
          from (select *, case type when 12 then value else type end as measure
                from interaction_log where type in (9, 10, 11, 12)) l
          order by person, item, measure, occurred_at desc, position desc
          """,
          """
          insert into watchlist (person, item, place, removed, occurred_at)
          select s.person, s.item, p.place, s.removed, s.occurred_at
          from (select distinct on (person, item) person, item, type = 14 as removed, occurred_at
                from interaction_log where type in (13, 14)
                order by person, item, occurred_at desc, position desc) s
          join (select distinct on (person, item) person, item, value as place
                from interaction_log where type in (13, 15)
                order by person, item, position desc) p
            on p.person = s.person and p.item = s.item
          """,
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

  private final JdbcClient jdbc;
  private final TransactionTemplate transactions;

  Replay(JdbcClient jdbc, TransactionTemplate transactions) {
    this.jdbc = jdbc;
    this.transactions = transactions;
  }

  /// Empties the tables and fills them from the log, in one transaction that nobody reads or writes
  /// through.
  public void run() {
    transactions.executeWithoutResult(
        status -> STATEMENTS.forEach(statement -> jdbc.sql(statement).update()));
  }
}
