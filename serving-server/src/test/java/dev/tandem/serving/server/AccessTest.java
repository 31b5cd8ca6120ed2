package dev.tandem.serving.server;

import static dev.tandem.serving.server.WireClient.longs;
import static dev.tandem.serving.server.WireClient.strings;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tandem.serving.edge.Access;
import dev.tandem.serving.edge.ApiKey;
import dev.tandem.serving.edge.InvalidTlsException;
import dev.tandem.serving.edge.ServerSettings;
import dev.tandem.serving.edge.TlsFiles;
import dev.tandem.serving.wire.feast.GetOnlineFeaturesRequest;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.TlsChannelCredentials;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who may ask, and that nobody listens in. */
@Timeout(60)
class AccessTest {
  private static final String KEY = "a-key-of-the-tests-0123";
  private static final String BODY =
      "{\"feature_service\": \"popularity\", \"entities\": {\"item_id\": [\"i1\"]}}";
  private static final GetOnlineFeaturesRequest CALL =
      GetOnlineFeaturesRequest.newBuilder()
          .setFeatureService("ranking")
          .putEntities("user_id", longs(3))
          .putEntities("item_id", strings("i1"))
          .putRequestContext("position", longs(0))
          .build();

  @TempDir Path directory;

  private static ServerSettings withKey() {
    return ServedShop.anyPorts().withAccess(Access.open().with(ApiKey.of(KEY)));
  }

  private static int post(HttpClient http, URI root, String header, String value)
      throws IOException, InterruptedException {
    return http.send(
            HttpRequest.newBuilder(root.resolve("/get-online-features"))
                .header(header, value)
                .POST(HttpRequest.BodyPublishers.ofString(BODY))
                .build(),
            HttpResponse.BodyHandlers.ofString())
        .statusCode();
  }

  private static int get(HttpClient http, URI uri) throws IOException, InterruptedException {
    return http.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString())
        .statusCode();
  }

  @Test
  void http_withAKey_answersThoseWhoKnowIt() throws Exception {
    HttpClient http = HttpClient.newHttpClient();
    try (ServedShop shop = ServedShop.start(directory, withKey())) {
      URI root = shop.server().uri();
      assertThat(post(http, root, "X-API-Key", KEY)).isEqualTo(200);
      assertThat(post(http, root, "Authorization", "Bearer " + KEY)).isEqualTo(200);
      assertThat(post(http, root, "Authorization", "bearer  " + KEY + " ")).isEqualTo(200);
      assertThat(post(http, root, "X-API-Key", KEY + "4")).isEqualTo(401);
      assertThat(post(http, root, "Authorization", KEY)).isEqualTo(401);
      assertThat(post(http, root, "Authorization", "Basic " + KEY)).isEqualTo(401);
      assertThat(post(http, root, "X-Other", KEY)).isEqualTo(401);
      assertThat(get(http, root.resolve("/metrics"))).isEqualTo(401);
      assertThat(get(http, root.resolve("/openapi.json"))).isEqualTo(401);
      assertThat(get(http, root.resolve("/healthz"))).isEqualTo(200);
      assertThat(get(http, root.resolve("/readyz"))).isEqualTo(200);
    }
  }

  @Test
  void grpc_withAKey_answersThoseWhoKnowIt() {
    try (ServedShop shop = ServedShop.start(directory, withKey());
        WireClient known = WireClient.of(shop.server()).withHeader("x-api-key", KEY);
        WireClient bearer =
            WireClient.of(shop.server()).withHeader("authorization", "Bearer " + KEY);
        WireClient unknown = WireClient.of(shop.server()).withHeader("x-api-key", "wrong")) {
      assertThat(known.features(CALL).getResultsCount()).isEqualTo(13);
      assertThat(bearer.features(CALL).getResultsCount()).isEqualTo(13);
      assertThatThrownBy(() -> unknown.features(CALL))
          .isInstanceOfSatisfying(
              StatusRuntimeException.class,
              e -> assertThat(e.getStatus().getCode()).isEqualTo(Status.Code.UNAUTHENTICATED));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"RSA", "EC"})
  void tls_anyKindOfKey_encryptsBothProtocols(String algorithm) throws Exception {
    TlsFiles files = TestCertificate.make(directory, algorithm);
    ServerSettings settings = ServedShop.anyPorts().withAccess(Access.open().with(files));
    try (ServedShop shop = ServedShop.start(directory, settings)) {
      URI root = URI.create("https://localhost:" + shop.server().address().getPort() + "/");
      assertThat(shop.server().uri().getScheme()).isEqualTo("https");
      assertThat(post(trusting(files).build(), root, "X-Other", "")).isEqualTo(200);
      assertThatThrownBy(() -> get(HttpClient.newHttpClient(), root.resolve("/healthz")))
          .isInstanceOf(SSLHandshakeException.class);
      try (WireClient client =
          WireClient.of(
              shop.server(),
              TlsChannelCredentials.newBuilder()
                  .trustManager(files.certificates().toFile())
                  .build())) {
        assertThat(client.features(CALL).getResultsCount()).isEqualTo(13);
      }
    }
  }

  @Test
  void tls_oldVersion_isRefused() throws Exception {
    TlsFiles files = TestCertificate.make(directory, "RSA");
    ServerSettings settings = ServedShop.anyPorts().withAccess(Access.open().with(files));
    SSLParameters old = new SSLParameters();
    old.setProtocols(new String[] {"TLSv1.1"});
    try (ServedShop shop = ServedShop.start(directory, settings)) {
      URI root = URI.create("https://localhost:" + shop.server().address().getPort() + "/");
      HttpClient http = trusting(files).sslParameters(old).build();
      assertThatThrownBy(() -> get(http, root.resolve("/healthz"))).isInstanceOf(IOException.class);
    }
  }

  @Test
  void tls_unusableFiles_areNamed() throws Exception {
    TlsFiles files = TestCertificate.make(directory, "RSA");
    Path nothing = Files.writeString(directory.resolve("nothing.pem"), "-----BEGIN NOTHING-----");
    TlsFiles other = TestCertificate.make(Files.createDirectory(directory.resolve("o")), "EC");

    assertThatThrownBy(() -> requireFree(new TlsFiles(nothing, files.key())))
        .isInstanceOf(InvalidTlsException.class)
        .hasMessage(nothing + ": no certificate in PEM");
    assertThatThrownBy(() -> requireFree(new TlsFiles(files.certificates(), nothing)))
        .isInstanceOf(InvalidTlsException.class)
        .hasMessageStartingWith(nothing + ": no private key in PEM");
    TlsFiles edwards =
        TestCertificate.make(Files.createDirectory(directory.resolve("e")), "Ed25519");
    assertThatThrownBy(() -> requireFree(edwards))
        .isInstanceOf(InvalidTlsException.class)
        .hasMessageEndingWith("not encrypted (BEGIN PRIVATE KEY), of RSA or EC");
    assertThatThrownBy(() -> requireFree(new TlsFiles(files.certificates(), other.key())))
        .isInstanceOf(InvalidTlsException.class)
        .hasMessage(other.key() + ": no key of the certificate in " + files.certificates());
  }

  private static void requireFree(TlsFiles files) {
    TandemServer.requireFree(ServedShop.anyPorts().withAccess(Access.open().with(files)));
  }

  private static HttpClient.Builder trusting(TlsFiles files)
      throws GeneralSecurityException, IOException {
    KeyStore trusted = KeyStore.getInstance("PKCS12");
    trusted.load(null, null);
    try (InputStream in = Files.newInputStream(files.certificates())) {
      trusted.setCertificateEntry(
          "server", CertificateFactory.getInstance("X.509").generateCertificate(in));
    }
    TrustManagerFactory trust =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(trusted);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, trust.getTrustManagers(), null);
    return HttpClient.newBuilder().sslContext(context);
  }

  @Test
  void key_isNeverShown() {
    assertThat(withKey().toString()).doesNotContain(KEY).contains("***");
    for (String text : List.of("short", "with a space in it 12345", "ünübersehbar-1234567")) {
      assertThatThrownBy(() -> ApiKey.of(text))
          .isInstanceOf(IllegalArgumentException.class)
          .message()
          .doesNotContain(text);
    }
  }
}
