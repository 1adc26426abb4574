package org.tastemaker.server.linking;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Primary;
import org.tastemaker.server.redis.Redis;
import org.tastemaker.server.redis.WithRedis;

/// Where a Redis is named, it keeps what the database would.
@Configuration(proxyBeanMethods = false)
@WithRedis
class LinkingWithRedis {
  @Bean
  @Primary
  OneTime oneTimeRedis(Redis redis) {
    return new OneTimeRedis(redis);
  }
}
