package org.tastemaker.server.event;

import java.util.List;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(EventSettings.class)
class EventConfiguration {

  @Bean
  LogPositions logPositions(JdbcClient jdbc) {
    return new LogPositions(jdbc);
  }

  @Bean
  EventLog eventLog(JdbcClient jdbc) {
    return new EventLog(jdbc);
  }

  @Bean
  LogSource loggedEvents(JdbcClient jdbc) {
    return new LoggedEvents(jdbc);
  }

  @Bean
  ChangeLog changeLog(LogPositions positions, List<LogSource> sources, List<Teller> tellers) {
    return new ChangeLog(positions, sources, tellers);
  }

  @Bean
  EventStream eventStream(ChangeLog log, EventSettings settings) {
    return new EventStream(log, settings);
  }

  @Bean
  LogWatch logWatch(LogPositions positions, EventSettings settings) {
    return new LogWatch(positions, settings.streams(), settings.look());
  }
}
