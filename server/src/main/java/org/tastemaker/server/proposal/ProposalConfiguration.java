package org.tastemaker.server.proposal;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;
import org.tastemaker.server.catalogue.Catalogue;
import org.tastemaker.server.catalogue.DeclaredKinds;
import org.tastemaker.server.catalogue.ItemEditor;

@Configuration(proxyBeanMethods = false)
class ProposalConfiguration {

  @Bean
  Proposals proposals(
      JdbcClient jdbc,
      Catalogue catalogue,
      ItemEditor editor,
      DeclaredKinds kinds,
      TransactionTemplate transactions) {
    return new Proposals(new ProposalRows(jdbc), catalogue, editor, kinds, transactions);
  }
}
