package org.tastemaker.server.interaction;

import java.util.ArrayList;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.tastemaker.server.catalogue.ItemUse;
import org.tastemaker.server.event.LogPositions;

/// What people did with an item that goes. The tables and the log have no index by item: this reads
/// all of them, for what is rare. It does so while people go on; only what they did meanwhile is
/// looked up while they wait.
final class ItemUses implements ItemUse {

  private final JdbcClient jdbc;
  private final LogPositions positions;
  private final ItemMoves moves;
  private final DirtyTotals totals;

  ItemUses(JdbcClient jdbc, DirtyTotals totals) {
    this.jdbc = jdbc;
    this.positions = new LogPositions(jdbc);
    this.moves = new ItemMoves(jdbc);
    this.totals = totals;
  }

  @Override
  public boolean isUsed(int item) {
    long read = positions.settled();
    if (stands(item) || !logged(item, 0).isEmpty()) {
      return true;
    }
    keepWritersOut();
    return !logged(item, read).isEmpty();
  }

  private boolean stands(int item) {
    return jdbc.sql(
            """
            select exists (select from item_rating where item = :item and count > 0)
                or exists (select from rating where item = :item)
                or exists (select from activity where item = :item)
                or exists (select from decline where item = :item)
            """)
        .param("item", item)
        .query(Boolean.class)
        .single();
  }

  /// Who did anything behind a position with an item, or with what was merged into it.
  private List<Integer> logged(int item, long after) {
    return jdbc.sql(
            """
            select distinct person from interaction_log
            where position > :after
              and item in (select :item union all select n.item from item_names('infinity') n
                           where n.name = :item)
            """)
        .param("item", item)
        .param("after", after)
        .query((row, _) -> row.getInt(1))
        .list();
  }

  private void keepWritersOut() {
    jdbc.sql("select seize_items()").query(row -> {});
  }

  @Override
  public void move(int from, int to) {
    long read = positions.settled();
    var people = new ArrayList<>(moves.people(from));
    keepWritersOut();
    people.addAll(logged(from, read));
    moves.move(from, to, people.stream().distinct().toList());
    totals.changed(List.of(from, to));
  }
}
