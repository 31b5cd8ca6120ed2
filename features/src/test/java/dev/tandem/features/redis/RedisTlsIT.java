package dev.tandem.features.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tandem.features.store.Deadline;
import dev.tandem.features.store.StateBatch;
import dev.tandem.features.store.StoreUnavailableException;
import dev.tandem.features.store.StoredState;
import dev.tandem.infra.redis.FaultyProxy;
import dev.tandem.infra.redis.LocalRedis;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocketFactory;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** TLS as a client sees it; what is decrypted in front of the server is no matter to it. */
@Timeout(60)
class RedisTlsIT {
  private static final String PASSWORD = "changeit";

  @TempDir static Path folder;

  private static Path authority;

  @BeforeAll
  static void makeCertificate() throws Exception {
    authority = folder.resolve("ca.pem");
    keytool(
        "-genkeypair",
        "-alias",
        "redis",
        "-keyalg",
        "EC",
        "-dname",
        "CN=redis",
        "-ext",
        "SAN=IP:127.0.0.1");
    keytool("-exportcert", "-rfc", "-alias", "redis", "-file", authority.toString());
  }

  private static void keytool(String... arguments) throws Exception {
    List<String> command =
        new ArrayList<>(
            List.of(Path.of(System.getProperty("java.home"), "bin", "keytool").toString()));
    command.addAll(List.of(arguments));
    command.addAll(
        List.of("-keystore", folder.resolve("keys.p12").toString(), "-storepass", PASSWORD));
    Process keytool = new ProcessBuilder(command).inheritIO().start();
    assertThat(keytool.waitFor()).isZero();
  }

  private static SSLServerSocketFactory serverSockets() throws Exception {
    KeyStore keys = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(folder.resolve("keys.p12"))) {
      keys.load(in, PASSWORD.toCharArray());
    }
    KeyManagerFactory managers =
        KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    managers.init(keys, PASSWORD.toCharArray());
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(managers.getKeyManagers(), null, null);
    return context.getServerSocketFactory();
  }

  private static byte[] key(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  @Test
  void readAndWrite_overTls_areAsInTheClear() throws Exception {
    StoredState state = StoredState.of(key("k"), new byte[100]);
    try (LocalRedis redis = LocalRedis.start();
        FaultyProxy tls = FaultyProxy.before(redis.port(), serverSockets());
        RedisOnlineStore store =
            RedisOnlineStore.open(
                RedisEndpoint.parse(
                    "rediss://127.0.0.1:" + tls.port() + "?answer=5s&cacert=" + authority))) {
      assertThat(store.putIfNewer(List.of(state))).isEqualTo(1);
      assertThat(store.read(List.of(key("k")))).containsExactly(new byte[100]);

      tls.stall();
      StateBatch batch = new StateBatch();
      batch.add(key("k"));
      store.read(batch, Deadline.after(Duration.ofMillis(100)));
      assertThat(batch.unanswered()).isEqualTo(1);
      tls.heal();
      assertThat(store.read(List.of(key("k")))).containsExactly(new byte[100]);
    }
  }

  @Test
  void open_certificateOfNobodyTrusted_isUnavailable() throws Exception {
    try (LocalRedis redis = LocalRedis.start();
        FaultyProxy tls = FaultyProxy.before(redis.port(), serverSockets());
        RedisOnlineStore store =
            RedisOnlineStore.open(RedisEndpoint.parse("rediss://127.0.0.1:" + tls.port()))) {
      assertThatThrownBy(store::ping)
          .isInstanceOf(StoreUnavailableException.class)
          .hasMessageContaining("unable to find valid certification path");
    }
  }

  @Test
  void open_certificateOfAnotherHost_isUnavailable() throws Exception {
    try (LocalRedis redis = LocalRedis.start();
        FaultyProxy tls = FaultyProxy.before(redis.port(), serverSockets());
        RedisOnlineStore store =
            RedisOnlineStore.open(
                RedisEndpoint.parse("rediss://localhost:" + tls.port() + "?cacert=" + authority))) {
      assertThatThrownBy(store::ping)
          .isInstanceOf(StoreUnavailableException.class)
          .hasMessageContaining("localhost");
    }
  }

  @Test
  void open_noCertificates_isRefusedNamingTheFile() throws Exception {
    Path empty = Files.writeString(folder.resolve("empty.pem"), "");
    assertThatThrownBy(
            () -> RedisOnlineStore.open(RedisEndpoint.parse("rediss://h?cacert=" + empty)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("cacert: ")
        .hasMessageContaining("empty.pem");
  }
}
