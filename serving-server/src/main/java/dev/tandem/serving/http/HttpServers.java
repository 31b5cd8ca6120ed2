package dev.tandem.serving.http;

import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsParameters;
import com.sun.net.httpserver.HttpsServer;
import dev.tandem.serving.edge.PortInUseException;
import dev.tandem.serving.edge.ServerSettings;
import dev.tandem.serving.edge.TlsContext;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;

/** The JDK's HTTP servers, bound and set up but not yet answering. */
final class HttpServers {
  static {
    // Read once, when the JDK's server is first used. Without the first, an answer waits for the
    // client's delayed acknowledgement of its headers (40 ms); without the others, clients that
    // stall hold threads and sockets for ever. Whoever sets them otherwise is left alone.
    setIfAbsent("sun.net.httpserver.nodelay", "true");
    setIfAbsent("sun.net.httpserver.maxReqTime", "30");
    setIfAbsent("sun.net.httpserver.maxRspTime", "30");
    setIfAbsent("jdk.httpserver.maxConnections", "4096");
  }

  private HttpServers() {}

  /** A server on the address of the settings, with TLS where they ask for it. */
  static HttpServer bind(ServerSettings settings) throws IOException {
    InetSocketAddress address =
        new InetSocketAddress(InetAddress.getByName(settings.host()), settings.port());
    try {
      if (settings.access().tls().isEmpty()) {
        return HttpServer.create(address, 0);
      }
      SSLContext context = TlsContext.open(settings.access().tls().get());
      HttpsServer server = HttpsServer.create(address, 0);
      server.setHttpsConfigurator(new Encryption(context));
      return server;
    } catch (BindException e) {
      if (String.valueOf(e.getMessage()).contains("in use")) {
        throw new PortInUseException(settings.host(), settings.port(), e);
      }
      throw e;
    }
  }

  private static void setIfAbsent(String property, String value) {
    if (System.getProperty(property) == null) {
      System.setProperty(property, value);
    }
  }

  /** Modern TLS only. */
  private static final class Encryption extends HttpsConfigurator {
    Encryption(SSLContext context) {
      super(context);
    }

    @Override
    public void configure(HttpsParameters parameters) {
      SSLParameters tls = getSSLContext().getDefaultSSLParameters();
      tls.setProtocols(TlsContext.PROTOCOLS.toArray(String[]::new));
      parameters.setSSLParameters(tls);
    }
  }
}
