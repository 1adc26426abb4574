package org.tastemaker.server.search;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
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
}
