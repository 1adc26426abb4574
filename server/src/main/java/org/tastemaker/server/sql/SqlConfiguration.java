package org.tastemaker.server.sql;

import javax.sql.DataSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/// The parts of the one [Database], which whoever starts the application opens and hands in.
@Configuration(proxyBeanMethods = false)
class SqlConfiguration {

  @Bean(destroyMethod = "")
  DataSource dataSource(Database database) {
    return database.dataSource();
  }

  @Bean
  JdbcClient jdbcClient(Database database) {
    return database.jdbc();
  }

  @Bean
  TransactionTemplate transactionTemplate(Database database) {
    return database.transactions();
  }

  @Bean(destroyMethod = "")
  Notifications notifications(Database database) {
    return database.notifications();
  }
}
