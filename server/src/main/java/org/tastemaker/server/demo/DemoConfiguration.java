package org.tastemaker.server.demo;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.transaction.support.TransactionTemplate;
import org.tastemaker.server.catalogue.Catalogue;
import org.tastemaker.server.interaction.BulkInteractions;
import org.tastemaker.server.interaction.People;

@Configuration(proxyBeanMethods = false)
class DemoConfiguration {
  @Bean
  Demo demo(
      Catalogue catalogue, People people, BulkInteractions bulk, TransactionTemplate transactions) {
    return new Demo(catalogue, people, bulk, transactions);
  }
}
