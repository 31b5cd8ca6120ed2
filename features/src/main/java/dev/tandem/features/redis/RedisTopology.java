package dev.tandem.features.redis;

import java.util.List;
import java.util.stream.Collectors;

/** How the servers that keep the online store belong together. */
public sealed interface RedisTopology {

  /** Which servers answer reads. */
  enum Readers {
    /** Those that are written to: a read sees every finished write. */
    MASTERS,
    /** Their replicas, where there are any: a read may miss the writes of the last moment. */
    REPLICAS
  }

  /** What the scheme of an endpoint's text ends with. */
  String scheme();

  /** The servers that are named, one or more. */
  List<RedisAddress> addresses();

  /** One server. */
  record Standalone(RedisAddress address) implements RedisTopology {
    @Override
    public String scheme() {
      return "";
    }

    @Override
    public List<RedisAddress> addresses() {
      return List.of(address);
    }
  }

  /**
   * A Redis Cluster.
   *
   * @param addresses some of its nodes, by which the others are found
   */
  record Cluster(List<RedisAddress> addresses, Readers readers) implements RedisTopology {
    public Cluster {
      addresses = some(addresses);
    }

    @Override
    public String scheme() {
      return "-cluster";
    }
  }

  /**
   * One server at a time, of which sentinels know which it is.
   *
   * @param addresses the sentinels
   * @param master the name by which they know the server
   */
  record Sentinel(List<RedisAddress> addresses, String master) implements RedisTopology {
    public Sentinel {
      addresses = some(addresses);
      if (master.isEmpty()) {
        throw new IllegalArgumentException(
            "a Redis behind sentinels has a name of 1 letter or more");
      }
    }

    @Override
    public String scheme() {
      return "-sentinel";
    }
  }

  private static List<RedisAddress> some(List<RedisAddress> addresses) {
    if (addresses.isEmpty()) {
      throw new IllegalArgumentException("a Redis endpoint names 1 server or more");
    }
    return List.copyOf(addresses);
  }

  /** The addresses as an endpoint's text lists them. */
  default String addressText() {
    return addresses().stream().map(RedisAddress::toString).collect(Collectors.joining(","));
  }
}
