package org.tastemaker.server.importing;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;
import org.tastemaker.server.catalogue.Catalogue;
import org.tastemaker.server.catalogue.DeclaredKinds;
import org.tastemaker.server.interaction.BulkActivities;
import org.tastemaker.server.interaction.BulkInteractions;
import org.tastemaker.server.interaction.People;

@Configuration(proxyBeanMethods = false)
class ImportingConfiguration {

  @Bean
  Importer importer(
      Catalogue catalogue,
      DeclaredKinds kinds,
      People people,
      BulkInteractions ratings,
      BulkActivities activities,
      JdbcClient jdbc,
      TransactionTemplate transactions,
      ImportingSettings settings) {
    return new Importer(
        catalogue, kinds, people, ratings, activities, jdbc, transactions, settings);
  }
}
