package org.tastemaker.server.interaction;

import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/// Makes the tables that hold how things stand anew from the log of interactions. What comes out is
/// what was there.
public final class Replay {

  private static final List<String> STATEMENTS =
      List.of(
          "truncate rating, item_rating, activity, decline, progress",
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
