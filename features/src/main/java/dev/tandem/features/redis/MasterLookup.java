package dev.tandem.features.redis;

import dev.tandem.features.store.Deadline;

/** Knows the one server that is written to. Safe for use by many threads. */
interface MasterLookup extends AutoCloseable {

  /**
   * The server.
   *
   * @throws redis.clients.jedis.exceptions.JedisException if it is not known by the deadline
   */
  RedisNode current(Deadline deadline);

  /** The server, now that one has proved not to be it; that one if no other is known. */
  RedisNode insteadOf(RedisNode wrong, Deadline deadline);

  @Override
  void close();

  /** Always the same server. */
  static MasterLookup always(RedisNode node) {
    return new MasterLookup() {
      @Override
      public RedisNode current(Deadline deadline) {
        return node;
      }

      @Override
      public RedisNode insteadOf(RedisNode wrong, Deadline deadline) {
        return node;
      }

      @Override
      public void close() {
        node.close();
      }
    };
  }
}
