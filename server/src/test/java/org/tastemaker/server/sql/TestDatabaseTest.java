package org.tastemaker.server.sql;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TestDatabaseTest {

  @Test
  void everyDatabaseHasTheTablesAndNoneOfTheOthersRows() {
    try (var one = TestDatabase.fresh();
        var other = TestDatabase.fresh()) {
      one.jdbc().sql("insert into person (name) values ('Ann')").update();

      assertThat(one.jdbc().sql("select count(*) from person").query(Integer.class).single())
          .isEqualTo(1);
      assertThat(other.jdbc().sql("select count(*) from person").query(Integer.class).single())
          .isZero();
    }
  }

  @Test
  void anEmptyDatabaseHasNoTables() {
    try (var empty = TestDatabase.empty()) {
      assertThat(empty.jdbc().sql("select to_regclass('person')").query(String.class).optional())
          .isEmpty();
    }
  }
}
