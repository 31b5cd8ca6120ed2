package dev.tandem.infra.job;

import dev.tandem.features.redis.RedisEndpoint;
import dev.tandem.features.redis.RedisOnlineStore;
import dev.tandem.features.store.StoreUnavailableException;
import dev.tandem.infra.redis.LocalRedis;
import java.util.List;
import java.util.Optional;

/** A Redis server for the time of a run: somebody else's, or one that is started and ended. */
final class RedisLease implements AutoCloseable {
  private final RedisEndpoint endpoint;
  private final Optional<LocalRedis> own;

  private RedisLease(RedisEndpoint endpoint, Optional<LocalRedis> own) {
    this.endpoint = endpoint;
    this.own = own;
  }

  /** The server at the endpoint, or a new one. */
  static RedisLease of(Optional<RedisEndpoint> endpoint) {
    if (endpoint.isPresent()) {
      return new RedisLease(endpoint.get(), Optional.empty());
    }
    LocalRedis redis = LocalRedis.start();
    return new RedisLease(RedisEndpoint.of(redis.host(), redis.port()), Optional.of(redis));
  }

  /**
   * Finds out before long work whether there is a server at all.
   *
   * @throws JobFailedException if none answers
   */
  static void requireAnswer(RedisEndpoint endpoint) {
    try (RedisOnlineStore store = RedisOnlineStore.open(endpoint)) {
      store.read(List.of(new byte[] {0}));
    } catch (StoreUnavailableException e) {
      throw new JobFailedException(
          "no Redis answers at "
              + endpoint
              + "; start one there, or run without --redis to have one for the time of the run",
          e);
    }
  }

  RedisEndpoint endpoint() {
    return endpoint;
  }

  /** Ends the server if it was started here. */
  @Override
  public void close() {
    own.ifPresent(LocalRedis::close);
  }
}
