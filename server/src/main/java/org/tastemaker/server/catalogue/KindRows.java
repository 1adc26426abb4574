package org.tastemaker.server.catalogue;

import java.math.BigDecimal;
import java.sql.Types;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.tastemaker.server.json.Json;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.JsonNode;

/// The kinds that the database allows, and which attributes it lets their items have.
final class KindRows {

  private static final TypeReference<Map<String, JsonNode>> ATTRIBUTES = new TypeReference<>() {};

  private final JdbcClient jdbc;

  KindRows(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /// All forms, the declared ones read from the database.
  KindForms forms() {
    return KindForms.with(
        jdbc.sql("select name, schema::text from kind where schema is not null")
            .query((row, _) ->
                KindForm.declared(
                    new Kind(row.getString("name")),
                    Json.mapper().readTree(row.getString("schema"))))
            .list());
  }

  /// Writes a declared kind down, whether it was there or not.
  ///
  /// @param known the id that it had; null: a new one, where it is new
  /// @return its id
  int declare(KindForm form, @Nullable Integer known) {
    int id =
        jdbc.sql(
                """
                insert into kind (id, name, schema)
                values (coalesce(cast(:id as integer), nextval(pg_get_serial_sequence('kind', 'id'))),
                        :name, cast(:schema as jsonb))
                on conflict (name) do update set schema = excluded.schema
                returning id
                """)
            .param("id", known, Types.INTEGER)
            .param("name", form.kind().name())
            .param("schema", form.schema().toString())
            .query(Integer.class)
            .single();
    jdbc.sql("delete from kind_attribute where kind = :kind")
        .param("kind", form.kind().name())
        .update();
    allow(form);
    return id;
  }

  private void allow(KindForm form) {
    var names = new ArrayList<String>();
    var types = new ArrayList<String>();
    var least = new ArrayList<@Nullable BigDecimal>();
    var most = new ArrayList<@Nullable BigDecimal>();
    form.attributes()
        .forEach((name, shape) -> {
          names.add(name);
          types.add(shape.jsonType());
          least.add(least(shape));
          most.add(most(shape));
        });
    jdbc.sql(
            """
            insert into kind_attribute (kind, name, type, least, most)
            select :kind, a.name, a.type, a.least, a.most
            from unnest(cast(:names as text[]), cast(:types as text[]),
                        cast(:least as numeric[]), cast(:most as numeric[]))
                 as a (name, type, least, most)
            """)
        .param("kind", form.kind().name())
        .param("names", names.toArray(String[]::new))
        .param("types", types.toArray(String[]::new))
        .param("least", least.toArray(BigDecimal[]::new))
        .param("most", most.toArray(BigDecimal[]::new))
        .update();
  }

  static @Nullable BigDecimal least(Shape shape) {
    return switch (shape) {
      case Shape.Whole whole -> BigDecimal.valueOf(whole.least());
      case Shape.Decimal decimal -> decimal.least();
      default -> null;
    };
  }

  static @Nullable BigDecimal most(Shape shape) {
    return switch (shape) {
      case Shape.Whole whole -> BigDecimal.valueOf(whole.most());
      case Shape.Decimal decimal -> decimal.most();
      default -> null;
    };
  }

  /// An item of the kind that a form would refuse, and why.
  Optional<Misfit> misfit(KindForm form) {
    try (Stream<Misfit> all =
        jdbc
            .sql(
                """
                select id, attributes::text from item
                where kind = :kind and attributes <> '{}' order by id
                """)
            .param("kind", form.kind().name())
            .query((row, _) ->
                new Misfit(row.getInt("id"), sentence(form, row.getString("attributes"))))
            .stream()) {
      return all.filter(item -> !item.sentence().isEmpty()).findFirst();
    }
  }

  /// An item and what is wrong with it.
  record Misfit(int item, String sentence) {}

  private static String sentence(KindForm form, String attributes) {
    try {
      form.check(Json.mapper().readValue(attributes, ATTRIBUTES));
      return "";
    } catch (InvalidItemException e) {
      return e.field() + ": " + e.sentence();
    }
  }

  /// Lets these kinds be, without attributes, where nobody declared them.
  void ensure(Collection<Kind> kinds) {
    jdbc.sql(
            """
            insert into kind (name, schema)
            select name, '{"type": "object", "properties": {}}'
            from unnest(cast(:names as text[])) as g (name)
            where not exists (select from kind k where k.name = g.name)
            """)
        .param("names", kinds.stream().map(Kind::name).distinct().toArray(String[]::new))
        .update();
  }

  /// Forgets what was declared.
  void clear() {
    jdbc.sql("delete from kind where schema is not null").update();
  }
}
