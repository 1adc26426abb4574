package org.tastemaker.server.search;

import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;
import org.tastemaker.server.catalogue.LiveCatalogue;

@Configuration(proxyBeanMethods = false)
class SearchConfiguration {

  @Bean(initMethod = "start", destroyMethod = "close")
  LiveTitles liveTitles(LiveCatalogue live, SearchSettings settings) {
    return new LiveTitles(live::current, settings);
  }

  @Bean
  Search search(LiveCatalogue live, LiveTitles titles) {
    return new Search(live::current, titles);
  }

  @Bean
  SearchHistory searchHistory(
      JdbcClient jdbc, TransactionTemplate transactions, SearchSettings settings) {
    return new SearchHistory(jdbc, transactions, settings.history(), Clock.systemUTC());
  }
}
