package org.tastemaker.server.sql;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;

/// What a schema holds, from PostgreSQL's catalogue.
final class Tables {

  /// Rows that migrations or a first start write, before anybody has used the program.
  private static final Set<String> NOBODYS = Set.of("scheduled_tasks", "kind", "kind_attribute");

  private Tables() {}

  /// All tables but the migrations' history.
  static List<String> names(JdbcClient jdbc, String schema) {
    return jdbc.sql(
            """
            select relname from pg_class
            where relnamespace = cast(:schema as regnamespace) and relkind = 'r' and relname <> :history
            order by relname
            """)
        .param("schema", schema)
        .param("history", Migrations.HISTORY)
        .query((row, _) -> row.getString(1))
        .list();
  }

  /// A table's columns but for the computed ones.
  static List<String> columns(JdbcClient jdbc, String schema, String table) {
    return jdbc.sql(
            """
            select attname from pg_attribute
            where attrelid = cast(:table as regclass) and attnum > 0 and not attisdropped and attgenerated = ''
            order by attnum
            """)
        .param("table", schema + "." + Manifest.quoted(table))
        .query((row, _) -> row.getString(1))
        .list();
  }

  static List<String> sequences(JdbcClient jdbc, String schema) {
    return jdbc.sql("select sequencename from pg_sequences where schemaname = :schema order by 1")
        .param("schema", schema)
        .query((row, _) -> row.getString(1))
        .list();
  }

  /// A table with rows, if there is one.
  static Optional<String> anyWithRows(JdbcClient jdbc, String schema) {
    return names(jdbc, schema).stream()
        .filter(name -> !NOBODYS.contains(name))
        .filter(name -> hasRows(jdbc, schema + "." + Manifest.quoted(name)))
        .findFirst();
  }

  private static boolean hasRows(JdbcClient jdbc, String table) {
    return jdbc.sql("select exists (select from " + table + ")").query(Boolean.class).single();
  }
}
