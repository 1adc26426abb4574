package org.tastemaker.server.catalogue;

import javax.sql.DataSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;
import org.tastemaker.server.event.EventLog;
import org.tastemaker.server.sql.Notifications;

@Configuration(proxyBeanMethods = false)
class CatalogueConfiguration {

  @Bean
  LiveCatalogue liveCatalogue(DataSource dataSource, TransactionTemplate transactions) {
    return new LiveCatalogue(new IndexRows(new JdbcTemplate(dataSource), transactions));
  }

  @Bean
  Catalogue catalogue(
      JdbcClient jdbc,
      TransactionTemplate transactions,
      EventLog events,
      Notifications notifications,
      LiveCatalogue live) {
    return new Catalogue(
        new ItemRows(jdbc), transactions, new ItemEvents(events, notifications), live);
  }

  @Bean(initMethod = "start", destroyMethod = "close")
  CatalogueFollower catalogueFollower(
      LiveCatalogue live, EventLog events, Notifications notifications) {
    return new CatalogueFollower(live, events, notifications);
  }
}
