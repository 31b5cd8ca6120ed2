package dev.tandem.features.redis;

import dev.tandem.features.store.Deadline;
import dev.tandem.features.store.Guard;
import dev.tandem.features.store.StateBatch;
import dev.tandem.features.store.StoredState;
import java.util.List;
import java.util.function.Function;
import redis.clients.jedis.Connection;
import redis.clients.jedis.exceptions.JedisConnectionException;
import redis.clients.jedis.exceptions.JedisDataException;
import redis.clients.jedis.exceptions.JedisException;

/**
 * One server that keeps everything: always the same, or the one that sentinels name.
 *
 * <p>A server that is gone, or is no master any more, is looked up again, and a read goes on with
 * the one that is found.
 */
final class RedisMaster implements RedisServers {
  private final MasterLookup lookup;
  private final RedisLimits limits;
  private final VersionedWriteScript plain = VersionedWriteScript.plain();
  private final VersionedWriteScript guarded = VersionedWriteScript.guarded();

  RedisMaster(MasterLookup lookup, RedisLimits limits) {
    this.lookup = lookup;
    this.limits = limits;
  }

  // Hot path: FetchBenchmark.
  @Override
  public void read(StateBatch batch, Deadline deadline) {
    RedisNode node = lookup.current(lookUpBy(deadline));
    for (int from = 0; from < batch.size(); from += RedisOnlineStore.READ_KEYS) {
      int to = Math.min(batch.size(), from + RedisOnlineStore.READ_KEYS);
      node = read(node, batch, from, to, deadline);
    }
  }

  private RedisNode read(RedisNode node, StateBatch batch, int from, int to, Deadline deadline) {
    try {
      node.mget(batch, from, to, deadline);
      return node;
    } catch (JedisConnectionException e) {
      RedisNode other = lookup.insteadOf(node, lookUpBy(deadline));
      if (other == node) {
        throw e;
      }
      other.mget(batch, from, to, deadline);
      return other;
    }
  }

  private Deadline lookUpBy(Deadline deadline) {
    return deadline.within(limits.connectTimeout().plus(limits.answerTimeout()));
  }

  @Override
  public int write(List<StoredState> states) {
    return on(connection -> new VersionedWrites(connection, plain).write(states));
  }

  @Override
  public int writeWhile(Guard guard, List<StoredState> states) {
    return on(connection -> new VersionedWrites(connection, guarded.with(guard)).write(states));
  }

  @Override
  public void ping() {
    on(Connection::ping);
  }

  private <T> T on(Function<StateConnection, T> commands) {
    RedisNode node = lookup.current(lookUpBy(Deadline.none()));
    try {
      return node.on(commands, Deadline.none());
    } catch (JedisException e) {
      // Whoever tries again finds the master of then.
      if (e instanceof JedisConnectionException || isReplica(e)) {
        lookup.insteadOf(node, lookUpBy(Deadline.none()));
      }
      throw e;
    }
  }

  private static boolean isReplica(JedisException e) {
    return e instanceof JedisDataException && String.valueOf(e.getMessage()).contains("READONLY");
  }

  @Override
  public void close() {
    lookup.close();
  }
}
