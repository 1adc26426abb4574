package org.tastemaker.server.catalogue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.dao.DataIntegrityViolationException;
import org.tastemaker.server.sql.TestDatabase;

/// What the database itself holds items to, whoever writes them.
class KindTablesTest {

  private final TestDatabase database = TestDatabase.fresh();

  @AfterEach
  void close() {
    database.close();
  }

  @Test
  void databaseKnowsTheAttributesThatTheProgramKnows() {
    var expected = new ArrayList<String>();
    for (Kind kind : Kind.builtIn()) {
      KindForm.builtIn(kind)
          .attributes()
          .forEach((name, shape) ->
              expected.add(
                  "%s %s %s %s %s"
                      .formatted(
                          kind,
                          name,
                          shape.jsonType(),
                          KindRows.least(shape),
                          KindRows.most(shape))));
    }

    List<String> kept =
        database
            .jdbc()
            .sql("select kind, name, type, least, most from kind_attribute")
            .query((row, _) ->
                "%s %s %s %s %s"
                    .formatted(
                        row.getString(1),
                        row.getString(2),
                        row.getString(3),
                        row.getBigDecimal(4),
                        row.getBigDecimal(5)))
            .list();

    assertThat(kept).containsExactlyInAnyOrderElementsOf(expected);
  }

  @Test
  void databaseKnowsTheRolesThatTheProgramKnows() {
    String constraint =
        database
            .jdbc()
            .sql(
                "select pg_get_constraintdef(oid) from pg_constraint where conname = 'credit_role'")
            .query(String.class)
            .single();

    assertThat(Credit.ROLES).allSatisfy(role -> assertThat(constraint).contains("'" + role + "'"));
    assertThat(constraint.split("::text", -1).length - 1)
        .isGreaterThanOrEqualTo(Credit.ROLES.size());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "film  | {}",
        "movie | {\"pages\": 3}",
        "movie | {\"runtimeMinutes\": \"170\"}",
        "movie | {\"runtimeMinutes\": 99999}",
        "anime | {\"droppedRate\": -0.1}",
        "unknown | {\"anything\": 1}"
      })
  void wrongItemsAreRefusedByTheDatabase(String kind, String attributes) {
    assertThatThrownBy(() -> insert(kind, attributes))
        .isInstanceOf(DataIntegrityViolationException.class);
    insert("movie", "{\"runtimeMinutes\": 170}");
    assertThatThrownBy(() ->
            database
                .jdbc()
                .sql("update item set kind = :kind, attributes = cast(:attributes as jsonb)")
                .param("kind", kind)
                .param("attributes", attributes)
                .update())
        .isInstanceOf(DataIntegrityViolationException.class);
  }

  private void insert(String kind, String attributes) {
    database
        .jdbc()
        .sql(
            "insert into item (kind, title, attributes) values (:kind, 'A', cast(:attributes as jsonb))")
        .param("kind", kind)
        .param("attributes", attributes)
        .update();
  }
}
