package org.tastemaker.server.interaction;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.tastemaker.server.catalogue.ItemUse;

/// Looks through what people did. The log has no index by item: this reads all of it, for the rare
/// deletion of an item.
final class ItemUses implements ItemUse {

  private final JdbcClient jdbc;

  ItemUses(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  @Override
  public boolean isUsed(int item) {
    return jdbc.sql(
            """
            select exists (select from item_rating where item = :item and count > 0)
                or exists (select from rating where item = :item)
                or exists (select from activity where item = :item)
                or exists (select from decline where item = :item)
                or exists (select from interaction_log where item = :item)
            """)
        .param("item", item)
        .query(Boolean.class)
        .single();
  }
}
