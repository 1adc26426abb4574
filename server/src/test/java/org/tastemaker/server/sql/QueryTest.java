package org.tastemaker.server.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class QueryTest {

  private final TestDatabase database = TestDatabase.fresh();

  @AfterEach
  void close() {
    database.close();
  }

  @Test
  void rowsArePrintedAsATable() {
    assertThat(only("select n as id, repeat('x', n) as name from generate_series(1, 3) n").table())
        .isEqualTo(
            """
            id  name
            --  ----
            1   x
            2   xx
            3   xxx
            (3 rows)\
            """);
  }

  @Test
  void valuesKeepTheirTypesInJson() {
    assertThat(
            only("""
            select 1 a, 2.5 b, true c, null d, 'x' e, '{"k": [1]}'::jsonb f, array[1, 2] g,
                   timestamptz '2026-01-02 03:04:05Z' h, '\\x00ff'::bytea i
            """)
                .json())
        .isEqualTo(
            "[{\"a\":1,\"b\":2.5,\"c\":true,\"d\":null,\"e\":\"x\",\"f\":{\"k\":[1]},\"g\":[1,2],"
                + "\"h\":\"2026-01-02T03:04:05Z\",\"i\":\"\\\\x00ff\"}]");
  }

  @Test
  void aChangeSaysHowManyRows() {
    Query changed = only("insert into person (name) values ('Ann'), ('Bob')");

    assertThat(changed.table()).isEqualTo("2 rows changed");
    assertThat(changed.json()).isEqualTo("{\"changed\":2}");
  }

  @Test
  void severalStatementsGiveSeveralAnswers() {
    List<Query> answers =
        Query.run(
            database.dataSource(),
            "insert into person (name) values ('Ann'); select name from person");

    assertThat(answers).hasSize(2);
    assertThat(answers.getLast().table()).contains("Ann");
  }

  @Test
  void whatCannotRunIsSaidAndChangesNothing() {
    assertThatExceptionOfType(StorageException.class)
        .isThrownBy(() ->
            Query.run(
                database.dataSource(),
                "insert into person (name) values ('Ann'); select * from nowhere"))
        .withMessageContaining("nowhere");
    assertThat(only("select count(*) from person").json()).isEqualTo("[{\"count\":0}]");
  }

  @Test
  void anEndlessResultIsCutOff() {
    assertThat(only("select * from generate_series(1, 200000)").table())
        .endsWith("(100000 rows, and more that are not shown)");
  }

  @Test
  void noRowsAreATableTooAndLongValuesAreShortened() {
    assertThat(only("select 1 a where false").table()).isEqualTo("a\n-\n(0 rows)");
    assertThat(only("select repeat('ä', 500) a").table())
        .contains("ä…")
        .doesNotContain("ä".repeat(80));
  }

  private Query only(String statement) {
    return Query.run(database.dataSource(), statement).getFirst();
  }
}
