package dev.tandem.features.redis;

import dev.tandem.features.store.Deadline;
import dev.tandem.features.store.Guard;
import dev.tandem.features.store.StateBatch;
import dev.tandem.features.store.StoredState;
import java.util.List;

/**
 * What the servers of one topology do together. All methods fail with a {@link
 * redis.clients.jedis.exceptions.JedisException} if they cannot. Safe for use by many threads.
 */
sealed interface RedisServers extends AutoCloseable permits RedisMaster, RedisCluster {

  /** Reads as many of the batch's states as are answered by the deadline; fails if not all are. */
  void read(StateBatch batch, Deadline deadline);

  /** Writes states and returns how many were not older than what was there. */
  int write(List<StoredState> states);

  /** The same as long as the guard is met. */
  int writeWhile(Guard guard, List<StoredState> states);

  /** Fails unless all servers that are written to answer. */
  void ping();

  @Override
  void close();
}
