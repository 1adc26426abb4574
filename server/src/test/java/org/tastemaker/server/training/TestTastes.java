package org.tastemaker.server.training;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.springframework.jdbc.core.simple.JdbcClient;

/// Made-up people and ratings, written straight into the tables.
public final class TestTastes {
  private TestTastes() {}

  /// People of four tastes: each likes most of the items of one quarter and little else.
  public static void fill(JdbcClient jdbc, int people, int items) {
    var random = new SplittableRandom(7);
    var ratings = new ArrayList<Object[]>();
    for (int person = 1; person <= people; person++) {
      for (int item = 1; item <= items; item++) {
        boolean mine = person % 4 == item % 4;
        if (random.nextDouble() < (mine ? 0.5 : 0.1)) {
          int stars = mine ? 4 + random.nextInt(2) : 1 + random.nextInt(3);
          ratings.add(new Object[] {person, item, 100 * stars});
        }
      }
    }
    rate(jdbc, ratings);
  }

  static void rate(JdbcClient jdbc, List<Object[]> ratings) {
    var values = new StringBuilder();
    for (var rating : ratings) {
      values.append(values.isEmpty() ? "" : ",");
      values.append("(%d, %d, %d)".formatted(rating));
    }
    jdbc.sql(
            """
            with new as (select * from (values %s) as v (person, item, hundredths)),
                 logged as (insert into interaction_log (occurred_at, person, item, value, type)
                            select timestamptz '2026-01-01 00:00:00Z' + person * interval '1 hour',
                                   person, item, hundredths, 1 from new),
                 rated as (insert into rating (person, item, hundredths, occurred_at)
                           select person, item, hundredths,
                                  timestamptz '2026-01-01 00:00:00Z' + person * interval '1 hour'
                           from new)
            insert into item_rating (item, hundredths, count)
            select item, sum(hundredths), count(*) from new group by item
            on conflict (item) do update
            set hundredths = item_rating.hundredths + excluded.hundredths,
                count = item_rating.count + excluded.count
            """
                .formatted(values))
        .update();
  }
}
