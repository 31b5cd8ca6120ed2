package dev.tandem.features.redis;

import dev.tandem.features.store.StateBatch;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.Socket;
import redis.clients.jedis.Connection;
import redis.clients.jedis.ConnectionFactory;
import redis.clients.jedis.DefaultJedisSocketFactory;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.JedisClientConfig;
import redis.clients.jedis.JedisSocketFactory;
import redis.clients.jedis.PushConsumerChain;
import redis.clients.jedis.exceptions.JedisConnectionException;
import redis.clients.jedis.util.RedisInputStream;

/**
 * A connection that also reads states into a {@link StateBatch}: one MGET, written from the batch's
 * keys and answered into the batch's bytes, where Jedis would make an array for each key and each
 * state. All else is Jedis: connecting, logging in, other commands, errors, and what makes a
 * connection broken.
 *
 * <p>Speaks version 2 of Redis's protocol. For one thread at a time.
 */
final class StateConnection extends Connection {
  private final KeptSocket socket;
  private final MgetRequest request = new MgetRequest();
  private StateBatch batch;
  private int from;
  private int to;

  private StateConnection(Connection.Builder builder, KeptSocket socket) {
    super(builder);
    this.socket = socket;
  }

  /** Makes such connections to a server for a pool. */
  static ConnectionFactory factory(HostAndPort server, JedisClientConfig config) {
    JedisSocketFactory sockets = new DefaultJedisSocketFactory(server, config);
    return ConnectionFactory.builder()
        .socketFactory(sockets)
        .clientConfig(config)
        .connectionBuilder(new Builder().socketFactory(sockets).clientConfig(config))
        .build();
  }

  private static final class Builder extends Connection.Builder {
    @Override
    protected Connection createConnection() {
      KeptSocket socket = new KeptSocket(getSocketFactory());
      return new StateConnection(
          new Connection.Builder().socketFactory(socket).clientConfig(getClientConfig()), socket);
    }
  }

  /** Remembers the socket it made, which Jedis keeps to itself. */
  private static final class KeptSocket implements JedisSocketFactory {
    private final JedisSocketFactory factory;
    private Socket made;

    KeptSocket(JedisSocketFactory factory) {
      this.factory = factory;
    }

    @Override
    public Socket createSocket() {
      made = factory.createSocket();
      return made;
    }
  }

  /**
   * Reads the states under the keys {@code [first, end)} of a batch into it.
   *
   * @throws redis.clients.jedis.exceptions.JedisException if the server refuses or is silent
   */
  void read(StateBatch states, int first, int end) {
    batch = states;
    from = first;
    to = end;
    try {
      readProtocolWithCheckingBroken();
    } finally {
      batch = null;
    }
  }

  // Nothing of an earlier answer is in Jedis's buffer: it read all of it and asked for no more.
  @Override
  protected Object protocolRead(RedisInputStream in, PushConsumerChain consumers) {
    if (batch == null) {
      return super.protocolRead(in, consumers);
    }
    try {
      request.write(batch, from, to, socket.made.getOutputStream());
      MgetReply reply = new MgetReply(socket.made.getInputStream(), batch);
      if (!reply.read(from, to)) {
        return super.protocolRead(
            new RedisInputStream(new ByteArrayInputStream(reply.errorLine())), consumers);
      }
      return batch;
    } catch (IOException e) {
      throw new JedisConnectionException(e);
    }
  }
}
