package dev.tandem.features.redis;

import redis.clients.jedis.ClientSetInfoConfig;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.JedisClientConfig;

/** What Jedis is told of an endpoint; sockets it is given. */
final class RedisClientConfig {
  private RedisClientConfig() {}

  /** How to talk to the servers of an endpoint. */
  static JedisClientConfig of(RedisEndpoint endpoint) {
    DefaultJedisClientConfig.Builder config = silent(endpoint);
    endpoint
        .credentials()
        .ifPresent(
            login -> {
              login.user().ifPresent(config::user);
              config.password(login.password());
            });
    return config.build();
  }

  /** How to talk to the sentinels of an endpoint, which ask for no password. */
  static JedisClientConfig ofSentinels(RedisEndpoint endpoint) {
    return silent(endpoint).build();
  }

  private static DefaultJedisClientConfig.Builder silent(RedisEndpoint endpoint) {
    return DefaultJedisClientConfig.builder()
        .resp2()
        .clientSetInfoConfig(ClientSetInfoConfig.DISABLED)
        .socketTimeoutMillis(Math.toIntExact(endpoint.limits().answerTimeout().toMillis()));
  }
}
