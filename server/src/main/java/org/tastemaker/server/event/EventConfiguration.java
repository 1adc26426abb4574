package org.tastemaker.server.event;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

@Configuration(proxyBeanMethods = false)
class EventConfiguration {

  @Bean
  LogPositions logPositions(JdbcClient jdbc) {
    return new LogPositions(jdbc);
  }

  @Bean
  EventLog eventLog(JdbcClient jdbc) {
    return new EventLog(jdbc);
  }
}
