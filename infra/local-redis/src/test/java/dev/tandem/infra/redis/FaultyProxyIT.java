package dev.tandem.infra.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class FaultyProxyIT {
  private LocalRedis redis;
  private FaultyProxy proxy;

  @BeforeEach
  void start() {
    redis = LocalRedis.start();
    proxy = FaultyProxy.before(redis.port());
  }

  @AfterEach
  void stop() {
    proxy.close();
    redis.close();
  }

  @Test
  void accept_noFault_passesAnswersOn() throws IOException {
    assertThat(read(ping(5000), 7)).isEqualTo("+PONG\r\n");
    assertThat(proxy.accepted()).isEqualTo(1);
  }

  @Test
  void drip_anAnswer_comesWhole() throws IOException {
    proxy.drip(2);
    assertThat(read(ping(5000), 7)).isEqualTo("+PONG\r\n");
  }

  @Test
  void stall_anAnswer_comesOnceItIsHealed() throws IOException {
    proxy.stall();
    Socket client = ping(50);
    assertThatThrownBy(() -> read(client, 7)).isInstanceOf(SocketTimeoutException.class);
    proxy.heal();
    client.setSoTimeout(5000);
    assertThat(read(client, 7)).isEqualTo("+PONG\r\n");
  }

  @Test
  void cutAfter_threeBytes_hangsUpAfterThem() throws IOException {
    proxy.cutAfter(3);
    assertThat(read(ping(5000), 7)).isEqualTo("+PO");
    assertThat(read(ping(5000), 7)).isEmpty();
  }

  @Test
  void pause_theServer_isSilentUntilResumed() throws IOException {
    redis.pause();
    Socket client = ping(50);
    assertThatThrownBy(() -> read(client, 7)).isInstanceOf(SocketTimeoutException.class);
    redis.resume();
    client.setSoTimeout(5000);
    assertThat(read(client, 7)).isEqualTo("+PONG\r\n");
  }

  private Socket ping(int timeoutMillis) throws IOException {
    Socket client = new Socket(RedisServer.address(), proxy.port());
    client.setSoTimeout(timeoutMillis);
    client.getOutputStream().write("PING\r\n".getBytes(StandardCharsets.US_ASCII));
    return client;
  }

  private static String read(Socket client, int bytes) throws IOException {
    InputStream in = client.getInputStream();
    return new String(in.readNBytes(bytes), StandardCharsets.US_ASCII);
  }
}
