package org.tastemaker.server.sql;

/// Where a PostgreSQL is and how to log in.
public record PostgresAddress(
    String host, int port, String database, String user, String password) {

  /// The same server, another of its databases.
  public PostgresAddress withDatabase(String other) {
    return new PostgresAddress(host, port, other, user, password);
  }

  /// Without the password.
  @Override
  public String toString() {
    return "postgresql://%s@%s:%d/%s".formatted(user, host, port, database);
  }
}
