package org.tastemaker.server.http;

import org.springframework.jdbc.core.simple.JdbcClient;

/// Whether the database answers.
final class DatabaseCheck implements HealthCheck {
  private final JdbcClient jdbc;

  DatabaseCheck(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  @Override
  public String name() {
    return "database";
  }

  @Override
  public Result check() {
    return Result.up("PostgreSQL " + jdbc.sql("show server_version").query(String.class).single());
  }
}
