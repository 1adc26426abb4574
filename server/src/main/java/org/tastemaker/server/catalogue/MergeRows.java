package org.tastemaker.server.catalogue;

import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;

/// The table `item_merge`, and the episodes that name their series by its id.
final class MergeRows {

  private final JdbcClient jdbc;

  MergeRows(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /// Notes that an item was merged into another one, now.
  ///
  /// @param position of the event that tells it
  void add(int item, int kept, long position) {
    jdbc.sql(
            """
            insert into item_merge (item, kept, position, merged_at)
            values (:item, :kept, :position, now())
            """)
        .param("item", item)
        .param("kept", kept)
        .param("position", position)
        .update();
  }

  /// Makes the table anew from the log.
  void restore() {
    jdbc.sql("truncate item_merge").update();
    jdbc.sql(
            """
            insert into item_merge (item, kept, position, merged_at)
            select cast(object_id as integer), cast(payload ->> 'into' as integer), position,
                   occurred_at
            from event where type = :type
            """)
        .param("type", ItemEvents.MERGED)
        .update();
  }

  /// The items that name this one as their series by our id.
  List<Integer> episodes(int series) {
    return jdbc.sql("select id from item where attributes ->> 'series' = :series order by id")
        .param("series", Integer.toString(series))
        .query((row, _) -> row.getInt(1))
        .list();
  }
}
