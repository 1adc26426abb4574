package org.tastemaker.server.redis;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// There is a [Redis] only where one is named; without it no class of its driver is loaded.
@Configuration(proxyBeanMethods = false)
@WithRedis
class RedisConfiguration {
  @Bean
  Redis redis(RedisSettings settings) {
    return new Redis(settings);
  }
}
