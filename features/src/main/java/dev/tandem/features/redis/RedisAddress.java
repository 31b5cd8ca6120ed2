package dev.tandem.features.redis;

/**
 * The host and port of one server.
 *
 * @param host a name or an address; one of IPv6 without brackets
 */
public record RedisAddress(String host, int port) {
  public RedisAddress {
    if (host.isEmpty() || port < 1 || port > 65535) {
      throw new IllegalArgumentException(
          "a Redis endpoint has a host and a port from 1 to 65535, not '"
              + host
              + ":"
              + port
              + "'");
    }
  }

  @Override
  public String toString() {
    return (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
  }
}
