package dev.tandem.serving.edge;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/** Opens {@link TlsFiles} for the JDK's TLS. */
public final class TlsContext {
  /** The versions that a server speaks. */
  public static final List<String> PROTOCOLS = List.of("TLSv1.3", "TLSv1.2");

  private static final List<String> KEY_ALGORITHMS = List.of("RSA", "EC");
  private static final byte[] PROBE = new byte[32];
  private static final String BEGIN = "-----BEGIN PRIVATE KEY-----";
  private static final String END = "-----END PRIVATE KEY-----";

  private TlsContext() {}

  /**
   * A context that shows the certificates and holds the key.
   *
   * @throws UncheckedIOException if a file cannot be read
   * @throws InvalidTlsException if a file is not what it should be, or the two do not go together
   */
  public static SSLContext open(TlsFiles files) {
    Certificate[] chain = certificates(files.certificates());
    PrivateKey key = key(files.key());
    if (!belongTogether(chain[0].getPublicKey(), key)) {
      throw new InvalidTlsException(
          files.key(), "no key of the certificate in " + files.certificates(), null);
    }
    try {
      KeyStore store = KeyStore.getInstance("PKCS12");
      store.load(null, null);
      store.setKeyEntry("server", key, new char[0], chain);
      KeyManagerFactory keys =
          KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
      keys.init(store, new char[0]);
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(keys.getKeyManagers(), null, null);
      return context;
    } catch (GeneralSecurityException | IOException e) {
      throw new InvalidTlsException(files.key(), "not usable with this JDK", e);
    }
  }

  private static boolean belongTogether(PublicKey shown, PrivateKey held) {
    if (!shown.getAlgorithm().equals(held.getAlgorithm())) {
      return false;
    }
    String algorithm = held.getAlgorithm().equals("RSA") ? "SHA256withRSA" : "SHA256withECDSA";
    try {
      Signature signing = Signature.getInstance(algorithm);
      signing.initSign(held);
      signing.update(PROBE);
      Signature verifying = Signature.getInstance(algorithm);
      verifying.initVerify(shown);
      verifying.update(PROBE);
      return verifying.verify(signing.sign());
    } catch (GeneralSecurityException e) {
      return false;
    }
  }

  private static Certificate[] certificates(Path file) {
    try (InputStream in = Files.newInputStream(file)) {
      Certificate[] chain =
          CertificateFactory.getInstance("X.509")
              .generateCertificates(in)
              .toArray(Certificate[]::new);
      if (chain.length == 0) {
        throw new InvalidTlsException(file, "no certificate in PEM", null);
      }
      return chain;
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read the certificates in " + file, e);
    } catch (CertificateException e) {
      throw new InvalidTlsException(file, "no certificate in PEM", e);
    }
  }

  private static PrivateKey key(Path file) {
    String text;
    try {
      text = Files.readString(file, StandardCharsets.ISO_8859_1);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read the private key in " + file, e);
    }
    int begin = text.indexOf(BEGIN);
    int end = text.indexOf(END);
    if (begin < 0 || end < begin) {
      throw noKey(file, null);
    }
    try {
      byte[] der = Base64.getMimeDecoder().decode(text.substring(begin + BEGIN.length(), end));
      return key(file, new PKCS8EncodedKeySpec(der));
    } catch (IllegalArgumentException e) {
      throw noKey(file, e);
    }
  }

  private static PrivateKey key(Path file, PKCS8EncodedKeySpec spec) {
    Exception last = null;
    for (String algorithm : KEY_ALGORITHMS) {
      try {
        return KeyFactory.getInstance(algorithm).generatePrivate(spec);
      } catch (InvalidKeySpecException e) {
        last = e;
      } catch (GeneralSecurityException e) {
        throw new IllegalStateException("this JDK has no keys of " + algorithm, e);
      }
    }
    throw noKey(file, last);
  }

  private static InvalidTlsException noKey(Path file, Exception cause) {
    return new InvalidTlsException(
        file,
        "no private key in PEM, PKCS #8 and not encrypted (BEGIN PRIVATE KEY), of RSA or EC",
        cause);
  }
}
