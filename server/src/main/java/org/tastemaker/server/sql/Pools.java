package org.tastemaker.server.sql;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import org.postgresql.ds.PGSimpleDataSource;

/// Connections to a PostgreSQL: pooled for everyday queries, unpooled for what keeps one for long.
final class Pools {

  private Pools() {}

  static PGSimpleDataSource unpooled(PostgresAddress address) {
    var source = new PGSimpleDataSource();
    source.setServerNames(new String[] {address.host()});
    source.setPortNumbers(new int[] {address.port()});
    source.setDatabaseName(address.database());
    source.setUser(address.user());
    source.setPassword(address.password());
    source.setApplicationName("tastemaker");
    source.setReWriteBatchedInserts(true);
    source.setTcpKeepAlive(true);
    return source;
  }

  static HikariDataSource pooled(PostgresAddress address, int size) {
    var config = new HikariConfig();
    config.setPoolName("tastemaker");
    config.setDataSource(unpooled(address));
    config.setMaximumPoolSize(size);
    config.setMinimumIdle(Math.min(2, size));
    config.setConnectionTimeout(10_000);
    return new HikariDataSource(config);
  }
}
