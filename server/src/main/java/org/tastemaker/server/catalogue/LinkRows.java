package org.tastemaker.server.catalogue;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;

/// The table `item_link`.
final class LinkRows {

  private static final int MOST_RELATED = 1_000;

  private final JdbcClient jdbc;

  LinkRows(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  private static ItemLink link(ResultSet row) throws SQLException {
    return new ItemLink(
        row.getInt("item"),
        Relation.written(row.getString("relation")).orElseThrow().relation(),
        row.getInt("other"));
  }

  /// The links of an item, in both directions; not more than can be shown.
  List<ItemLink> of(int item) {
    return of(item, MOST_RELATED);
  }

  /// Every link of an item.
  List<ItemLink> all(int item) {
    return of(item, Integer.MAX_VALUE);
  }

  private List<ItemLink> of(int item, int most) {
    return jdbc.sql(
            """
            select item, relation, other from item_link where item = :item or other = :item
            order by relation, item, other limit :most
            """)
        .param("item", item)
        .param("most", most)
        .query((row, _) -> link(row))
        .list();
  }

  /// Whether the link would close a circle.
  boolean closesCircle(ItemLink link) {
    return jdbc.sql(
            """
            with recursive before (item) as (
              select :other
              union
              select l.other from before b
              join item_link l on l.item = b.item and l.relation = :relation
            )
            select exists (select from before where item = :item)
            """)
        .param("item", link.item())
        .param("relation", link.relation().text())
        .param("other", link.other())
        .query(Boolean.class)
        .single();
  }

  /// A relation by which an item leads back to itself, if there is one.
  Optional<Relation> circle(int item) {
    return jdbc.sql(
            """
            with recursive before (relation, item) as (
              select relation, other from item_link where item = :item and relation <> :undirected
              union
              select b.relation, l.other from before b
              join item_link l on l.item = b.item and l.relation = b.relation
            )
            select relation from before where item = :item order by relation limit 1
            """)
        .param("item", item)
        .param("undirected", Relation.RELATED_TO.text())
        .query((row, _) -> Relation.written(row.getString("relation")).orElseThrow().relation())
        .optional();
  }

  /// Adds those links whose items are there.
  ///
  /// @return how many are new
  int add(Collection<ItemLink> links) {
    return jdbc.sql(
            """
            insert into item_link (item, relation, other)
            select g.item, g.relation, g.other
            from unnest(cast(:items as integer[]), cast(:relations as text[]),
                        cast(:others as integer[])) as g (item, relation, other)
            where exists (select from item i where i.id = g.item)
              and exists (select from item i where i.id = g.other)
            on conflict do nothing
            """)
        .param("items", links.stream().map(ItemLink::item).toArray(Integer[]::new))
        .param("relations", links.stream().map(l -> l.relation().text()).toArray(String[]::new))
        .param("others", links.stream().map(ItemLink::other).toArray(Integer[]::new))
        .update();
  }

  /// Whether there was such a link to take away.
  boolean remove(ItemLink link) {
    return jdbc.sql(
                """
                delete from item_link
                where item = :item and relation = :relation and other = :other
                """)
            .param("item", link.item())
            .param("relation", link.relation().text())
            .param("other", link.other())
            .update()
        > 0;
  }

  /// Everything that an item leads to over links and franchises, itself included.
  List<Integer> related(int item) {
    return jdbc.sql(
            """
            with recursive members (item) as (
              select :item
              union
              select o.id from members m cross join lateral (
                select l.other as id from item_link l where l.item = m.item
                union all
                select l.item from item_link l where l.other = m.item
                union all
                select other.id from item one join item other on other.franchise = one.franchise
                where one.id = m.item
              ) o
            )
            select item from members limit :most
            """)
        .param("item", item)
        .param("most", MOST_RELATED)
        .query((row, _) -> row.getInt("item"))
        .list();
  }
}
