package dev.tandem.serving.edge;

import java.nio.file.Path;
import java.util.Objects;

/**
 * What a server proves with who it is.
 *
 * @param certificates a PEM file: the server's certificate first, then those that it was signed
 *     with
 * @param key a PEM file: the certificate's private key in PKCS #8, not encrypted
 */
public record TlsFiles(Path certificates, Path key) {
  public TlsFiles {
    Objects.requireNonNull(certificates, "certificates");
    Objects.requireNonNull(key, "key");
  }
}
