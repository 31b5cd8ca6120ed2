package dev.tandem.features.redis;

import java.nio.charset.StandardCharsets;
import redis.clients.jedis.Protocol;
import redis.clients.jedis.util.JedisClusterCRC16;

/**
 * The hash slots of a Redis Cluster: what is between the first brace that opens and the next that
 * closes decides on a key's slot, or the whole key if there is nothing between such braces.
 */
final class HashSlot {
  /** How many there are. */
  static final int COUNT = Protocol.CLUSTER_HASHSLOTS;

  private HashSlot() {}

  // Hot path: FetchBenchmark.
  /** The slot of the key at {@code [start, end)} of some bytes. */
  static int of(byte[] bytes, int start, int end) {
    int from = start;
    while (from < end && bytes[from] != '{') {
      from++;
    }
    int to = from + 1;
    while (to < end && bytes[to] != '}') {
      to++;
    }
    return to < end && to > from + 1
        ? JedisClusterCRC16.getCRC16(bytes, from + 1, to) & (COUNT - 1)
        : JedisClusterCRC16.getCRC16(bytes, start, end) & (COUNT - 1);
  }

  /** The slot of a key. */
  static int of(byte[] key) {
    return of(key, 0, key.length);
  }

  /** For each slot, a short text that a key in braces begins with if it is to be in that slot. */
  static byte[][] tags() {
    byte[][] tags = new byte[COUNT][];
    int missing = COUNT;
    for (int number = 0; missing > 0; number++) {
      byte[] tag =
          Integer.toString(number, Character.MAX_RADIX).getBytes(StandardCharsets.US_ASCII);
      int slot = of(tag);
      if (tags[slot] == null) {
        tags[slot] = tag;
        missing--;
      }
    }
    return tags;
  }
}
