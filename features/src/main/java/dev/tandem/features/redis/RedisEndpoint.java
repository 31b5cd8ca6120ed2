package dev.tandem.features.redis;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * Where Redis is and how to talk to it.
 *
 * @param authority the file with the certificates, in PEM, of those who may vouch for the servers
 *     over TLS; empty means whom this JVM trusts
 * @param credentials empty where the servers ask for none
 */
public record RedisEndpoint(
    RedisTopology topology,
    Transport transport,
    Optional<String> authority,
    Optional<Credentials> credentials,
    RedisLimits limits) {

  /** Whether connections are encrypted. */
  public enum Transport {
    /** In the clear. */
    PLAIN,
    /** TLS; the server's certificate must be valid for the host that is connected to. */
    TLS
  }

  /**
   * What to log in with.
   *
   * @param user empty for the server's default user
   */
  public record Credentials(Optional<String> user, String password) {
    public Credentials {
      Objects.requireNonNull(user, "user");
      Objects.requireNonNull(password, "password");
    }

    /** The user, and never the password. */
    @Override
    public String toString() {
      return user.orElse("") + ":***";
    }
  }

  public RedisEndpoint {
    Objects.requireNonNull(topology, "topology");
    Objects.requireNonNull(transport, "transport");
    Objects.requireNonNull(credentials, "credentials");
    Objects.requireNonNull(limits, "limits");
    if (authority.isPresent() && transport == Transport.PLAIN) {
      throw new IllegalArgumentException("cacert goes with TLS: rediss://");
    }
  }

  /** A server without encryption or password, with the default limits. */
  public static RedisEndpoint of(String host, int port) {
    return of(new RedisTopology.Standalone(new RedisAddress(host, port)));
  }

  /** Servers without encryption or password, with the default limits. */
  public static RedisEndpoint of(RedisTopology topology) {
    return new RedisEndpoint(
        topology, Transport.PLAIN, Optional.empty(), Optional.empty(), RedisLimits.defaults());
  }

  /**
   * Reads an endpoint's text; {@link RedisEndpointText} has the forms.
   *
   * @throws IllegalArgumentException if the text has another form; the message does not repeat it,
   *     since it may hold a password
   */
  public static RedisEndpoint parse(String text) {
    return RedisEndpointText.parse(text);
  }

  /** The servers that are named: the server, or some of the cluster's nodes, or the sentinels. */
  public List<RedisAddress> addresses() {
    return topology.addresses();
  }

  /** The same servers over another transport. */
  public RedisEndpoint with(Transport other) {
    return new RedisEndpoint(topology, other, authority, credentials, limits);
  }

  /** The same servers with something to log in with. */
  public RedisEndpoint with(Credentials login) {
    return new RedisEndpoint(topology, transport, authority, Optional.of(login), limits);
  }

  /** The same servers with other limits. */
  public RedisEndpoint with(RedisLimits other) {
    return new RedisEndpoint(topology, transport, authority, credentials, other);
  }

  /** The same servers over TLS, vouched for by the certificates in a PEM file. */
  public RedisEndpoint withAuthority(String file) {
    return new RedisEndpoint(topology, Transport.TLS, Optional.of(file), credentials, limits);
  }

  /** The same servers with other time-outs. */
  public RedisEndpoint withTimeouts(Duration connect, Duration answer) {
    return with(limits.withTimeouts(connect, answer));
  }

  /** The endpoint as {@link #parse} reads it, the password masked and the limits left out. */
  @Override
  public String toString() {
    return (transport == Transport.TLS ? "rediss" : "redis")
        + topology.scheme()
        + "://"
        + credentials.map(login -> login + "@").orElse("")
        + topology.addressText()
        + (topology instanceof RedisTopology.Sentinel sentinel ? "/" + sentinel.master() : "");
  }
}
