package dev.tandem.features.redis;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.util.Collection;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManagerFactory;
import redis.clients.jedis.exceptions.JedisConnectionException;

/**
 * Opens sockets to servers, in the clear or with TLS, for which it prepares once. Safe for use by
 * many threads.
 */
final class RedisSockets {
  private final RedisLimits limits;
  private final Optional<SSLSocketFactory> tls;

  /**
   * Sockets as an endpoint wants them.
   *
   * @throws IllegalArgumentException if its file of certificates cannot be read
   */
  RedisSockets(RedisEndpoint endpoint) {
    this.limits = endpoint.limits();
    this.tls =
        endpoint.transport() == RedisEndpoint.Transport.PLAIN
            ? Optional.empty()
            : Optional.of(
                endpoint
                    .authority()
                    .map(file -> trusting(Path.of(file)))
                    .orElseGet(() -> (SSLSocketFactory) SSLSocketFactory.getDefault()));
  }

  private static SSLSocketFactory trusting(Path file) {
    try (InputStream in = Files.newInputStream(file)) {
      Collection<? extends Certificate> certificates =
          CertificateFactory.getInstance("X.509").generateCertificates(in);
      if (certificates.isEmpty()) {
        throw new IllegalArgumentException("cacert: found no certificate in " + file);
      }
      KeyStore trusted = KeyStore.getInstance(KeyStore.getDefaultType());
      trusted.load(null, null);
      for (Certificate certificate : certificates) {
        trusted.setCertificateEntry("authority " + trusted.size(), certificate);
      }
      TrustManagerFactory managers =
          TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      managers.init(trusted);
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, managers.getTrustManagers(), null);
      return context.getSocketFactory();
    } catch (IOException | GeneralSecurityException e) {
      throw new IllegalArgumentException("cacert: cannot read certificates from " + file, e);
    }
  }

  /**
   * Connects to the first address of the host that takes the connection.
   *
   * @throws JedisConnectionException if none does, or TLS cannot be agreed on
   */
  Socket open(RedisAddress server) {
    IOException last = null;
    try {
      for (InetAddress address : InetAddress.getAllByName(server.host())) {
        try {
          return open(server, address);
        } catch (IOException e) {
          last = e;
        }
      }
    } catch (IOException e) {
      last = e;
    }
    throw new JedisConnectionException("Failed to connect to " + server, last);
  }

  private Socket open(RedisAddress server, InetAddress address) throws IOException {
    Socket socket = new Socket();
    try {
      socket.setTcpNoDelay(true);
      socket.setKeepAlive(true);
      socket.connect(
          new InetSocketAddress(address, server.port()),
          Math.toIntExact(limits.connectTimeout().toMillis()));
      socket.setSoTimeout(Math.toIntExact(limits.answerTimeout().toMillis()));
      return tls.isPresent() ? secured(tls.get(), socket, server) : socket;
    } catch (IOException | RuntimeException e) {
      socket.close();
      throw e;
    }
  }

  private static Socket secured(SSLSocketFactory tls, Socket socket, RedisAddress server)
      throws IOException {
    SSLSocket secured = (SSLSocket) tls.createSocket(socket, server.host(), server.port(), true);
    SSLParameters parameters = secured.getSSLParameters();
    parameters.setEndpointIdentificationAlgorithm("HTTPS");
    secured.setSSLParameters(parameters);
    secured.startHandshake();
    return secured;
  }
}
