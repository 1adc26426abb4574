package org.tastemaker.server.http;

import org.tastemaker.server.redis.Redis;
import org.tastemaker.server.redis.RedisAway;

/// What Redis is doing. The server stays ready without it: limits count on each node for itself,
/// and only sign-ins through other providers wait. All nodes would be taken out together otherwise.
final class RedisCheck implements HealthCheck {
  private final Redis redis;

  RedisCheck(Redis redis) {
    this.redis = redis;
  }

  @Override
  public String name() {
    return "redis";
  }

  @Override
  public boolean isVital() {
    return false;
  }

  @Override
  public Result check() {
    try {
      return Result.up("Redis " + redis.version());
    } catch (RedisAway e) {
      return Result.down("Redis does not answer: limits count on each node for itself.");
    }
  }
}
